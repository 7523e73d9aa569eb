import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Adds a token to every request on its way to the gateway, for clients that cannot be given one. `Host` and `Origin` go on as
 * they came, with the gateway's port where they name this one.
 */
export async function forwardWithToken(
  gateway: string,
  { token, path }: { readonly token: string; readonly path: string },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const target = new URL(gateway);
  const server = createServer((incoming, outgoing) => {
    const own = `:${(server.address() as AddressInfo).port}`;
    const headers = { ...incoming.headers, authorization: `Bearer ${token}` };
    headers.host = headers.host?.replace(own, `:${target.port}`) ?? '';
    if (headers.origin !== undefined) headers.origin = headers.origin.replace(own, `:${target.port}`);
    const onward = send(
      { host: target.hostname, port: target.port, path, method: incoming.method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
