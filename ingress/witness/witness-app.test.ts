import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WitnessAnswer } from '../../core/audit/witness.ts';
import { createWitnessApp, MAX_REQUEST_BYTES, type WitnessRoutes } from './witness-app.ts';

const TEXT = 'text/plain; charset=utf-8';

function appWith(routes: Partial<WitnessRoutes>): ReturnType<typeof createWitnessApp> {
  return createWitnessApp({ cosignCheckpoint: unexpected, showCheckpoint: unexpected, ...routes });
}

test('passes the body on and answers with status, type and text as they come', async () => {
  const seen: string[] = [];
  const answer: WitnessAnswer = { status: 409, body: '5\n', contentType: 'text/x.tlog.size' };
  const app = appWith({ cosignCheckpoint: async (body) => (seen.push(body), answer) });
  const response = await app.request('/add-checkpoint', { method: 'POST', body: '\ufeffold 0\n— é' });
  assert.deepEqual(
    [response.status, response.headers.get('content-type'), await response.text()],
    [409, 'text/x.tlog.size', '5\n'],
  );
  assert.deepEqual(seen, ['\ufeffold 0\n— é']);
});

test('refuses a body above the limit, with and without a length that was announced', async () => {
  const app = appWith({});
  const body = 'x'.repeat(MAX_REQUEST_BYTES + 1);
  const stream = new Blob([body]).stream();
  const streamed = new Request('http://witness.test/add-checkpoint', {
    method: 'POST',
    body: stream,
    duplex: 'half',
  } as RequestInit);
  const announced = { method: 'POST', body, headers: { 'content-length': String(body.length) } };
  for (const response of [await app.request(streamed), await app.request('/add-checkpoint', announced)]) {
    assert.deepEqual([response.status, await response.text()], [413, 'want a request of 65536 bytes at most\n']);
  }
});

test('reads a body of exactly the limit', async () => {
  const app = appWith({
    cosignCheckpoint: async (body) => ({ status: 400, body: String(body.length), contentType: TEXT }),
  });
  const response = await app.request('/add-checkpoint', { method: 'POST', body: 'x'.repeat(MAX_REQUEST_BYTES) });
  assert.deepEqual([response.status, await response.text()], [400, '65536']);
});

test('refuses a body that is not UTF-8 without looking at it', async () => {
  const response = await appWith({}).request('/add-checkpoint', {
    method: 'POST',
    body: Uint8Array.of(0x6f, 0xff, 0xfe),
  });
  assert.deepEqual([response.status, await response.text()], [400, 'read a request: not UTF-8\n']);
});

test('answers 503 and nothing else when something behind it fails', async () => {
  const app = appWith({ cosignCheckpoint: failing, showCheckpoint: failing });
  for (const response of [
    await app.request('/add-checkpoint', { method: 'POST', body: 'old 0\n' }),
    await app.request('/00/checkpoint'),
  ]) {
    assert.deepEqual([response.status, await response.text()], [503, 'the witness cannot answer now\n']);
  }
});

test('serves a cosigned checkpoint, and 404 for a log that it does not know', async () => {
  const app = appWith({ showCheckpoint: async (originHash) => (originHash === 'abc' ? 'note\n' : null) });
  const found = await app.request('/abc/checkpoint');
  assert.deepEqual([found.status, found.headers.get('content-type'), await found.text()], [200, TEXT, 'note\n']);
  assert.equal((await app.request('/def/checkpoint')).status, 404);
});

test('knows no other address or method', async () => {
  const app = appWith({});
  for (const [path, method] of [
    ['/add-checkpoint', 'GET'],
    ['/', 'GET'],
    ['/checkpoint', 'GET'],
    ['/abc/checkpoint', 'POST'],
  ] as const) {
    const response = await app.request(path, { method });
    assert.deepEqual([response.status, await response.text()], [404, 'not found\n']);
  }
});

function unexpected(): never {
  assert.fail('not to be called');
}

async function failing(): Promise<never> {
  throw new Error('the disk is full at /secret/path');
}
