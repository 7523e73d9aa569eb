import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { GatewayEvent } from '../../application/event-hub.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const EVENT: GatewayEvent = { kind: 'emergency', atMs: 5, halted: true, safeMode: false, reason: 'stop\nnow' };
const READER = { authorization: `Bearer ${TOKENS.reader}` };

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return value === undefined ? '' : new TextDecoder().decode(value);
}

test('streams each event with its kind and its JSON on one line', async () => {
  const { gateway, base, server } = await serveFake();
  const answer = await fetch(`${base}/v1/events`, { headers: READER });
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  assert.match(await nextText(reader), /^retry: 3000\n: /);
  gateway.publish(EVENT);
  assert.equal(
    await nextText(reader),
    'event: emergency\ndata: {"kind":"emergency","at_ms":5,"halted":true,"safe_mode":false,"reason":"stop\\nnow"}\n\n',
  );
  await reader.cancel();
  await server.close(0);
});

test('sends a heartbeat, and ends the stream once the token is revoked', async () => {
  const { gateway, base, server } = await serveFake({ heartbeatMs: 20 });
  const answer = await fetch(`${base}/v1/events`, { headers: READER });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  await nextText(reader);
  assert.equal(await nextText(reader), ': still here\n\n');
  gateway.revoked.add(TOKENS.reader);
  for (let done = false; !done; ) ({ done } = await reader.read());
  await server.close(0);
});

test('refuses clients beyond the limit, and counts those that went away no longer', async () => {
  const { base, server } = await serveFake({ maxEventClients: 1 });
  const first = await fetch(`${base}/v1/events`, { headers: READER });
  const second = await fetch(`${base}/v1/events`, { headers: READER });
  assert.equal(second.status, 503);
  await second.text();
  await first.body?.cancel();
  let status = 503;
  for (let attempt = 0; attempt < 100 && status === 503; attempt += 1) {
    const again = await fetch(`${base}/v1/events`, { headers: READER });
    status = again.status;
    await again.body?.cancel();
  }
  assert.equal(status, 200);
  await server.close(0);
});

test('gives nobody more than a quarter of the places', async () => {
  const { base, server } = await serveFake({ maxEventClients: 8 });
  const open = async (token: string): Promise<number> =>
    (await fetch(`${base}/v1/events`, { headers: { authorization: `Bearer ${token}` } })).status;
  const { reader, operator } = TOKENS;
  assert.deepEqual([await open(reader), await open(reader), await open(reader)], [200, 200, 503]);
  assert.deepEqual([await open(operator), await open(operator), await open(operator)], [200, 200, 503]);
  await server.close(0);
});

test('breaks off a client that does not read, and goes on for the others', async () => {
  const gateway = fakeGateway();
  const { base, server } = await serveFake({}, { gateway });
  const slow = connect(server.port, '127.0.0.1');
  slow.write(
    `GET /v1/events HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nauthorization: ${READER.authorization}\r\n\r\n`,
  );
  await new Promise((resolve) => slow.once('data', resolve));
  slow.pause();
  slow.on('error', () => undefined);
  const large: GatewayEvent = { ...EVENT, reason: 'x'.repeat(60_000) };
  for (let index = 0; index < 400; index += 1) {
    gateway.publish(large);
    if (index % 20 === 0) await new Promise(setImmediate);
  }
  const answer = await fetch(`${base}/v1/events`, { headers: READER });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  await nextText(reader);
  gateway.publish(EVENT);
  assert.match(await nextText(reader), /^event: emergency/);
  slow.resume();
  await new Promise((resolve) => slow.once('close', resolve));
  await reader.cancel();
  await server.close(0);
});

test('subscribes nobody for a HEAD request, and ends streams when the server closes', async () => {
  const { base, server } = await serveFake({ maxEventClients: 1 });
  assert.equal((await fetch(`${base}/v1/events`, { method: 'HEAD', headers: READER })).status, 200);
  const answer = await fetch(`${base}/v1/events`, { headers: READER });
  assert.equal(answer.status, 200);
  const startedMs = performance.now();
  await server.close(60_000);
  assert.ok(performance.now() - startedMs < 30_000);
  await answer.text();
});
