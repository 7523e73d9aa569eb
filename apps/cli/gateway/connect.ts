import { existsSync, readFileSync } from 'node:fs';
import { CountersignClient } from '../../../sdk/client.ts';
import { provenFetch } from '../../../sdk/proven-fetch.ts';
import { CliError, isSystemError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { statePaths } from '../paths.ts';
import { instanceKeyFor } from './instance-key.ts';

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
 * Sends nothing yet, and later nothing to a program that does not prove to be the gateway of the state directory, where its address is
 * from there. Raises `unreachable` when no gateway was ever started here, and refuses to send a token in the clear to another machine.
 */
export function connectGateway({ environment }: Pick<Context, 'environment'>): Connection {
  const address = findAddress({ environment });
  const token = environment.token ?? readToken(statePaths(environment).operatorToken);
  const key = instanceKeyFor(address, environment);
  const proven: typeof fetch =
    key === null ? (input, init) => fetch(input, init) : provenFetch({ baseUrl: address, key });
  return { client: new CountersignClient({ baseUrl: address, token, fetch: proven }), address, token, fetch: proven };
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

/** Reads a token file. Raises `unreachable` when there is none: a gateway makes it at its first start. */
export function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
    throw new CliError('unreachable', `reach the gateway: no token file ${path}, want the one a gateway makes`, {
      remedies: [START],
    });
  }
}

/** Tells whether a host is this machine. Names other than `localhost` are not looked up. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (hostname.startsWith('127.') && isIpv4(hostname));
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => part !== '' && part.length <= 3 && Number(part) <= 255);
}
