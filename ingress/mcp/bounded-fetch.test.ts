import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedFetch } from './bounded-fetch.ts';

/** What is read of an answer whose body comes in these pieces; null where it breaks off. */
async function read(pieces: readonly string[], { type, status = 200 }: { type: string; status?: number }) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  const answer = new Response(body, { status, headers: { 'content-type': type } });
  const response = await boundedFetch(100, async () => answer)('http://server/');
  return response.text().catch(() => null);
}

const JSON_TYPE = { type: 'application/json' };
const EVENTS = { type: 'Text/Event-Stream; charset=utf-8' };

test('counts a body whole, whatever stands between its tokens', async () => {
  assert.equal(await read(['{"a":\n\n', '1}'], JSON_TYPE), '{"a":\n\n1}');
  assert.equal(await read(Array<string>(20).fill('"123456",\n\n'), JSON_TYPE), null);
  for (const type of ['text/plain', 'application/json; text/event-stream']) {
    assert.equal(await read(Array<string>(20).fill('data: 1\n\n'), { type }), null);
  }
});

test('counts each event of a stream, wherever the pieces are cut and however its lines end', async () => {
  for (const end of ['\n\n', '\r\n\r\n', '\r\r', '\n\r\n']) {
    const text = `data: 12345${end}`.repeat(40);
    assert.equal(await read([...text], EVENTS), text);
    assert.equal(await read([text], EVENTS), text);
    assert.equal(await read([`data: ${'x'.repeat(90)}`, `${'x'.repeat(10)}${end}`], EVENTS), null);
  }
  assert.equal(await read(Array<string>(20).fill('data: 1\r\n'), EVENTS), null);
  assert.equal(await read(Array<string>(20).fill(': no event\n'), EVENTS), null);
});

test('counts the body of a failure whole, since it is read whole', async () => {
  assert.equal(await read(Array<string>(40).fill('data: 1\n\n'), { ...EVENTS, status: 500 }), null);
});
