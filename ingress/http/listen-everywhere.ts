import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from '../../application/gateway-error.ts';

/** Servers that are one to whoever calls: the same port at every address. */
export type Listening = { readonly servers: readonly Server[]; readonly port: number };

/** How often a port of the system's choice is tried that somebody else has at the second address. */
const MAX_TRIES = 20;
/** What a machine answers that has no such address: nobody else can listen there either. */
const NOT_HERE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/**
 * Listens at an address, and where that is loopback's, at all of loopback: `127.0.0.1` and `::1`, the same port at both.
 *
 * A browser that opens `http://localhost` takes either. Whoever holds the port at the other address would be the gateway for it, so the
 * port of both or none is taken: raises GatewayError `unavailable` when a part is held by another program. An address that this machine
 * does not have is left out. Port 0 is one that is free at both.
 */
export async function listenEverywhere(
  make: () => Server,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<Listening> {
  const [first, ...others] = placesOf(hostname);
  for (let tries = 1; ; tries++) {
    const server = await listenAt(make(), { host: first, port });
    if (server === null)
      throw new GatewayError('unavailable', `listen at ${shown(first, port)}: this machine has no such address`);
    const { port: taken } = server.address() as AddressInfo;
    const servers = [server];
    try {
      for (const host of others) servers.push(...present(await listenAt(make(), { host, port: taken })));
      return { servers, port: taken };
    } catch (error) {
      await Promise.all(servers.map(closed));
      if (port !== 0 || tries >= MAX_TRIES) throw error;
    }
  }
}

/** An address in a URL. */
export function shown(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Everywhere that `localhost` may lead a browser whom this address serves. */
function placesOf(hostname: string): readonly [string, ...string[]] {
  if (hostname === '127.0.0.1' || hostname === 'localhost') return ['127.0.0.1', '::1'];
  if (hostname === '::1') return ['::1', '127.0.0.1'];
  return hostname === '0.0.0.0' ? ['0.0.0.0', '::1'] : [hostname];
}

/** Null where this machine has no such address. */
async function listenAt(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Server | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Server | null>();
  const onError = (error: NodeJS.ErrnoException): void => {
    if (NOT_HERE.has(error.code ?? '')) resolve(null);
    else reject(error.code === 'EADDRINUSE' ? heldError(error, shown(host, port)) : error);
  };
  server.once('error', onError);
  server.listen({ host, port, ipv6Only: host === '::1' }, () => {
    server.off('error', onError);
    resolve(server);
  });
  return promise;
}

function heldError(cause: Error, place: string): GatewayError {
  const port = place.slice(place.lastIndexOf(':') + 1);
  const reason = `listen at ${place}: found the port held by another program, want it at 127.0.0.1 and ::1 alike, since a browser that opens localhost takes either`;
  const remedies = [
    `Find out who holds it, \`ss -ltnp 'sport = :${port}'\` or \`lsof -i :${port}\`, and end that program, or take another port: \`countersign up --port PORT\`.`,
  ];
  return new GatewayError('unavailable', reason, { remedies, cause });
}

function present(server: Server | null): readonly Server[] {
  return server === null ? [] : [server];
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
