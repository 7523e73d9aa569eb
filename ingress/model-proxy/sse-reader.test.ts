import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatEvent, MAX_EVENT_LENGTH, MalformedStream, type SseEvent, SseReader } from './sse-reader.ts';

function read(...pieces: readonly string[]): readonly SseEvent[] {
  const reader = new SseReader();
  return pieces.flatMap((piece) => reader.take(piece));
}

test('reads events with lines ended in every way, wherever the text is cut', () => {
  const text = 'event: a\ndata: 1\n\ndata:2\ndata\n\n: note\n\nid: 7\nretry: 5\nevent: b\n\n\n';
  const wanted: readonly SseEvent[] = [
    { event: 'a', data: '1' },
    { event: null, data: '2\n' },
    { event: null, data: null },
  ];
  for (const ending of ['\n', '\r\n', '\r']) {
    const written = text.replaceAll('\n', ending);
    assert.deepEqual(read(`\ufeff${written}`), wanted, JSON.stringify(ending));
    for (let cut = 0; cut <= written.length; cut++)
      assert.deepEqual(
        read(written.slice(0, cut), '', written.slice(cut)),
        wanted,
        `${JSON.stringify(ending)} at ${cut}`,
      );
  }
});

test('reads back what it writes', () => {
  const line = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\r'));
  const name = fc.option(fc.constantFrom('message_start', 'ping'), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.record({ event: name, data: line }, { noNullPrototype: true })), (events) => {
      const written = events.map(formatEvent).join('');
      assert.deepEqual(read(written), events);
    }),
  );
});

test('knows whether something was begun that is not whole', () => {
  const reader = new SseReader();
  assert.ok(reader.isBetweenEvents);
  reader.take('data: 1');
  assert.ok(!reader.isBetweenEvents);
  reader.take('\n');
  assert.ok(!reader.isBetweenEvents);
  reader.take('\n');
  assert.ok(reader.isBetweenEvents);
});

test('refuses an event beyond the limit, however it comes', () => {
  const piece = 'x'.repeat(MAX_EVENT_LENGTH / 4);
  const reader = new SseReader();
  assert.throws(() => {
    for (let count = 0; count < 5; count++) reader.take(`data: ${piece}\n`);
  }, MalformedStream);
  const whole = new SseReader();
  assert.throws(() => {
    for (let count = 0; count < 5; count++) whole.take(piece);
  }, MalformedStream);
});
