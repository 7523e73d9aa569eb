import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { type TestContext, test } from 'node:test';
import { listenEverywhere } from './listen-everywhere.ts';
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
    assert.match(
      error.message,
      new RegExp(`^listen at \\[::1\\]:${port}: found the port held by another program, want`),
    );
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

/** Where this address is not there, as on a machine without IPv6. */
function without(missing: string, code: string): Server {
  const server = createServer((_incoming, outgoing) => outgoing.end('here'));
  const listen = server.listen.bind(server) as (options: { host: string; port: number }, then: () => void) => Server;
  const orNot: typeof listen = (options, then) => {
    if (options.host !== missing) return listen(options, then);
    queueMicrotask(() => server.emit('error', Object.assign(new Error('listen'), { code })));
    return server;
  };
  return Object.assign(server, { listen: orNot });
}

for (const code of ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])
  test(`listens where it can on a machine without the other address (${code})`, async (t) => {
    const { servers, port } = await listenEverywhere(() => without('::1', code), { hostname: '127.0.0.1', port: 0 });
    t.after(() => servers.map((server) => server.close()));
    assert.equal(servers.length, 1);
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), 'here');
    const nowhere = listenEverywhere(() => without('::1', code), { hostname: '::1', port: 0 });
    await assert.rejects(nowhere, /listen at \[::1\]:0: this machine has no such address/);
  });

test('passes on what else goes wrong, and keeps nothing open', async () => {
  const made: Server[] = [];
  const make = (): Server => {
    const server = without('::1', 'EACCES');
    made.push(server);
    return server;
  };
  await assert.rejects(listenEverywhere(make, { hostname: '127.0.0.1', port: await freePort() }), { code: 'EACCES' });
  assert.deepEqual(
    made.map(({ listening }) => listening),
    [false, false],
  );
});

async function freePort(): Promise<number> {
  const server = await hold('127.0.0.1', 0);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
