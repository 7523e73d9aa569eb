import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ApplyOptions, applyDiff } from './apply-diff.ts';
import type { FoundImage } from './image.ts';
import { parseDiff } from './parse-diff.ts';
import { reverseDiff } from './reverse-diff.ts';
import {
  bytesOfLines,
  created,
  deleted,
  fileOf,
  linkTo,
  moved,
  names,
  readerOf,
  shownChange,
  title,
  WHOLE_IDS,
} from './testing/diff-text.ts';

type Files = { readonly [path: string]: FoundImage };

describe('A diff is taken back', () => {
  const lines = ['@@ -1 +1,2 @@', '-x', '+y', '+z'] as const;

  /** What comes back of what a diff made, as `applied` shows it. */
  function takenBack(after: Files, diff: readonly string[], options: ApplyOptions = {}): readonly string[] {
    const parsed = parseDiff(bytesOfLines(...diff));
    assert.ok(parsed.ok);
    const result = applyDiff(reverseDiff(parsed.value.files), readerOf(after), options);
    return result.ok
      ? result.value.map(shownChange)
      : result.failure.map(({ code, line, path }) => `${code}@${line} ${path}`);
  }

  test('line by line', () => {
    assert.deepEqual(takenBack({ f: fileOf('y\nz\n') }, [...names('f'), ...lines]), [
      'f: 644 "y\\nz\\n" -> 644 "x\\n"',
    ]);
  });
  test('when it creates, deletes, renames or changes a mode', () => {
    assert.deepEqual(takenBack({ f: fileOf('x\n') }, created('f', 'x')), ['f: 644 "x\\n" -> absent']);
    assert.deepEqual(takenBack({}, deleted('f', 'x')), ['f: absent -> 644 "x\\n"']);
    assert.deepEqual(takenBack({ g: fileOf('x\n') }, moved('rename', 'f', 'g')), [
      'g: 644 "x\\n" -> absent',
      'f: absent -> 644 "x\\n"',
    ]);
    assert.deepEqual(takenBack({ f: fileOf('', 0o755) }, [title('f'), 'old mode 100644', 'new mode 100755']), [
      'f: 755 "" -> 644 ""',
    ]);
  });
  test('when it copies, as long as the copy is what it made of its source', () => {
    const copy = [...moved('copy', 'f', 'g'), '--- a/f', '+++ b/g', ...lines];
    assert.deepEqual(takenBack({ f: fileOf('x\n'), g: fileOf('y\nz\n') }, copy), ['g: 644 "y\\nz\\n" -> absent']);
    assert.deepEqual(takenBack({ f: fileOf('y\nz\n'), g: fileOf('y\nz\n') }, [...names('f'), ...lines, ...copy]), [
      'g: 644 "y\\nz\\n" -> absent',
      'f: 644 "y\\nz\\n" -> 644 "x\\n"',
    ]);
    assert.deepEqual(takenBack({ h: fileOf('x\n'), g: fileOf('y\nz\n') }, [...moved('rename', 'f', 'h'), ...copy]), [
      'g: 644 "y\\nz\\n" -> absent',
      'h: 644 "x\\n" -> absent',
      'f: absent -> 644 "x\\n"',
    ]);
    assert.deepEqual(takenBack({ f: fileOf('w\n'), g: fileOf('y\nz\n') }, copy), ['mismatch@1 g']);
    assert.deepEqual(takenBack({ g: fileOf('y\nz\n') }, copy), ['mismatch@1 g']);
    assert.deepEqual(takenBack({ l: linkTo('a'), m: linkTo('a') }, moved('copy', 'l', 'm')), ['m: link a -> absent']);
  });
  test('and applied again when it is turned around twice', () => {
    const parsed = parseDiff(bytesOfLines(...moved('copy', 'f', 'g'), ...deleted('h', 'x')));
    assert.ok(parsed.ok);
    assert.deepEqual(reverseDiff(reverseDiff(parsed.value.files)), parsed.value.files);
  });
  test('when it is binary and has a way back', () => {
    const patch = [title('f'), WHOLE_IDS, 'GIT binary patch', 'literal 1', 'A00000', '', 'literal 1', 'A0RR91', ''];
    const inflate = (data: Uint8Array): Uint8Array => data;
    const way = takenBack({ f: fileOf('\0') }, patch, { inflate });
    assert.match(way.join(), /^f: 644 "\\u0000" -> 644 /);
    assert.deepEqual(takenBack({ f: fileOf('\0') }, patch.slice(0, 6), { inflate }), ['binary@1 f']);
  });
  test('where it is empty', () => assert.deepEqual(applyDiff(reverseDiff([]), readerOf({})), { ok: true, value: [] }));
});
