import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownPart } from './shown-part.ts';

const KEY = [
  '-----BEGIN PRIVATE KEY-----',
  ...Array(40).fill('MC4CAQAwBQYDK2VwBCIEIJ0JyVQzYk8d'),
  '-----END PRIVATE KEY-----',
];
const TEXT = ['one', ...KEY, 'two', ''].join('\n');
const REDACTED = '[redacted private-key]';

function show(text: string, fromLine: number, lines: number): string {
  return shownPart(Buffer.from(text), { fromLine, lines })?.text ?? assert.fail('found no text');
}

test('shows the lines that were asked for, and how many there are', () => {
  const all = shownPart(Buffer.from('a\nb\nc\n'), { fromLine: 1, lines: 2_000 });
  assert.deepEqual(all, { text: 'a\nb\nc\n', redacted: 0, totalLines: 4 });
  assert.equal(show('a\nb\nc\n', 2, 1), 'b');
  assert.equal(show('a\nb\nc\n', 1, 3), 'a\nb\nc');
  assert.equal(show('a\nb\nc', 2, 9), 'b\nc');
  assert.equal(show('a\n\n\nb', 2, 2), '\n');
  assert.equal(show('a\nb\nc', 4, 9), '');
  assert.equal(show('a\nb', 10_000_000, 1), '');
  assert.equal(show('', 1, 2_000), '');
});

test('takes a key out whole, and any piece of it', () => {
  assert.equal(show(TEXT, 1, 100), `one\n${REDACTED}\ntwo\n`);
  for (let line = 2; line < KEY.length + 2; line++) assert.equal(show(TEXT, line, 1), REDACTED);
  assert.equal(show(TEXT, 20, 100), `${REDACTED}\ntwo\n`);
  assert.equal(show(TEXT, 1, 3), `one\n${REDACTED}`);
});

test('takes a key out that lies far into a large text of many alphabets', () => {
  const filler = `${'ä€😀x'.repeat(33)}\n`.repeat(10_000);
  assert.equal(show(filler + TEXT + filler, 10_020, 3), REDACTED);
  assert.equal(
    show(filler + TEXT + filler, 9_999, 3),
    filler.slice(0, -1).split('\n').slice(-2).concat('one').join('\n'),
  );
});

test('shows no more of a long line than may be shown at once, and no half character', () => {
  assert.equal(show('x'.repeat(1_000_000), 1, 1).length, 262_144);
  assert.equal(show(`x${'😀'.repeat(100_000)}`, 1, 1), `x${'😀'.repeat(65_535)}`);
});

test('shows nothing of what is no text', () => {
  for (const bytes of [
    Buffer.from('a\0b'),
    Buffer.from([0x61, 0xff]),
    Buffer.from([0x0a, 0x80, 0x80, 0x80, 0x80, 0x80]),
  ])
    assert.equal(shownPart(bytes, { fromLine: 1, lines: 1 }), null);
});
