import { existsSync, readFileSync } from 'node:fs';
import { CountersignClient } from '../../../sdk/client.ts';
import { provenFetch } from '../../../sdk/proven-fetch.ts';
import { CliError, isSystemError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { statePaths } from '../paths.ts';
import { isOwnAddress, readInstanceKey } from './instance-key.ts';
import { isLoopback } from './loopback.ts';

/** A gateway that the CLI can speak to, and how it was found. */
export type Connection = {
  readonly client: CountersignClient;
  readonly address: string;
  readonly token: string;
  /** For another client of the same gateway: it asks who listens before it shows a token. */
  readonly fetch: typeof fetch;
};

const START = 'Start it: `countersign up --detach`, and look at it: `countersign doctor`.';

/**
 * Finds the gateway and the operator's token: `COUNTERSIGN_URL` and `COUNTERSIGN_TOKEN`, else the files of the state directory.
 *
 * Sends nothing yet. The token of the state directory is later shown over plain HTTP only to who proves to be the gateway of that directory,
 * whatever the address says; a token that was given, to whoever listens at an address other than that gateway's own. Raises `unreachable`
 * when no gateway was ever started here, or its proof cannot be checked, and refuses to send a token in the clear to another machine.
 */
export function connectGateway({ environment }: Pick<Context, 'environment'>): Connection {
  const address = findAddress({ environment });
  const token = environment.token ?? readToken(statePaths(environment).operatorToken);
  const send = fetchTo(address, environment);
  return { client: new CountersignClient({ baseUrl: address, token, fetch: send }), address, token, fetch: send };
}

const unasked: typeof fetch = (input, init) => fetch(input, init);

/** A `fetch` that asks who listens wherever it can and must; raises where it must and cannot. */
function fetchTo(address: string, environment: Context['environment']): typeof fetch {
  const isOwnToken = environment.token === null;
  const isPlain = new URL(address).protocol === 'http:';
  if (!isPlain || !(isOwnToken || isOwnAddress(address, environment))) return unasked;
  const key = readInstanceKey(environment);
  if (key !== null) return provenFetch({ baseUrl: address, key });
  if (!isOwnToken) return unasked;
  const found = `no key that can be read in ${statePaths(environment).instanceKey}`;
  throw new CliError('unreachable', `reach the gateway: found ${found}, want the one it proves itself with`, {
    remedies: [
      'End the gateway and start it anew as the same user, which makes the key: `countersign up --detach`.',
      'For a gateway of another state directory: say its token in COUNTERSIGN_TOKEN.',
    ],
  });
}

/** Where the gateway is said to listen. Raises `unreachable` when there is no such saying. */
export function findAddress({ environment }: Pick<Context, 'environment'>): string {
  const { address: file } = statePaths(environment);
  const address = environment.gatewayUrl ?? (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);
  if (address === null) {
    throw new CliError('unreachable', `reach the gateway: no address in ${file}, want a running gateway`, {
      remedies: [START],
    });
  }
  if (!URL.canParse(address)) {
    throw new CliError('usage', `reach the gateway: address ${JSON.stringify(address.slice(0, 80))}, want a URL`);
  }
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:' || isLoopback(hostname)) return address;
  throw new CliError('usage', `reach the gateway: ${address} would carry the token in the clear, want https`);
}

/** Reads a token file. Raises `unreachable` when there is none, for a gateway makes it at its first start, and `failed` for an empty one. */
export function readToken(path: string): string {
  try {
    const token = readFileSync(path, 'utf8').trim();
    if (token !== '') return token;
    throw new CliError('failed', `read the token: ${path} is empty, want the token that the gateway made`, {
      remedies: ['Stop the gateway and start it again, which makes a new one: `countersign up`.'],
    });
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
    throw new CliError('unreachable', `reach the gateway: no token file ${path}, want the one a gateway makes`, {
      remedies: [START],
    });
  }
}
