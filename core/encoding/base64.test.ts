import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fromBase64, toBase64 } from './base64.ts';

test('writes the examples of RFC 4648', () => {
  for (const [text, base64] of [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ] as const) {
    assert.equal(toBase64(new TextEncoder().encode(text)), base64);
    assert.equal(new TextDecoder().decode(fromBase64(base64) ?? undefined), text);
  }
});

test('agrees with Node on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64'));
      assert.deepEqual(fromBase64(text), bytes);
    }),
  );
});

test('refuses every second spelling of the same bytes', () => {
  for (const text of [
    'Zg',
    'Zg=',
    'Zg===',
    'Zh==',
    'Zm9=',
    'Zm8',
    'Zm8=\n',
    ' Zm8=',
    'Zm 8',
    'Zm9v====',
    '====',
    'A===',
    '=AAA',
    'Z=g=',
  ]) {
    assert.equal(fromBase64(text), null, text);
  }
});

test('refuses characters outside the alphabet, the URL-safe ones and any beyond ASCII included', () => {
  for (const text of ['Zm9-', 'Zm9_', 'Zm9é', 'Zm9\u0100', 'Zm9\ud800', 'Zm9\0'])
    assert.equal(fromBase64(text), null, text);
});

test('accepts a text only if it is what the bytes are written as', () => {
  const character = fc.constantFrom(...'ABab019+/='.split(''));
  fc.assert(
    fc.property(fc.array(character, { maxLength: 8 }), (characters) => {
      const text = characters.join('');
      const bytes = fromBase64(text);
      assert.ok(bytes === null || toBase64(bytes) === text);
    }),
    { numRuns: 2000 },
  );
});
