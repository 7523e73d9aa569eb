import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createHttpApp } from './http-app.ts';
import { openHttpDoor } from './serve-http.ts';
import { fakeGateway } from './testing/fake-gateway.ts';

const LONG = { headersTimeoutMs: 20_000, requestTimeoutMs: 20_000, keepAliveTimeoutMs: 20_000 };

/** A client whose connection somebody else accepted for the door, as in a sandbox. */
async function clientOf(t: TestContext, times: Partial<typeof LONG>): Promise<Socket> {
  const app = createHttpApp(fakeGateway(), { port: 0, operator: 'human:operator', version: 'test' });
  const door = openHttpDoor(app, { port: 7_391, token: 'inside', ...LONG, ...times });
  const server = createServer((connection) => door.accept(connection));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  t.after(() => {
    client.destroy();
    door.close();
    server.close();
  });
  return client;
}

async function textUntilEnd(client: Socket): Promise<string> {
  let text = '';
  client.on('data', (chunk) => {
    text += chunk.toString('utf8');
  });
  await new Promise((resolve) => client.once('close', resolve));
  return text;
}

const HEAD = 'GET /v1/nowhere HTTP/1.1\r\nhost: 127.0.0.1:7391\r\n';

test('breaks off a connection through a door that says nothing', async (t) => {
  assert.match(await textUntilEnd(await clientOf(t, { headersTimeoutMs: 100 })), /^HTTP\/1\.1 400 /);
});

test('breaks off headers that trickle through a door', async (t) => {
  const client = await clientOf(t, { headersTimeoutMs: 200 });
  client.write(HEAD);
  const timer = setInterval(() => client.write('x-a: 1\r\n'), 30);
  t.after(() => clearInterval(timer));
  assert.match(await textUntilEnd(client), /^HTTP\/1\.1 400 /);
});

test('breaks off a body that trickles through a door', async (t) => {
  const client = await clientOf(t, { requestTimeoutMs: 300 });
  client.write(
    'POST /v1/decide HTTP/1.1\r\nhost: 127.0.0.1:7391\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
  );
  const timer = setInterval(() => client.write(' '), 30);
  t.after(() => clearInterval(timer));
  assert.doesNotMatch(await textUntilEnd(client), /^HTTP\/1\.1 200/);
});

test('breaks off a second request through a door whose headers trickle', async (t) => {
  const client = await clientOf(t, { keepAliveTimeoutMs: 100, headersTimeoutMs: 300 });
  client.write(`${HEAD}\r\n`);
  await once(client, 'data');
  client.write(HEAD);
  const timer = setInterval(() => client.write('x-a: 1\r\n'), 30);
  t.after(() => clearInterval(timer));
  await textUntilEnd(client);
});

test('answers one request after another of a client at a door that is in time', async (t) => {
  const client = await clientOf(t, { headersTimeoutMs: 2_000, requestTimeoutMs: 2_000 });
  for (let round = 0; round < 3; round++) {
    client.write(`${HEAD}\r\n`);
    const [chunk] = (await once(client, 'data')) as [{ toString: (encoding: string) => string }];
    assert.match(chunk.toString('utf8'), /^HTTP\/1\.1 404 /);
  }
});
