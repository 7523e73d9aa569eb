import { type Listening, whoListens } from '../../../sdk/instance-proof.ts';
import type { Environment } from '../environment.ts';
import { isOwnAddress, readInstanceKey } from './instance-key.ts';
import { isLoopback } from './loopback.ts';

/** Who answers at one address that `localhost` may lead a browser to. */
export type Answering = {
  /** For example `[::1]:7391`. */
  readonly place: string;
  readonly who: Listening;
};

const TIMEOUT_MS = 2_000;

/**
 * Asks both addresses of loopback at the gateway's port who listens there: the gateway of this state directory proves it with a key
 * that only its own user may read, bound to the address that was asked. Sends no token.
 *
 * Null where nothing can be told: the gateway is on another machine, behind TLS, or of another state directory.
 */
export async function whoAnswers(
  address: string,
  environment: Pick<Environment, 'stateDir'>,
): Promise<readonly Answering[] | null> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== 'http:' || !isLoopback(hostname) || !isOwnAddress(address, environment)) return null;
  const key = readInstanceKey(environment);
  if (key === null) return null;
  const at = port === '' ? 80 : Number(port);
  return Promise.all(
    ['127.0.0.1', '[::1]'].map(async (host) => {
      const place = { host, port: at, key, timeoutMs: TIMEOUT_MS };
      return { place: `${host}:${at}`, who: await whoListens(place, { send: fetch, signal: null }) };
    }),
  );
}

/** What is wrong with who answers; null where a browser that opens `localhost` reaches this gateway or nobody. */
export function doubtAmong(answering: readonly Answering[]): { readonly found: string; readonly fix: string } | null {
  const other = answering.find(({ who }) => who === 'other');
  if (other !== undefined) {
    const port = other.place.slice(other.place.lastIndexOf(':') + 1);
    const fix = `Open no page of localhost:${port}. Find out who it is: \`ss -ltnp 'sport = :${port}'\`, or \`lsof -i :${port}\`.`;
    return { found: `another program at ${other.place}`, fix };
  }
  const none = answering.find(({ who }) => who === 'nobody');
  if (none === undefined) return null;
  return {
    found: `nobody at ${none.place}`,
    fix: 'Start the gateway anew, which takes both: `countersign up --detach`.',
  };
}
