/**
 * A proxy in a process of its own, for `bench/egress.ts`: `minimal` is the least that a CONNECT tunnel can be, `ours` the real one over
 * SQLite in the folder that is named. Says its port to its parent, and its memory when it is asked.
 */
import { createServer } from 'node:http';
import { connect, createServer as createListener, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { openSqliteStores } from '../adapters/sqlite/open-sqlite-stores.ts';
import { openEgressProxy } from '../ingress/egress-proxy/open-egress-proxy.ts';
import { openTestEgress } from '../test/harness/test-egress.ts';

const [kind = '', originPort = '', folder = ''] = process.argv.slice(2);
let appendOne: (() => Promise<unknown>) | null = null;
const listener = kind === 'minimal' ? openMinimal() : await openOurs();
listener.listen(0, '127.0.0.1', 2_048, () => {
  const address = listener.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('message', (question) => void answer(question));
process.on('disconnect', () => process.exit(0));

async function answer(question: unknown): Promise<void> {
  if (question === 'append') {
    const startMs = performance.now();
    await appendOne?.();
    process.send?.({ appendUs: (performance.now() - startMs) * 1_000 });
    return;
  }
  globalThis.gc?.();
  process.send?.({ memory: process.memoryUsage() });
}

function openMinimal(): ReturnType<typeof createServer> {
  const server = createServer();
  server.on('connect', (_, client: Socket) => {
    const upstream = connect({ port: Number(originPort), host: '127.0.0.1', noDelay: true }, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  return server;
}

async function openOurs(): Promise<ReturnType<typeof createListener>> {
  const stores = openSqliteStores({ path: join(folder, 'egress.db') });
  const egress = await openTestEgress({ stores, names: { 'origin.example': ['93.184.216.34'] } });
  const limits = { connections: 2_000, perMinute: Number.MAX_SAFE_INTEGER, upBytes: null, downBytes: null };
  const pass = egress.pass(['tcp://origin.example:7', 'http://origin.example'], { limits });
  const data = { host: 'origin.example', port: 7, rule: 'tcp://origin.example:7', scheme: 'tcp', via: 'connect' };
  appendOne = () => {
    const entry = {
      type: 'egress.opened' as const,
      atMs: Date.now(),
      actor: 'bench',
      session: null,
      action: null,
      data,
    };
    return egress.sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  };
  const proxy = openEgressProxy({
    connect: () => connect({ port: Number(originPort), host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
  });
  return createListener({ allowHalfOpen: true, noDelay: true }, (socket) => proxy.accept(socket, pass));
}
