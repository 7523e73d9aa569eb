import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EventStreamReader, MAX_EVENT_LENGTH } from './event-stream.ts';

function readWhole(text: string): readonly { readonly event: string; readonly data: string }[] {
  return new EventStreamReader().push(text);
}

test('reads events, comments, several data lines and every kind of line end', () => {
  const text = '\uFEFFretry: 3\n: hello\n\nevent: a\ndata: 1\ndata: 2\n\ndata:x\r\rdata\r\n\r\nid: 7\ndata:  y\n\n';
  assert.deepEqual(readWhole(text), [
    { event: 'a', data: '1\n2' },
    { event: 'message', data: 'x' },
    { event: 'message', data: '' },
    { event: 'message', data: ' y' },
  ]);
});

test('gives out no event that was not ended', () => {
  assert.deepEqual(readWhole('data: 1\n'), []);
  assert.deepEqual(readWhole('data: 1'), []);
});

test('reads the same events however the text is cut', () => {
  const text = fc.array(fc.constantFrom('data: a', 'event: b', '', ':', 'x', '\r', '\n', '\r\n', '\n\n'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(5)), (parts, cuts) => {
      const whole = `${parts.join('')}\n\n`;
      const reader = new EventStreamReader();
      const pieces: { event: string; data: string }[] = [];
      let at = 0;
      for (const cut of cuts) {
        pieces.push(...reader.push(whole.slice(at, at + cut)));
        at += cut;
      }
      pieces.push(...reader.push(whole.slice(at)));
      assert.deepEqual(pieces, readWhole(whole));
    }),
    { numRuns: 1_000 },
  );
});

test('refuses an event without end', () => {
  const reader = new EventStreamReader();
  assert.throws(() => {
    for (let index = 0; index < 20; index += 1) reader.push(`data: ${'x'.repeat(MAX_EVENT_LENGTH / 10)}\n`);
  }, RangeError);
  assert.throws(() => new EventStreamReader().push('x'.repeat(MAX_EVENT_LENGTH + 1)), RangeError);
});
