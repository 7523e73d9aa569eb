import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { type TestContext, test } from 'node:test';
import { serveFake } from './testing/serve-fake.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const skip = hasIpv6 ? false : 'this machine has no ::1';

async function hold(host: string, port: number): Promise<Server> {
  const server = createServer((_incoming, outgoing) => outgoing.end('somebody else'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function serve(t: TestContext, options: Parameters<typeof serveFake>[1] = {}) {
  const served = await serveFake({}, options);
  t.after(() => served.server.close(0));
  return served.server;
}

for (const hostname of ['127.0.0.1', '::1', 'localhost'])
  test(`is the same gateway at 127.0.0.1 and ::1 when it listens at ${hostname}`, { skip }, async (t) => {
    const { port } = await serve(t, { hostname });
    for (const place of [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`])
      assert.equal((await fetch(`http://${place}/healthz`)).status, 200, place);
    await assert.rejects(hold('::1', port), { code: 'EADDRINUSE' });
    await assert.rejects(hold('127.0.0.1', port), { code: 'EADDRINUSE' });
  });

test('does not start where somebody else holds the port at ::1, and leaves 127.0.0.1 free', { skip }, async (t) => {
  const other = await hold('::1', 0);
  t.after(() => other.close());
  const port = portOf(other);
  await assert.rejects(serveFake({}, { port }), (error: Error & { code: string; remedies: readonly string[] }) => {
    assert.equal(error.code, 'unavailable');
    assert.match(error.message, new RegExp(`^listen at \\[::1\\]:${port}: found the port held by another program, want`));
    assert.match(error.remedies.join(), new RegExp(`sport = :${port}.*countersign up --port`));
    return true;
  });
  (await hold('127.0.0.1', port)).close();
});

test('says the same of 127.0.0.1', async (t) => {
  const other = await hold('127.0.0.1', 0);
  t.after(() => other.close());
  await assert.rejects(serveFake({}, { port: portOf(other) }), /listen at 127\.0\.0\.1:\d+: found the port held/);
});

test('ends at both addresses', { skip }, async () => {
  const { server } = await serveFake();
  await server.close(0);
  for (const host of ['127.0.0.1', '::1']) (await hold(host, server.port)).close();
});
