import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundStream } from './bound-stream.ts';

const EVENTS = { headers: { 'content-type': 'text/event-stream; charset=utf-8' } };
const CHUNK = new Uint8Array(1_000);
const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

/** A stream that is filled from outside, as a server's is. */
function filled() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  return { body, write: () => controller?.enqueue(CHUNK), close: () => controller?.close(), gone: () => cancelled };
}

test('breaks a stream off that nobody reads, and stops what fills it', async () => {
  const stream = filled();
  const bounded = boundStream(new Response(stream.body, EVENTS), 5_000);
  for (let count = 0; count < 20 && !stream.gone(); count++) {
    stream.write();
    await pause();
  }
  assert.ok(stream.gone());
  await assert.rejects(bounded.arrayBuffer(), /does not read/);
});

test('hands everything on to a client that reads, and tells the server when it goes', async () => {
  const stream = filled();
  const bounded = boundStream(new Response(stream.body, EVENTS), 5_000);
  const reader = bounded.body?.getReader();
  for (let count = 0; count < 20; count++) {
    stream.write();
    assert.equal((await reader?.read())?.value?.length, CHUNK.length);
  }
  await reader?.cancel();
  assert.ok(stream.gone());
});

test('ends with its server, and leaves any other answer alone', async () => {
  const stream = filled();
  const bounded = boundStream(new Response(stream.body, EVENTS), 5_000);
  stream.write();
  stream.close();
  assert.equal((await bounded.arrayBuffer()).byteLength, CHUNK.length);
  const json = Response.json({ large: 'x'.repeat(10_000) });
  assert.equal(boundStream(json, 5), json);
});
