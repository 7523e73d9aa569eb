import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { toBase64 } from '../encoding/base64.ts';
import { formatCheckpoint, isOrigin, parseCheckpoint } from './checkpoint.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;

function refusal(text: string): string {
  const parsed = parseCheckpoint(text);
  assert.ok(!parsed.ok, JSON.stringify(text));
  return parsed.failure;
}

test('reads the example of the standard and writes it back', () => {
  const parsed = parseCheckpoint(TEXT);
  assert.ok(parsed.ok);
  assert.deepEqual(
    [parsed.value.origin, parsed.value.size, parsed.value.extensions],
    ['example.com/behind-the-sofa', 20852163n, []],
  );
  assert.equal(toBase64(parsed.value.root), ROOT);
  assert.equal(formatCheckpoint(parsed.value), TEXT);
});

test('keeps extension lines, and refuses an empty one', () => {
  const parsed = parseCheckpoint(`${TEXT}one\ntwo\n`);
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.value.extensions, ['one', 'two']);
  assert.match(refusal(`${TEXT}one\n\ntwo\n`), /empty extension line/);
  assert.match(refusal(`${TEXT}\n`), /empty extension line/);
});

test('refuses second spellings of size and root', () => {
  for (const size of ['', '020852163', '+1', '1 ', ' 1', '0x1', '1e3', '18446744073709551616']) {
    assert.match(refusal(`log\n${size}\n${ROOT}\n`), /want a decimal below 2\^64/);
  }
  for (const root of ['', 'AAAA', ROOT.slice(0, -1), ROOT.replace('2I=', '2J='), `${ROOT} `, 'A'.repeat(44)]) {
    assert.match(refusal(`log\n1\n${root}\n`), /want 32 bytes of base64/);
  }
});

test('refuses a text without a newline at the end or with lines missing', () => {
  assert.match(refusal(TEXT.trimEnd()), /no newline at the end/);
  assert.match(refusal('log\n1\n'), /root "", want 32 bytes/);
  assert.match(refusal('log\n'), /size "", want a decimal.*; root ""/);
});

test('reports every problem at once', () => {
  assert.equal(
    refusal('\n01\nAA==\n\n'),
    'read a checkpoint: origin "", want the name of a log; size "01", want a decimal below 2^64; root "AA==", want 32 bytes of base64; an empty extension line, want none',
  );
});

test('names logs in one line of text', () => {
  for (const origin of ['a', 'go.sum database tree', 'ключ+😀']) assert.ok(isOrigin(origin));
  for (const origin of ['', 'a\nb', 'a\tb', 'a\0', '\ud800']) {
    assert.equal(isOrigin(origin), false);
    assert.throws(() => formatCheckpoint({ origin, size: 1n, root: new Uint8Array(32) }), RangeError);
  }
});

test('reads back any checkpoint that it writes', () => {
  const origins = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(isOrigin);
  const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(origins, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), hashes, (origin, size, root) => {
      assert.deepEqual(parseCheckpoint(formatCheckpoint({ origin, size, root })), {
        ok: true,
        value: { origin, size, root, extensions: [] },
      });
    }),
  );
});
