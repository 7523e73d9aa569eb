import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openRequestSender } from './send-request.ts';

const LIMITS = { timeoutMs: 5_000, answerBytes: 1_000 };

async function serve(
  t: TestContext,
  answer: (request: IncomingMessage, body: string) => [number, Record<string, string>, string],
) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const [status, headers, text] = answer(request, body);
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('sends method, headers and body, asks for no compression, and answers what came', async (t) => {
  const base = await serve(t, (request, body) => [
    201,
    { 'x-seen': [request.method, request.headers['x-a'], request.headers['accept-encoding']].join(' ') },
    body,
  ]);
  const sent = await openRequestSender().send(
    { method: 'PUT', url: `${base}/a`, headers: { 'x-a': 'b' }, body: 'text' },
    LIMITS,
  );
  assert.ok(sent.ok);
  assert.deepEqual([sent.value.status, sent.value.body, sent.value.isCut], [201, 'text', false]);
  assert.equal(sent.value.headers['x-seen'], 'PUT b identity');
});

test('follows no redirect, and cuts an answer that is too long', async (t) => {
  const base = await serve(t, ({ url }) =>
    url === '/r' ? [302, { location: '/x' }, ''] : [200, {}, 'y'.repeat(200_000)],
  );
  const redirect = await openRequestSender().send({ method: 'GET', url: `${base}/r`, headers: {}, body: null }, LIMITS);
  assert.equal(redirect.ok && redirect.value.status, 302);
  const long = await openRequestSender().send({ method: 'GET', url: base, headers: {}, body: null }, LIMITS);
  assert.ok(long.ok);
  assert.deepEqual([long.value.body.length, long.value.isCut], [1_000, true]);
});

test('refuses plain HTTP to other machines, addresses of metadata, and says what failed', async () => {
  const send = (url: string) =>
    openRequestSender().send({ method: 'GET', url, headers: { authorization: 's3cret' }, body: null }, LIMITS);
  for (const url of [
    'http://api.example.com/',
    'https://169.254.169.254/latest',
    'https://[fe80::a9fe:a9fe]/',
    'https://169.254.7.7/',
    'https://metadata.google.internal/',
    'https://[::ffff:169.254.169.254]/',
    'http://127.0.0.1:1/',
  ]) {
    const answer = await send(url);
    assert.ok(!answer.ok, url);
    assert.ok(!answer.failure.includes('s3cret'));
  }
});

test('gives up in time', async (t) => {
  const server = createServer(() => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await openRequestSender().send(
    { method: 'GET', url, headers: {}, body: null },
    { ...LIMITS, timeoutMs: 100 },
  );
  assert.equal(answer.ok, false);
});
