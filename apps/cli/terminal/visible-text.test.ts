import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visibleText } from './visible-text.ts';

test('shows bidirectional, invisible and control characters by their code point', () => {
  assert.equal(visibleText('a\u202Eb'), 'a\\u{202e}b');
  assert.equal(visibleText('rm\u200B -rf\u001B[2K'), 'rm\\u{200b} -rf\\u{1b}[2K');
  assert.equal(visibleText('x\u00A0y\u3164z\uFE0F\u2800'), 'x\\u{a0}y\\u{3164}z\\u{fe0f}\\u{2800}');
  assert.equal(visibleText('tab\there\r\n'), 'tab\\u{9}here\\u{d}\\u{a}');
  assert.equal(visibleText('\u{E0041}'), '\\u{e0041}');
});

test('leaves letters, marks, symbols and plain spaces of every script alone', () => {
  const text = 'Grüße, 日本語 עברית e\u0301 ∑ → 🙂 `$(x)` "q" \\n';
  assert.equal(visibleText(text), text);
});

test('keeps line breaks where they are wanted', () => {
  assert.equal(visibleText('a\nb\u2028c', { keepLineBreaks: true }), 'a\nb\\u{2028}c');
});

test('escapes what stands in the text like an escape, so that the two cannot be confused', () => {
  assert.equal(visibleText('\\u{202e}'), '\\u{5c}u{202e}');
});

test('can be read back whatever the text is', () => {
  const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
    assert.equal(readBack(visibleText(text)), text);
  });
  fc.assert(property, { numRuns: 2_000 });
});

test('never lets a character through that a terminal acts upon', () => {
  const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
    assert.doesNotMatch(visibleText(text), /[\p{C}\u2028\u2029]/u);
  });
  fc.assert(property, { numRuns: 2_000 });
});

function readBack(shown: string): string {
  return shown.replaceAll(/\\u\{([0-9a-f]+)\}/gu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
