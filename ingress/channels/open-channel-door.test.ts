import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelAnswer, ChannelRequest } from '../../ports/notification-channel.ts';
import { type ChannelDoorOptions, openChannelDoor } from './open-channel-door.ts';

type Open = {
  readonly address: string;
  readonly port: number;
  readonly requests: ChannelRequest[];
  readonly failures: string[];
};
type Answer = (request: ChannelRequest) => Promise<ChannelAnswer>;

const fine: ChannelAnswer = { status: 200, contentType: 'application/json', body: '{"type":1}' };

async function open(
  t: TestContext,
  answer: Answer = () => Promise.resolve(fine),
  options: Partial<ChannelDoorOptions> = {},
): Promise<Open> {
  const requests: ChannelRequest[] = [];
  const failures: string[] = [];
  const door = openChannelDoor({
    find: (name) =>
      name === 'phone'
        ? {
            receive: (request) => {
              requests.push(request);
              return answer(request);
            },
            handle: () => Promise.resolve(null),
          }
        : null,
    onFailure: ({ channel }) => failures.push(channel),
    ...options,
  });
  const server = createServer((incoming, outgoing) => {
    if (door.takes(incoming.url ?? '')) void door.handle(incoming, outgoing);
    else outgoing.end('the API');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, port, requests, failures };
}

test('hands a channel the bytes and headers as they came, and answers in its words', async (t) => {
  const { address, requests } = await open(t);
  const body = Buffer.from([0x7b, 0xff, 0x00, 0x0a, 0x7d]);
  const response = await fetch(`${address}/channels/phone/update?a=1`, {
    method: 'POST',
    body,
    headers: { 'X-Signature-Ed25519': 'AbC', 'content-type': 'x/y' },
  });
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '{"type":1}');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  const [request] = requests;
  assert.equal(request?.method, 'POST');
  assert.equal(request?.url, '/channels/phone/update?a=1');
  assert.equal(request?.headers['x-signature-ed25519'], 'AbC');
  assert.deepEqual(Buffer.from(request?.body ?? []), body);
});

test('answers every address that leads to no channel alike, and an address that the channel does not know too', async (t) => {
  const { address, requests } = await open(t, () =>
    Promise.resolve({ status: 404, contentType: 'application/json', body: '{"of":"its own"}' }),
  );
  const paths = [
    'nobody/update',
    'phone',
    'phone/',
    'phone/a/b',
    'PHONE/update',
    'phone/UPDATE',
    '../v1/log',
    '%70hone/update',
    'phone/update/..%2f',
    `${'a'.repeat(80)}/x`,
    '',
    `phone/x?${'q'.repeat(3_000)}`,
  ];
  const answers = new Set<string>();
  for (const path of [...paths, 'phone/elsewhere']) {
    const response = await fetch(`${address}/channels/${path}`.replace('/channels/../', '/channels/%2e%2e%2f'), {
      method: 'POST',
      body: 'x',
    });
    const headers = [...response.headers].filter(
      ([name]) => name !== 'date' && name !== 'connection' && name !== 'keep-alive',
    );
    answers.add(JSON.stringify([response.status, headers, await response.text()]));
  }
  assert.equal(answers.size, 1, [...answers].join('\n'));
  assert.equal(requests.length, 1);
});

test('takes a body up to its bound and none above it, whether it says its length or not', async (t) => {
  const { address, requests } = await open(t, undefined, { maxBodyBytes: 1_000 });
  const post = (body: BodyInit) =>
    fetch(`${address}/channels/phone/update`, { method: 'POST', body, duplex: 'half' } as RequestInit);
  assert.equal((await post('x'.repeat(1_000))).status, 200);
  assert.equal((await post('x'.repeat(1_001))).status, 413);
  const stream = new ReadableStream({
    pull: async (controller) => {
      // Something that is ready at once would keep the answer from ever being read.
      await sleep(1);
      controller.enqueue(new TextEncoder().encode('x'.repeat(400)));
    },
  });
  const streamed = await post(stream).then(
    ({ status }) => status,
    () => 413,
  );
  assert.equal(streamed, 413);
  assert.equal(requests.length, 1);
});

test('gives up on a body that does not come, and on a channel that does not answer', async (t) => {
  const { address, port, requests } = await open(t, () => new Promise(() => {}), { timeoutMs: 80 });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /channels/phone/update HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc');
  const head = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  assert.match(head, /^HTTP\/1.1 408 /);
  await new Promise((resolve) => socket.once('close', resolve));
  assert.equal(requests.length, 0);
  assert.equal((await fetch(`${address}/channels/phone/update`, { method: 'POST', body: '{}' })).status, 504);
});

test('answers a flood with 503 before it reads it, and takes requests again when it is over', async (t) => {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { address, requests } = await open(t, () => gate.then(() => fine), { maxConcurrent: 4 });
  const post = () => fetch(`${address}/channels/phone/update`, { method: 'POST', body: '{}' });
  const held = Array.from({ length: 4 }, post);
  while (requests.length < 4) await sleep(5);
  const flood = await Promise.all(Array.from({ length: 40 }, post));
  assert.deepEqual(new Set(flood.map(({ status }) => status)), new Set([503]));
  assert.equal(flood[0]?.headers.get('retry-after'), '1');
  assert.equal(requests.length, 4);
  const api = await fetch(`${address}/v1/health`);
  assert.equal(await api.text(), 'the API');
  release();
  assert.deepEqual(
    (await Promise.all(held)).map(({ status }) => status),
    [200, 200, 200, 200],
  );
  assert.equal((await post()).status, 200);
});

test('bodies that never end keep nobody out: the slowest loses its place', async (t) => {
  const { address, port, requests } = await open(t, undefined, { maxConcurrent: 2, timeoutMs: 20_000 });
  const answers: string[] = [];
  for (const number of [0, 1]) {
    const socket = connect(port, '127.0.0.1').on('data', (chunk) => (answers[number] = chunk.toString('utf8')));
    socket.on('error', () => undefined);
    socket.write('POST /channels/phone/update HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc');
    await once(socket, 'connect');
    t.after(() => socket.destroy());
  }
  await sleep(50);
  const post = () => fetch(`${address}/channels/phone/update`, { method: 'POST', body: '{}' });
  for (let count = 0; count < 5; count++) assert.equal((await post()).status, 200);
  assert.equal(requests.length, 5);
  assert.match(answers[0] ?? '', /^HTTP\/1\.1 408 /);
  assert.equal(answers[1], undefined);
});

test('gives places back of those who broke off', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { address, port, requests } = await open(t, () => gate.promise.then(() => fine), { maxConcurrent: 2 });
  const sockets = [1, 2].map(() => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('POST /channels/phone/update HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}');
    return socket;
  });
  while (requests.length < 2) await sleep(5);
  const post = () => fetch(`${address}/channels/phone/update`, { method: 'POST', body: '{}' });
  assert.equal((await post()).status, 503);
  for (const socket of sockets) socket.destroy();
  gate.resolve();
  while ((await post()).status === 503) await sleep(5);
  assert.equal(requests.length, 3);
});

test('tells the operator of a channel that throws, and the caller nothing', async (t) => {
  const { address, failures } = await open(t, () => Promise.reject(new Error('secret detail')));
  const response = await fetch(`${address}/channels/phone/update`, { method: 'POST', body: '{}' });
  assert.equal(response.status, 500);
  assert.equal(await response.text(), 'failed\n');
  assert.deepEqual(failures, ['phone']);
});
