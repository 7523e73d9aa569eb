import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownPart } from './shown-part.ts';

const KEY = [
  '-----BEGIN PRIVATE KEY-----',
  ...Array(40).fill('MC4CAQAwBQYDK2VwBCIEIJ0JyVQzYk8d'),
  '-----END PRIVATE KEY-----',
];
const TEXT = ['one', ...KEY, 'two', ''].join('\n');

test('shows the lines that were asked for, and how many there are', () => {
  const all = { fromLine: 1, lines: 2_000 };
  assert.deepEqual(shownPart('a\nb\nc\n', all), { text: 'a\nb\nc\n', redacted: 0, totalLines: 4 });
  assert.equal(shownPart('a\nb\nc\n', { fromLine: 2, lines: 1 }).text, 'b');
  assert.equal(shownPart('a\nb\nc', { fromLine: 2, lines: 9 }).text, 'b\nc');
  assert.equal(shownPart('a\nb\nc', { fromLine: 4, lines: 9 }).text, '');
  assert.equal(shownPart('', all).text, '');
  assert.equal(shownPart('a\nb\nc\n', { fromLine: 1, lines: 3 }).text, 'a\nb\nc');
  assert.equal(shownPart('a\n\n\nb', { fromLine: 2, lines: 2 }).text, '\n');
  assert.equal(shownPart('a\nb', { fromLine: 10_000_000, lines: 1 }).text, '');
});

test('takes a key out whole, and any piece of it', () => {
  assert.equal(shownPart(TEXT, { fromLine: 1, lines: 100 }).text, 'one\n[redacted private-key]\ntwo\n');
  for (let fromLine = 2; fromLine < KEY.length + 2; fromLine++) {
    const { text, redacted } = shownPart(TEXT, { fromLine, lines: 1 });
    assert.deepEqual([text, redacted], ['[redacted private-key]', 1]);
  }
  assert.equal(shownPart(TEXT, { fromLine: 20, lines: 100 }).text, '[redacted private-key]\ntwo\n');
  assert.equal(shownPart(TEXT, { fromLine: 1, lines: 3 }).text, 'one\n[redacted private-key]');
});

test('takes a key out that begins long before the part and far into the text', () => {
  const filler = `${'x'.repeat(99)}\n`.repeat(10_000);
  const { text, redacted } = shownPart(filler + TEXT + filler, { fromLine: 10_020, lines: 3 });
  assert.deepEqual([text, redacted], ['[redacted private-key]', 1]);
});

test('shows no more of a long line than may be shown at once', () => {
  assert.equal(shownPart('x'.repeat(1_000_000), { fromLine: 1, lines: 1 }).text.length, 262_144);
});
