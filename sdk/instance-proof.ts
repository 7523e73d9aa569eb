/** Where a gateway proves which one it is: `GET` with `?nonce=`, 32 hexadecimal digits of the caller's choice. */
export const INSTANCE_PATH = '/.well-known/countersign-instance';

/**
 * What a gateway authenticates with the key of its state directory (HMAC-SHA-256) to prove who answers, and where: the nonce, and the
 * address and port that the connection came in at. So an answer that somebody fetched elsewhere and passes on proves nothing.
 */
export function instanceText({
  nonce,
  address,
  port,
}: {
  readonly nonce: string;
  readonly address: string;
  readonly port: number;
}): string {
  return `countersign-instance/v1 ${nonce} ${address} ${port}`;
}

/** The key that a key file holds: 64 hexadecimal digits, with or without a line end. Null for anything else. */
export function instanceKeyFrom(text: string): Uint8Array<ArrayBuffer> | null {
  return bytesOf(text.trim().toLowerCase());
}

/** One address of this machine that is asked, and what it must know. */
export type AskedPlace = {
  /** An IP address; version 6 in brackets, as in a URL. */
  readonly host: string;
  readonly port: number;
  /** Of the gateway's state directory: only its own user can read it. */
  readonly key: Uint8Array<ArrayBuffer>;
  /** How long the proof may take; who takes longer is another. */
  readonly timeoutMs: number;
};

/**
 * Who listens at an address. `gateway`: it has proved to be the one of the key. `nobody`: whoever comes first can listen there.
 * `absent`: this machine has no such address. `other`: everybody else, whatever they answer or leave out.
 */
export type Listening = 'gateway' | 'other' | 'nobody' | 'absent';

const MAX_ANSWER = 1_024;
const NONCE_BYTES = 16;
const ABSENT = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH', 'EHOSTUNREACH', 'EINVAL'];

/** Asks for the proof over plain HTTP, with a new nonce, following no redirect. Shows no token; raises nothing. */
export async function whoListens(
  { host, port, key, timeoutMs }: AskedPlace,
  { send, signal }: { readonly send: typeof fetch; readonly signal: AbortSignal | null },
): Promise<Listening> {
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
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ECONNREFUSED') return 'nobody';
    return ABSENT.includes(code) ? 'absent' : 'other';
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

/** What the operating system said, where `fetch` tells; empty otherwise. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
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
