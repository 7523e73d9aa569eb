import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ApplyOptions, applyDiffBytes, pathsOfDiff } from './apply-diff.ts';
import type { FoundImage } from './image.ts';
import { parseDiff } from './parse-diff.ts';
import {
  bytesOfLines,
  created,
  deleted,
  fileOf,
  linkTo,
  moved,
  names,
  numbered,
  readerOf,
  shownChange,
  title,
  WHOLE_IDS,
} from './testing/diff-text.ts';

type Files = { readonly [path: string]: FoundImage };

/** What a diff makes of files, or its problems as `code@line path`. */
function applied(files: Files, lines: readonly string[], options: ApplyOptions = {}): readonly string[] {
  const result = applyDiffBytes(bytesOfLines(...lines), readerOf(files), options);
  return result.ok
    ? result.value.map(shownChange)
    : result.failure.map(({ code, line, path }) => `${code}@${line} ${path}`);
}

describe('A diff', () => {
  test('changes lines where they stand', () => {
    const hunks = ['@@ -1,4 +1,4 @@', '-1', '+one', ' 2', ' 3', ' 4', '@@ -6,4 +6,5 @@', ' 6', ' 7', ' 8', '+8b', ' 9'];
    assert.deepEqual(applied({ f: fileOf(numbered(9)) }, [...names('f'), ...hunks]), [
      'f: 644 "1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n" -> 644 "one\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n8b\\n9\\n"',
    ]);
  });

  test('creates, deletes, renames and copies', () => {
    assert.deepEqual(applied({}, created('d/f', 'x')), ['d/f: absent -> 644 "x\\n"']);
    assert.deepEqual(applied({ f: fileOf('x\n') }, deleted('f', 'x')), ['f: 644 "x\\n" -> absent']);
    assert.deepEqual(applied({ f: fileOf('', 0o600) }, [title('f'), 'deleted file mode 100644']), [
      'f: 600 "" -> absent',
    ]);
    assert.deepEqual(applied({ f: fileOf('x\n', 0o640) }, moved('rename', 'f', 'g')), [
      'f: 640 "x\\n" -> absent',
      'g: absent -> 640 "x\\n"',
    ]);
    assert.deepEqual(applied({ f: fileOf('x\n') }, moved('copy', 'f', 'g')), ['g: absent -> 644 "x\\n"']);
  });

  test('copies what was there before it, and may put a new file where one was renamed away', () => {
    const change = [...names('f'), '@@ -1 +1 @@', '-x', '+y'];
    assert.deepEqual(applied({ f: fileOf('x\n') }, [...change, ...moved('copy', 'f', 'g')]), [
      'f: 644 "x\\n" -> 644 "y\\n"',
      'g: absent -> 644 "x\\n"',
    ]);
    assert.deepEqual(applied({ f: fileOf('x\n') }, [...moved('rename', 'f', 'g'), ...created('f', 'z')]), [
      'f: 644 "x\\n" -> 644 "z\\n"',
      'g: absent -> 644 "x\\n"',
    ]);
  });

  test('changes modes, and keeps what git does not know of them', () => {
    const run = [title('f'), 'old mode 100644', 'new mode 100755'];
    const rest = [title('f'), 'old mode 100755', 'new mode 100644'];
    assert.deepEqual(applied({ f: fileOf('', 0o640) }, run), ['f: 640 "" -> 750 ""']);
    assert.deepEqual(applied({ f: fileOf('', 0o750) }, rest), ['f: 750 "" -> 640 ""']);
    assert.deepEqual(applied({}, [title('f'), 'new file mode 100755']), ['f: absent -> 755 ""']);
    const kept = [title('f'), 'index 1..2 100755', ...names('f').slice(1), '@@ -1 +1 @@', '-x', '+y'];
    assert.deepEqual(applied({ f: fileOf('x\n', 0o711) }, kept), ['f: 711 "x\\n" -> 711 "y\\n"']);
    assert.deepEqual(applied({ f: fileOf('x\n', 0o711) }, [...kept.slice(0, 1), ...kept.slice(2)]), [
      'f: 711 "x\\n" -> 711 "y\\n"',
    ]);
  });

  test('makes, changes and deletes links, and turns a file into one', () => {
    const link = [
      title('l'),
      'new file mode 120000',
      '--- /dev/null',
      '+++ b/l',
      '@@ -0,0 +1 @@',
      '+a',
      '\\ No newline at end of file',
    ];
    assert.deepEqual(applied({}, link), ['l: absent -> link a']);
    const change = [
      title('l'),
      'index 1..2 120000',
      '--- a/l',
      '+++ b/l',
      '@@ -1 +1 @@',
      '-a',
      '\\ No newline at end of file',
      '+b',
      '\\ No newline at end of file',
    ];
    assert.deepEqual(applied({ l: linkTo('a') }, change), ['l: link a -> link b']);
    assert.deepEqual(applied({ l: fileOf('x\n') }, [...deleted('l', 'x'), ...link]), ['l: 644 "x\\n" -> link a']);
    const gone = [
      title('l'),
      'deleted file mode 120000',
      '--- a/l',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-a',
      '\\ No newline at end of file',
    ];
    assert.deepEqual(applied({ l: linkTo('a') }, [...gone, ...created('l', 'x')]), ['l: link a -> 644 "x\\n"']);
    assert.deepEqual(applied({ l: linkTo('../..') }, [...gone.slice(0, 5), '-../..', gone[6] as string]), [
      'l: link ../.. -> absent',
    ]);
  });

  test('puts a folder where a file was', () => {
    assert.deepEqual(applied({ d: fileOf('x\n') }, [...deleted('d', 'x'), ...created('d/f', 'y')]), [
      'd: 644 "x\\n" -> absent',
      'd/f: absent -> 644 "y\\n"',
    ]);
  });

  test('adds and takes away the last newline', () => {
    const hunk = ['@@ -1 +1 @@', '-x', '\\ No newline at end of file', '+x'];
    assert.deepEqual(applied({ f: fileOf('x') }, [...names('f'), ...hunk]), ['f: 644 "x" -> 644 "x\\n"']);
    assert.deepEqual(
      applied({ f: fileOf('') }, [...names('f'), '@@ -0,0 +1 @@', '+x', '\\ No newline at end of file']),
      ['f: 644 "" -> 644 "x"'],
    );
  });

  test('is applied with less context where that is allowed', () => {
    const hunk = ['@@ -5,0 +6 @@', '+x'];
    assert.deepEqual(applied({ f: fileOf(numbered(9)) }, [...names('f'), ...hunk]), ['context@4 f', 'context@4 f']);
    assert.match(
      applied({ f: fileOf(numbered(9)) }, [...names('f'), ...hunk], { contextLines: 0 })[0] ?? '',
      /5\\nx\\n6/,
    );
  });

  test('applies binary patches where they are allowed', () => {
    const patch = [title('f'), 'new file mode 100644', WHOLE_IDS, 'GIT binary patch', 'literal 1', 'A00000', ''];
    assert.deepEqual(applied({}, patch), ['binary@1 f']);
    assert.deepEqual(applied({}, patch, { inflate: (data) => data }), ['f: absent -> 644 "\\u0000"']);
    assert.deepEqual(applied({}, patch, { inflate: () => null }), ['binary@5 f']);
    assert.deepEqual(applied({}, patch, { inflate: (data) => data, maxImageBytes: 0 }), ['size@5 f']);
  });
});

describe('A diff is refused', () => {
  const lines = ['@@ -1 +1 @@', '-x', '+y'] as const;
  const cases: readonly (readonly [string, Files, readonly string[], readonly string[]])[] = [
    [
      'for a file that ends in the middle of a hunk',
      { f: fileOf('x\n') },
      [...names('f'), '@@ -1,2 +1 @@', ' x', '-y'],
      ['mismatch@4 f'],
    ],
    [
      'for a file that ends before a hunk',
      { f: fileOf(numbered(4)) },
      [...names('f'), '@@ -9,4 +9,4 @@', ' 9', ' 10', ' 11', '-12', '+13'],
      ['mismatch@4 f'],
    ],
    ['for a file that is not there', {}, [...names('f'), ...lines], ['missing@1 f']],
    ['for a folder', { 'f/g': fileOf('') }, [...names('f'), ...lines], ['exists@1 f']],
    [
      'for what cannot be read',
      { f: { kind: 'unreadable', why: 'a socket' } },
      [...names('f'), ...lines],
      ['unreadable@1 f'],
    ],
    ['for what stands where it creates', { f: fileOf('') }, created('f', 'x'), ['exists@1 f']],
    ['for a folder where it creates', { 'f/g': fileOf('') }, created('f', 'x'), ['exists@1 f']],
    [
      'for what cannot be read where it creates',
      { f: { kind: 'unreadable', why: 'a socket' } },
      created('f', 'x'),
      ['exists@1 f'],
    ],
    ['for what stands where it copies to', { f: fileOf(''), g: fileOf('') }, moved('copy', 'f', 'g'), ['exists@1 g']],
    ['for other lines', { f: fileOf('z\n') }, [...names('f'), ...lines], ['mismatch@5 f']],
    ['for a line that ends otherwise', { f: fileOf('x\r\n') }, [...names('f'), ...lines], ['mismatch@5 f']],
    ['for a line without its newline', { f: fileOf('x') }, [...names('f'), ...lines], ['mismatch@5 f']],
    ['for lines that stand elsewhere', { f: fileOf('1\n2\n3\nx\n') }, [...names('f'), ...lines], ['mismatch@5 f']],
    [
      'for a file that is too short',
      { f: fileOf('x\n') },
      [...names('f'), '@@ -1,4 +1,4 @@', ' x', ' 2', ' 3', '-4', '+5'],
      ['mismatch@4 f'],
    ],
    [
      'for what a deletion does not have',
      { f: fileOf('x\n') },
      [title('f'), 'deleted file mode 100644'],
      ['mismatch@1 f'],
    ],
    ['for what a deletion leaves', { f: fileOf('x\ny\n') }, deleted('f', 'x'), ['context@5 f']],
    [
      'for another mode',
      { f: fileOf('x\n', 0o755) },
      [title('f'), 'index 1..2 100644', ...names('f').slice(1), ...lines],
      ['mode@1 f'],
    ],
    ['for another mode before', { f: fileOf('x\n') }, [title('f'), 'old mode 100755', 'new mode 100644'], ['mode@1 f']],
    [
      'for a link that it takes for a file',
      { f: linkTo('x') },
      [title('f'), 'index 1..2 100644', ...names('f').slice(1), ...lines],
      ['mode@1 f'],
    ],
    [
      'for a file that it takes for a link',
      { f: fileOf('x\n') },
      [title('f'), 'index 1..2 120000', ...names('f').slice(1), ...lines],
      ['mode@1 f'],
    ],
    ['for a link in a plain diff', { f: linkTo('x') }, [...names('f').slice(1), ...lines], ['mode@1 f']],
    ['that leads out', {}, created('../f', 'x'), ['path@1 ../f']],
    ['that renames out', { f: fileOf('') }, moved('rename', 'f', '../g'), ['path@1 ../g']],
    ['that copies in', {}, moved('copy', '/etc/passwd', 'g'), ['path@1 /etc/passwd']],
    ["of git's own folder", {}, created('.git/hooks/x', 'x'), ['path@1 .git/hooks/x']],
    ['through a link', { d: linkTo('e') }, created('d/f', 'x'), ['link@1 d/f']],
    ['from behind a link', { d: linkTo('e'), 'd/f': fileOf('x\n') }, [...names('d/f'), ...lines], ['link@1 d/f']],
    ['below a file', { d: fileOf('') }, created('d/f', 'x'), ['exists@1 d/f']],
    ['below a file that it makes', {}, [...created('d', 'x'), ...created('d/f', 'x')], ['exists@7 d/f']],
    ['that makes a link out', {}, created('l', '/etc').map((line) => line.replace('100644', '120000')), ['link@1 l']],
    [
      'below a link that it makes',
      {},
      [...created('l', 'x').map((line) => line.replace('100644', '120000')), ...created('l/f', 'x')],
      ['link@7 l/f'],
    ],
    [
      'of a submodule',
      {},
      [title('s'), 'new file mode 160000', '--- /dev/null', '+++ b/s', '@@ -0,0 +1 @@', '+Subproject commit 1'],
      ['submodule@1 s'],
    ],
    ['of a mode that git does not write', {}, [title('f'), 'new file mode 104755'], ['mode@1 f']],
    ['of a link with permissions', {}, [title('f'), 'new file mode 120777'], ['mode@1 f']],
    ['of a folder', {}, [title('f'), 'new file mode 040000'], ['mode@1 f']],
    [
      'of a mode that does not change',
      { f: fileOf('') },
      [title('f'), 'old mode 100644', 'new mode 100644'],
      ['no-change@1 f'],
    ],
    [
      'of a file that turns into a link at once',
      { f: fileOf('') },
      [title('f'), 'old mode 100644', 'new mode 120000'],
      ['mode@1 f'],
    ],
    ['of a rename to the same name', { f: fileOf('') }, moved('rename', 'f', 'f'), ['no-change@1 f']],
    [
      'of files that only are said to differ',
      { f: fileOf('') },
      [title('f'), 'Binary files a/f and b/f differ'],
      ['binary@1 f'],
    ],
    ['of a name without prefix', { f: fileOf('x\n') }, ['--- f', '+++ f', ...lines], ['name@1 f']],
    [
      'of a creation with old lines',
      {},
      [title('f'), 'new file mode 100644', '--- /dev/null', '+++ b/f', ...lines],
      ['counts@1 f'],
    ],
    [
      'of a deletion with new lines',
      { f: fileOf('x\n') },
      [title('f'), 'deleted file mode 100644', '--- a/f', '+++ /dev/null', ...lines],
      ['counts@1 f'],
    ],
    [
      'of two changes of one file',
      { f: fileOf('x\n') },
      [...names('f'), ...lines, ...names('f'), ...lines],
      ['duplicate@7 f'],
    ],
    [
      'of two deletions of one file',
      { f: fileOf('x\n') },
      [...deleted('f', 'x'), ...deleted('f', 'x')],
      ['duplicate@7 f'],
    ],
    [
      'of a change and a deletion',
      { f: fileOf('x\n') },
      [...names('f'), ...lines, ...deleted('f', 'x')],
      ['duplicate@1 f'],
    ],
    [
      'of a deletion and a creation of the same kind',
      { f: fileOf('x\n') },
      [...deleted('f', 'x'), ...created('f', 'y')],
      ['duplicate@7 f'],
    ],
    [
      'of a creation before a deletion',
      { f: fileOf('x\n') },
      [...created('f', 'y').map((line) => line.replace('100644', '120000')), ...deleted('f', 'x')],
      ['duplicate@1 f'],
    ],
    [
      'of a copy onto what it deletes',
      { f: fileOf('x\n'), g: fileOf('') },
      [...deleted('f', 'x'), ...moved('copy', 'g', 'f')],
      ['duplicate@7 f'],
    ],
    ['with a hunk twice', { f: fileOf('x\n') }, [...names('f'), ...lines, ...lines], ['duplicate@7 f']],
    [
      'with hunks in disorder',
      { f: fileOf(numbered(9)) },
      [...names('f'), '@@ -6,4 +6,5 @@', ' 6', ' 7', ' 8', '+x', ' 9', '@@ -1,4 +1,3 @@', '-1', ' 2', ' 3', ' 4'],
      ['order@10 f', 'order@10 f'],
    ],
    [
      'with two insertions at one place',
      { f: fileOf('') },
      [...names('f'), '@@ -0,0 +1 @@', '+a', '@@ -0,0 +2 @@', '+b'],
      ['duplicate@6 f'],
    ],
    [
      'with an insertion at the end of a change',
      { f: fileOf('x\n') },
      [...names('f'), ...lines, '@@ -1,0 +2 @@', '+b'],
      ['order@7 f', 'context@7 f'],
    ],
    ['with new lines elsewhere', { f: fileOf('x\n') }, [...names('f'), '@@ -1 +2 @@', '-x', '+y'], ['order@4 f']],
    [
      'with a line without newline before the end',
      { f: fileOf('x\ny\n') },
      [...names('f'), '@@ -0,0 +1 @@', '+a', '\\ No newline at end of file'],
      ['context@4 f', 'mismatch@4 f'],
    ],
  ];
  for (const [what, files, diff, expected] of cases) test(what, () => assert.deepEqual(applied(files, diff), expected));

  test('with all its problems, in the order of its lines, and with those of its text', () => {
    const diff = [...names('f'), '@@ -1 +1 @@', ...created('../g', 'x'), ...names('h'), ...lines];
    assert.deepEqual(applied({}, diff), ['counts@5 f', 'path@5 ../g', 'missing@11 h']);
  });

  test('with a note about size, where it makes too much', () => {
    assert.deepEqual(applied({ f: fileOf('x\n') }, [...names('f'), ...lines], { maxImageBytes: 1 }), ['size@1 f']);
    const large = new Uint8Array(120 * 1024 * 1024).fill(10, 0, 9);
    const copies = ['g', 'h'].flatMap((path) => [
      ...moved('copy', 'f', path),
      '--- a/f',
      `+++ b/${path}`,
      '@@ -1,3 +1,4 @@',
      '+x',
      ' ',
      ' ',
      ' ',
    ]);
    assert.deepEqual(
      applied({ f: { kind: 'file', mode: 0o644, content: large } }, copies, { maxImageBytes: large.length * 2 }),
      ['size@11 h'],
    );
  });
});

describe('A diff asks for', () => {
  test('the paths it names and the folders above them, and nothing outside', () => {
    const parsed = parseDiff(
      bytesOfLines(...created('a/b/c', 'x'), ...moved('copy', '../x', 'd'), ...created('a/b/e', 'x')),
    );
    assert.ok(parsed.ok);
    assert.deepEqual(pathsOfDiff(parsed.value.files), ['a', 'a/b', 'a/b/c', 'd', 'a/b/e']);
  });
});
