import { CountersignError } from './error.ts';
import { INSTANCE_PATH, instanceText } from './instance-proof.ts';

/** Which gateway is meant, and what is asked of it. */
export type ProvingOptions = {
  /** Plain HTTP on this machine. */
  readonly baseUrl: string;
  /** Of the gateway's state directory: only its own user can read it. */
  readonly key: Uint8Array<ArrayBuffer>;
  /** The platform's `fetch` unless given. */
  readonly fetch?: typeof fetch;
  /** How long the proof may take. Default 10,000. */
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
/** A proof counts for what follows at once; who listens later may be another. */
const FRESH_MS = 1_000;
const MAX_ANSWER = 1_024;
const NONCE_BYTES = 16;
const START_IT = 'start the gateway: countersign up';

/**
 * A `fetch` that shows nothing to who listens at the gateway's port until it has proved to be that gateway: while the gateway is down, any
 * user of the machine can listen there, and would be given the token.
 *
 * Asks again once a proof is a second old. For `localhost` both addresses of loopback count, either of which may be reached. Raises
 * CountersignError `unreachable` before anything is sent where another program answers, or nobody does.
 */
export function provenFetch(options: ProvingOptions): typeof fetch {
  const { fetch: send = (input, init) => fetch(input, init) } = options;
  let provenAtMs = Number.NEGATIVE_INFINITY;
  return async (input, init) => {
    if (performance.now() - provenAtMs > FRESH_MS) {
      await requireInstance(options, { send, signal: init?.signal ?? null });
      provenAtMs = performance.now();
    }
    return send(input, init);
  };
}

type Asking = { readonly send: typeof fetch; readonly signal: AbortSignal | null };

async function requireInstance(
  { baseUrl, key, timeoutMs = TIMEOUT_MS }: ProvingOptions,
  asking: Asking,
): Promise<void> {
  const { hostname, port } = new URL(baseUrl);
  const hosts = hostname === 'localhost' ? ['127.0.0.1', '[::1]'] : [hostname];
  const at = port === '' ? 80 : Number(port);
  const found = await Promise.all(hosts.map((host) => whoIsAt({ host, port: at, key, timeoutMs }, asking)));
  asking.signal?.throwIfAborted();
  const other = found.indexOf('other');
  if (other >= 0) throw notOurs(`${hosts[other] ?? hostname}:${at}`);
  if (!found.includes('gateway'))
    throw new CountersignError('unreachable', 'reach the gateway: no connection', { remedies: [START_IT] });
}

function notOurs(place: string): CountersignError {
  const found = `found another program at ${place}, or none that proves what it is in time`;
  return new CountersignError('unreachable', `reach the gateway: ${found}, want the gateway of this state directory`, {
    remedies: ['find out who listens there (`ss -ltnp`); no token was sent', START_IT],
  });
}

type Place = {
  readonly host: string;
  readonly port: number;
  readonly key: Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
};

async function whoIsAt(place: Place, { send, signal }: Asking): Promise<'gateway' | 'other' | 'nobody'> {
  const { host, port, key, timeoutMs } = place;
  const nonce = hexOf(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await send(`http://${host}:${port}${INSTANCE_PATH}?nonce=${nonce}`, {
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: signal === null ? late : AbortSignal.any([signal, late]),
    });
    const text = instanceText({ nonce, address: bare(host), port });
    return (await isProof(await shortText(answer), { key, text })) ? 'gateway' : 'other';
  } catch {
    return late.aborted ? 'other' : 'nobody';
  }
}

/** An answer that is longer than any proof is none. */
async function shortText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (body !== null)
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_ANSWER) return '';
    }
  return text;
}

async function isProof(
  answer: string,
  { key, text }: { readonly key: Uint8Array<ArrayBuffer>; readonly text: string },
): Promise<boolean> {
  const proof = bytesOf(proofIn(answer));
  if (proof === null) return false;
  const opened = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return crypto.subtle.verify('HMAC', opened, proof, new TextEncoder().encode(text));
}

function proofIn(answer: string): string {
  try {
    const { proof } = JSON.parse(answer) as { readonly proof?: unknown };
    return typeof proof === 'string' ? proof : '';
  } catch {
    return '';
  }
}

function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null for anything but 64 hexadecimal digits. */
function bytesOf(hex: string): Uint8Array<ArrayBuffer> | null {
  const isHex = hex.length === 64 && [...hex].every((digit) => '0123456789abcdef'.includes(digit));
  if (!isHex) return null;
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
