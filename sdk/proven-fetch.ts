import { CountersignError } from './error.ts';
import { whoListens } from './instance-proof.ts';

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
  const found = await Promise.all(hosts.map((host) => whoListens({ host, port: at, key, timeoutMs }, asking)));
  asking.signal?.throwIfAborted();
  const other = found.indexOf('other');
  if (other >= 0) throw notOurs(`${hosts[other] ?? hostname}:${at}`);
  if (!found.includes('gateway'))
    throw new CountersignError('unreachable', 'reach the gateway: no connection', { remedies: [START_IT] });
}

/** What is raised where another program than the gateway listens. */
export function notOurs(place: string): CountersignError {
  const found = `found another program at ${place}, or none that proves what it is in time`;
  return new CountersignError('unreachable', `reach the gateway: ${found}, want the gateway of this state directory`, {
    remedies: ['find out who listens there (`ss -ltnp`); no token was sent', START_IT],
  });
}
