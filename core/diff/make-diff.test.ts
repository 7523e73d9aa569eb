import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toUtf8 } from '../encoding/utf8.ts';
import { applyDiff, applyDiffBytes } from './apply-diff.ts';
import { MAX_DIFF_BYTES, MAX_DIFF_LINE_BYTES } from './diff-limits.ts';
import { latin } from './diff-lines.ts';
import type { Image } from './image.ts';
import { makeDiff } from './make-diff.ts';
import { matchLines } from './match-lines.ts';
import { parseDiff } from './parse-diff.ts';
import { reverseDiff } from './reverse-diff.ts';
import { fileOf, linkTo, numbered, readerOf } from './testing/diff-text.ts';

const ABSENT: Image = { kind: 'absent' };
const diffOf = (before: Image, after: Image, path = 'f'): readonly string[] =>
  latin(makeDiff({ path, before, after })).split('\n').slice(0, -1);

describe('A diff is written', () => {
  test('of changed lines, with three lines of context, as hunks where they are far apart', () => {
    const after = numbered(20).replace('2\n', 'two\n').replace('18\n', '');
    assert.deepEqual(diffOf(fileOf(numbered(20)), fileOf(after)), [
      ...['diff --git a/f b/f', '--- a/f', '+++ b/f'],
      ...['@@ -1,5 +1,5 @@', ' 1', '-2', '+two', ' 3', ' 4', ' 5'],
      ...['@@ -15,6 +15,5 @@', ' 15', ' 16', ' 17', '-18', ' 19', ' 20'],
    ]);
    assert.equal(
      diffOf(fileOf(numbered(9)), fileOf(numbered(9).replace('2\n', '').replace('8\n', ''))).filter((line) =>
        line.startsWith('@@'),
      ).length,
      1,
    );
  });
  test('of what is created and deleted, empty or not', () => {
    assert.deepEqual(diffOf(ABSENT, fileOf('x\n')), [
      'diff --git a/f b/f',
      'new file mode 100644',
      '--- /dev/null',
      '+++ b/f',
      '@@ -0,0 +1 @@',
      '+x',
    ]);
    assert.deepEqual(diffOf(fileOf('x\n', 0o755), ABSENT), [
      'diff --git a/f b/f',
      'deleted file mode 100755',
      '--- a/f',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-x',
    ]);
    assert.deepEqual(diffOf(ABSENT, fileOf('')), ['diff --git a/f b/f', 'new file mode 100644']);
  });
  test('of modes and links', () => {
    assert.deepEqual(diffOf(fileOf('x\n'), fileOf('x\n', 0o755)), [
      'diff --git a/f b/f',
      'old mode 100644',
      'new mode 100755',
    ]);
    assert.deepEqual(diffOf(linkTo('a'), linkTo('b')).slice(3), [
      '@@ -1 +1 @@',
      '-a',
      '\\ No newline at end of file',
      '+b',
      '\\ No newline at end of file',
    ]);
    assert.deepEqual(
      diffOf(fileOf('x\n'), linkTo('a')).filter((line) => line.includes('mode')),
      ['deleted file mode 100644', 'new file mode 120000'],
    );
  });
  test('not at all where git sees no change', () => {
    assert.deepEqual(diffOf(fileOf('x\n', 0o600), fileOf('x\n', 0o644)), []);
    assert.deepEqual(diffOf(ABSENT, ABSENT), []);
  });
  test('with names in quotes where they need them, and with a tab behind blanks', () => {
    assert.equal(diffOf(ABSENT, fileOf(''), 'a b')[0], 'diff --git a/a b b/a b');
    assert.equal(diffOf(ABSENT, fileOf('x\n'), 'a b')[3], '+++ b/a b\t');
    assert.equal(
      diffOf(ABSENT, fileOf('x\n'), 'a\u00e9 "\\\n\u0001\udcff')[3],
      '+++ "b/a\\303\\251 \\"\\\\\\n\\001\\377"',
    );
  });
  test('that only says that files differ where they are binary, or longer than a diff may be', () => {
    const differs = ['diff --git a/f b/f', 'Binary files a/f and b/f differ'];
    assert.deepEqual(diffOf(fileOf('x\n'), fileOf('\0')), differs);
    assert.deepEqual(diffOf(fileOf('\0'), fileOf('x\n')), differs);
    assert.deepEqual(diffOf(ABSENT, fileOf('\0')).at(-1), 'Binary files /dev/null and b/f differ');
    const filled = (size: number, byte: number): Image => ({
      kind: 'file',
      mode: 0o644,
      content: new Uint8Array(size).fill(byte),
    });
    assert.deepEqual(diffOf(fileOf('x\n'), filled(MAX_DIFF_LINE_BYTES + 1, 65)), differs);
    assert.deepEqual(diffOf(fileOf('x\n'), filled(600_000, 10)), differs);
    assert.deepEqual(diffOf(fileOf('x\n'), filled(1_100_000, 10)), differs);
    assert.deepEqual(diffOf(filled(1_100_000, 10), fileOf('x\n')), differs);
    const long = toUtf8(`${'x'.repeat(MAX_DIFF_LINE_BYTES - 1)}\n`.repeat(MAX_DIFF_BYTES / MAX_DIFF_LINE_BYTES));
    const marked = (mark: string): Image =>
      fileOf(Array.from({ length: 180_000 }, (_, at) => `${at}${at % 8 === 0 ? mark : ''}\n`).join(''));
    assert.deepEqual(diffOf(marked('x'), marked('y')), differs);
    assert.deepEqual(diffOf(fileOf('x\n'), { kind: 'file', mode: 0o644, content: long }), differs);
    assert.equal(
      applyDiffBytes(
        makeDiff({ path: 'f', before: fileOf('x\n'), after: fileOf('\0') }),
        readerOf({ f: fileOf('x\n') }),
      ).ok,
      false,
    );
  });
});

const lines = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'd\r\n', '\\x\n', '-- \n', '\u6587\n'), { maxLength: 40 })
  .map((parts) => parts.join(''));
const texts = fc.tuple(lines, fc.boolean()).map(([text, isCut]) => (isCut ? text.slice(0, -1) : text));
const images: fc.Arbitrary<Image> = fc.oneof(
  { weight: 6, arbitrary: texts.map((text) => fileOf(text)) },
  texts.map((text) => fileOf(text, 0o755)),
  fc.constantFrom('a', 'b/c', '\u6587').map(linkTo),
  fc.constant(ABSENT),
);
const paths = fc.constantFrom('f', 'a b/c', 'a/"x', 'd/\u6587\udcff', 'b');

test('what is written is applied to the same result and comes back, with any context', () => {
  fc.assert(
    fc.property(images, images, paths, fc.nat({ max: 5 }), (before, after, path, contextLines) => {
      const diff = makeDiff({ path, before, after }, { contextLines });
      if (diff.length === 0) return assert.deepEqual(before, after);
      const applied = applyDiffBytes(diff, readerOf({ [path]: before }), { contextLines: Math.min(3, contextLines) });
      assert.deepEqual(applied, { ok: true, value: [{ path, before, after }] });
      const parsed = parseDiff(diff);
      assert.ok(parsed.ok);
      const back = applyDiff(reverseDiff(parsed.value.files), readerOf({ [path]: after }), {
        contextLines: Math.min(3, contextLines),
      });
      assert.deepEqual(back, { ok: true, value: [{ path, before: after, after: before }] });
    }),
    { numRuns: 1_000 },
  );
});

describe('Lines are matched', () => {
  const numbers = fc.array(fc.nat({ max: 6 }), { maxLength: 40 });
  const kept = (all: readonly number[], marks: Uint8Array): readonly number[] => all.filter((_, at) => marks[at] === 0);

  test('so that what is left of both is the same, whatever the limits', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.nat({ max: 60 }), fc.nat({ max: 3 }), (old, fresh, maxSteps, maxDepth) => {
        for (const found of [matchLines(old, fresh), matchLines(old, fresh, { maxSteps, maxDepth })])
          assert.deepEqual(kept(old, found.removed), kept(fresh, found.added));
      }),
      { numRuns: 1_000 },
    );
  });

  test('by the shortest way between lines that stand once in both', () => {
    const edits = ({ removed, added }: ReturnType<typeof matchLines>): number =>
      [...removed, ...added].filter((mark) => mark === 1).length;
    assert.equal(edits(matchLines([1, 1, 2, 2, 1, 1], [1, 2, 2, 1, 2, 1])), 2);
    assert.equal(edits(matchLines([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 8, 6, 7, 1])), 4);
  });

  test('and replaced as a whole where that takes more than a thousand edits', () => {
    const repeated = (count: number, values: readonly number[]): readonly number[] =>
      Array.from({ length: count }, (_, at) => values[at % values.length] as number);
    const { removed, added } = matchLines([0, ...repeated(1_200, [1, 2]), 9], [0, ...repeated(1_200, [3, 4]), 9]);
    assert.deepEqual(
      [removed.indexOf(1), removed.lastIndexOf(1), added.indexOf(1), added.lastIndexOf(1)],
      [1, 1_200, 1, 1_200],
    );
  });
});
