import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDiff } from './parse-diff.ts';
import { bytesOfLines, title, WHOLE_IDS } from './testing/diff-text.ts';

const PATCH = ['GIT binary patch', 'literal 0', 'HcmV?d00001', ''] as const;

/** The ids that a binary patch is read with, or why it must not be applied. */
function idsOf(...lines: readonly string[]): unknown {
  const parsed = parseDiff(bytesOfLines(title('f'), ...lines));
  if (!parsed.ok) return parsed.failure;
  const [file] = parsed.value.files;
  const ids = file?.body.kind === 'binary' ? file.body.ids : 'no binary patch';
  return file?.faults.length === 0 ? ids : file?.faults.map(({ code, line }) => `${code}@${line}`).join();
}

describe('A binary patch', () => {
  for (const digits of [40, 64])
    test(`is taken with the ids of both contents in ${digits} digits`, () => {
      const [before, after] = ['a'.repeat(digits), '0'.repeat(digits)];
      assert.deepEqual(idsOf(`index ${before}..${after} 100644`, ...PATCH), { before, after });
    });

  for (const [name, index] of [
    ['no line of them', []],
    ['short ids', ['index 0000000..e69de29']],
    ['one id', [`index ${'a'.repeat(40)}`]],
    ['three ids', [`index ${'a'.repeat(40)}..${'a'.repeat(40)}..${'a'.repeat(40)}`]],
    ['ids of two kinds', [`index ${'a'.repeat(40)}..${'a'.repeat(64)}`]],
    ['an id of other letters', [`index ${'a'.repeat(40)}..${'g'.repeat(40)}`]],
  ] as const)
    test(`is refused with ${name}`, () => assert.equal(idsOf(...index, ...PATCH), 'binary@1'));

  test('is refused with its ids behind it', () => assert.equal(idsOf(...PATCH, WHOLE_IDS), 'binary@1'));
});
