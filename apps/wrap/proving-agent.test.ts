import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { proveInstance } from '../../ingress/http/prove-instance.ts';
import { instanceText } from '../../sdk/instance-proof.ts';
import { connectGate } from './gate-connection.ts';

const KEY = new Uint8Array(32).fill(7);

async function listening(t: TestContext, server: Server, host = '127.0.0.1'): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, host, resolve);
  await promise;
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The gateway's own way to prove itself, and a count of what else came, by connection. */
async function gatewayAt(t: TestContext, host?: string) {
  const seen: string[] = [];
  let connections = 0;
  const prove = proveInstance(KEY);
  const server = createServer((incoming, outgoing) => {
    if (prove(incoming, outgoing)) return void seen.push('proof');
    seen.push(`${incoming.url} ${incoming.headers.authorization}`);
    outgoing.end('{}');
  });
  server.on('connection', () => {
    connections += 1;
  });
  t.after(() => server.closeAllConnections());
  return { address: await listening(t, server, host), seen, connections: () => connections };
}

test('asks each connection once, and keeps it for what follows', async (t) => {
  const { address, seen, connections } = await gatewayAt(t);
  const { post: gate } = connectGate({ address, token: 'secret', key: KEY });
  for (let call = 0; call < 3; call++) await gate('/v1/decide', {});
  assert.deepEqual(seen, ['proof', ...Array.from({ length: 3 }, () => '/v1/decide Bearer secret')]);
  assert.equal(connections(), 1);
  await Promise.all(Array.from({ length: 8 }, () => gate('/v1/decide', {})));
  assert.equal(seen.filter((one) => one === 'proof').length, connections());
});

test('reaches a gateway at an address of IPv6, and by name', async (t) => {
  const six = await gatewayAt(t, '::1').catch(() => null);
  if (six !== null) await connectGate({ address: six.address, token: 'secret', key: KEY }).post('/v1/decide', {});
  const { address } = await gatewayAt(t);
  const named = address.replace('127.0.0.1', 'localhost');
  assert.deepEqual(await connectGate({ address: named, token: 'secret', key: KEY }).post('/v1/decide', {}), {});
});

/** A program that answers the question as told, and keeps everything that it was sent. */
async function impostor(t: TestContext, answer: (nonce: string, port: number, socket: Socket) => void) {
  let received = '';
  const server = createRawServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString();
      const nonce = /nonce=([0-9a-f]{32}) /.exec(chunk.toString())?.[1] ?? '';
      answer(nonce, (server.address() as AddressInfo).port, socket);
    });
  });
  return { address: await listening(t, server), received: () => received };
}

const proof = (nonce: string, port: number, key = KEY): string => {
  const text = instanceText({ nonce, address: '127.0.0.1', port });
  return JSON.stringify({ proof: createHmac('sha256', key).update(text).digest('hex') });
};
const answered = (body: string, { status = '200 OK', length = body.length } = {}): string =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${length}\r\n\r\n${body}`;

const IMPOSTORS: readonly (readonly [string, (nonce: string, port: number) => string])[] = [
  ['without a proof', () => answered('{}')],
  ['with no JSON', () => answered('gateway')],
  ['with null', () => answered('null')],
  ['with another key', (nonce, port) => answered(proof(nonce, port, new Uint8Array(32)))],
  ['with the proof of another port', (nonce, port) => answered(proof(nonce, port + 1))],
  ['with a proof that it was given before', (_, port) => answered(proof('0'.repeat(32), port))],
  ['with a proof in another status', (nonce, port) => answered(proof(nonce, port), { status: '201 Created' })],
  ['with an answer to what was not asked yet', (nonce, port) => `${answered(proof(nonce, port))}${answered('{}')}`],
  ['with more than a proof is long', (nonce, port) => answered(proof(nonce, port) + ' '.repeat(5_000))],
  ['without a length', (nonce, port) => `HTTP/1.1 200 OK\r\n\r\n${proof(nonce, port)}`],
];

for (const [how, answer] of IMPOSTORS) {
  test(`shows nothing to a program that answers ${how}`, async (t) => {
    const { address, received } = await impostor(t, (nonce, port, socket) => socket.write(answer(nonce, port)));
    const { post: gate } = connectGate({ address, token: 'secret', key: KEY });
    await assert.rejects(gate('/v1/decide', { path: 'mine' }), { code: 'unreachable', message: /another program/ });
    assert.equal(/secret|mine|Bearer/.test(received()), false);
  });
}

test('shows nothing to a program that hangs up, and says so when nobody listens', async (t) => {
  const { address, received } = await impostor(t, (_nonce, _port, socket) => socket.destroy());
  const { post: gate } = connectGate({ address, token: 'secret', key: KEY });
  await assert.rejects(gate('/v1/decide', {}), { code: 'unreachable', message: /another program/ });
  assert.equal(received().includes('secret'), false);
  const { post: nobody } = connectGate({ address: 'http://127.0.0.1:1', token: 'secret', key: KEY });
  await assert.rejects(nobody('/v1/decide', {}), { code: 'unreachable', message: /no connection/ });
});
