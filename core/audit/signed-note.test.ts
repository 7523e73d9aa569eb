import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  divideNote,
  formatSignatureLine,
  formatSignedNote,
  isKeyName,
  MAX_NOTE_LENGTH,
  parseSignatureLine,
  parseSignedNote,
} from './signed-note.ts';

const LINE = '— example.com/foo Uw2QOkn8\n';
const NOTE = `text\n\n${LINE}`;

function refusal(note: string): string {
  const parsed = parseSignedNote(note);
  assert.ok(!parsed.ok);
  return parsed.failure;
}

test('takes a note apart at its last blank line', () => {
  const parsed = parseSignedNote(`first\n\nsecond\n\n${LINE}${LINE}`);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.text, 'first\n\nsecond\n');
  assert.deepEqual(parsed.value.signatures, [
    { name: 'example.com/foo', keyId: 0x530d903a, signature: Uint8Array.of(0x49, 0xfc) },
    { name: 'example.com/foo', keyId: 0x530d903a, signature: Uint8Array.of(0x49, 0xfc) },
  ]);
  assert.equal(formatSignedNote(parsed.value), `first\n\nsecond\n\n${LINE}${LINE}`);
});

test('says why a note is refused', () => {
  assert.match(refusal('x'.repeat(MAX_NOTE_LENGTH + 1)), /1048577 characters, want 1048576 at most/);
  assert.match(refusal(`\ud800${NOTE}`), /lone surrogate/);
  for (const control of ['\0', '\t', '\r', '\u001f']) assert.match(refusal(`a${control}b${NOTE}`), /control character/);
  assert.match(refusal(`text\n${LINE}`), /no blank line/);
  assert.match(refusal(NOTE.trimEnd()), /no newline at the end/);
  assert.match(refusal('text\n\n'), /line 1 after the text is no signature/);
  assert.match(refusal(`${NOTE}- example.com/foo Uw2QOkn8\n`), /line 2 after the text is no signature/);
});

test('reads 100 signatures and no more', () => {
  assert.ok(parseSignedNote(`text\n\n${LINE.repeat(100)}`).ok);
  assert.match(refusal(`text\n\n${LINE.repeat(101)}`), /101 signatures, want 100 at most/);
});

test('divides a note without reading its signature lines', () => {
  assert.deepEqual(divideNote('text\n\nno signature\n'), {
    ok: true,
    value: { text: 'text\n', lines: ['no signature'] },
  });
});

test('refuses every line that is not exactly a signature', () => {
  for (const line of [
    '',
    '—example.com/foo Uw2QOkn8',
    '- example.com/foo Uw2QOkn8',
    '— example.com/foo',
    '—  Uw2QOkn8',
    '— example.com/foo ',
    '— example.com/foo Uw2QOg==',
    '— example.com/foo Uw2QOkn8 ',
    '— example.com/foo  Uw2QOkn8',
    '— example.com/foo Uw2QOk',
    '— example.com/foo Uw2QOkn9x=',
    '— a+b Uw2QOkn8',
    '— a\u00a0b Uw2QOkn8',
  ]) {
    assert.equal(parseSignatureLine(line), null, line);
  }
});

test('names keys without spaces of any alphabet, plus and control characters', () => {
  for (const name of ['a', 'example.com/log', 'ключ', '鍵😀', 'a\u200bb', 'a\ufeffb']) assert.ok(isKeyName(name), name);
  const spaces = [0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2005, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
  for (const space of spaces) assert.equal(isKeyName(`a${String.fromCharCode(space)}b`), false, space.toString(16));
  for (const name of ['', 'a+b', 'a\nb', 'a\tb', 'a\0', '\udc00']) assert.equal(isKeyName(name), false);
});

test('reads back any signature line that it writes', () => {
  const keyNames = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isKeyName);
  fc.assert(
    fc.property(
      keyNames,
      fc.nat({ max: 0xffffffff }),
      fc.uint8Array({ minLength: 1, maxLength: 80 }),
      (name, keyId, signature) => {
        const line = formatSignatureLine({ name, keyId, signature });
        assert.deepEqual(parseSignatureLine(line.slice(0, -1)), { name, keyId, signature });
      },
    ),
  );
});

test('never throws, and writes back exactly what it accepted', () => {
  const piece = fc.constantFrom('\n', '\n\n', '— ', 'a', ' ', 'Uw2QOkn8', '=', '+', LINE, '\t', '\ud83d', '😀');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const note = pieces.join('');
      const parsed = parseSignedNote(note);
      assert.ok(!parsed.ok || formatSignedNote(parsed.value) === note);
    }),
    { numRuns: 3000 },
  );
});
