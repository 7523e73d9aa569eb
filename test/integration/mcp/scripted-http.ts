import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { scriptedHandler } from './scripted-server.ts';

/** Serves the scripted server over HTTP; with `strict` it refuses the older protocol. */
export async function serveScripted(options: {
  readonly strict: boolean;
}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const listener = getRequestListener(scriptedHandler(options));
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
