import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDiff } from './read-diff.ts';

/** What a diff does, as `operation path kind added`; null where it cannot be read. */
function brief(...lines: readonly string[]): readonly string[] | null {
  return (
    readDiff(lines.join('\n'))?.map(
      ({ operation, path, kind, added }) => `${operation} ${path} ${kind} ${JSON.stringify(added)}`,
    ) ?? null
  );
}

const HUNK = ['@@ -1,2 +1,2 @@ function', ' one', '-two', '+three'] as const;

describe('A diff of git', () => {
  test('changes, makes and deletes files', () => {
    assert.deepEqual(
      brief(
        'From: somebody',
        'Subject: a change',
        '---',
        ' a.txt | 2 +-',
        '',
        'diff --git a/a.txt b/a.txt',
        'index 9432026..cd8fd12 100644',
        '--- a/a.txt',
        '+++ b/a.txt',
        ...HUNK,
        'diff --git a/b b/b',
        'new file mode 100755',
        'index 0000000..cd8fd12',
        '--- /dev/null',
        '+++ b/b',
        '@@ -0,0 +1 @@',
        '+x',
        '\\ No newline at end of file',
        'diff --git a/c b/c',
        'deleted file mode 100644',
        'index d00491f..0000000',
        '--- a/c',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-1',
        '-- ',
        '2.39.0',
        '',
      ),
      ['write a.txt file "three"', 'write b file "x"', 'delete c file ""'],
    );
  });

  test('renames, copies and changes modes', () => {
    assert.deepEqual(
      brief(
        'diff --git a/a b/b',
        'similarity index 90%',
        'rename from a',
        'rename to b',
        '--- a/a',
        '+++ b/b',
        ...HUNK,
        'diff --git a/c b/d e',
        'similarity index 100%',
        'copy from c',
        'copy to "d\\te"',
        'diff --git a/run b/run',
        'old mode 100644',
        'new mode 100755',
        'diff --git a/empty file b/empty file',
        'new file mode 100644',
        'index 0000000..e69de29',
        'diff --git a/gone b/gone',
        'deleted file mode 100644',
      ),
      [
        'delete a file ""',
        'write b file "three"',
        'read c file ""',
        'write d\te file ""',
        'metadata run file ""',
        'write empty file file ""',
        'delete gone file ""',
      ],
    );
  });

  test('makes links, names submodules, and holds what cannot be read', () => {
    assert.deepEqual(
      brief(
        'diff --git a/l b/l',
        'new file mode 120000',
        '--- /dev/null',
        '+++ b/l',
        '@@ -0,0 +1 @@',
        '+../x',
        'diff --git a/s b/s',
        'index 1111111..2222222 160000',
        '--- a/s',
        '+++ b/s',
        '@@ -1 +1 @@',
        '-Subproject commit 1',
        '+Subproject commit 2',
        'diff --git a/t b/t',
        'old mode 100644',
        'new mode 120000',
        'diff --git a/i.png b/i.png',
        'GIT binary patch',
        'literal 0',
        'HcmV?d00001',
        '',
        'delta 0',
        'HcmV?d00001',
        '',
        'diff --git a/j.png b/j.png',
        'Binary files a/j.png and b/j.png differ',
      ),
      [
        'write l link "../x"',
        'write s submodule "Subproject commit 2"',
        'metadata t link ""',
        'write i.png binary ""',
        'write j.png file ""',
      ],
    );
  });

  test('is null where it ends in the middle of what is binary', () => {
    assert.equal(brief('diff --git a/i b/i', 'GIT binary patch', 'literal 0', 'HcmV?d00001'), null);
  });

  test('is null with a name that is not UTF-8', () => {
    assert.equal(brief('diff --git "a/\\377" "b/\\377"', 'new file mode 100644'), null);
  });

  test('writes names in quotes, bytes in octal', () => {
    assert.deepEqual(
      brief(
        'diff --git "a/\\303\\244 \\"x\\"" "b/\\303\\244 \\"x\\""',
        '--- "a/\\303\\244 \\"x\\""',
        '+++ "b/\\303\\244 \\"x\\""',
        ...HUNK,
      ),
      ['write ä "x" file "three"'],
    );
    assert.deepEqual(brief('diff --git a/x "b/x"', 'new file mode 100644'), ['write x file ""']);
    assert.deepEqual(brief('diff --git "a/\u{1F600}é" b/\u{1F600}é', 'new file mode 100644'), [
      'write \u{1F600}é file ""',
    ]);
  });

  test('ends its lines as it likes', () => {
    assert.deepEqual(
      brief(
        'diff --git a/a b/a\r',
        '--- a/a\r',
        '+++ b/a\r',
        '@@ -1,3 +1,3 @@\r',
        ' one\r',
        ' \r',
        '-two\r',
        '+three\r',
        '',
      ),
      ['write a file "three\\r"'],
    );
    assert.equal(brief('--- a/a', '+++ b/a', '@@ -1,2 +1,2 @@', '\r', '-two', '+three'), null);
  });

  test('is null where it contradicts itself', () => {
    const git = 'diff --git a/f b/f';
    const contradictions: readonly (readonly string[])[] = [
      [git, '--- a/g', '+++ b/f', ...HUNK],
      [git, '--- a/f', '+++ b/g', ...HUNK],
      [git, '--- a/f'],
      [git, '+++ b/f', ...HUNK],
      [git, ...HUNK],
      [git, 'new file mode 100644', 'deleted file mode 100644'],
      [git, 'new file mode 100644', '--- a/f', '+++ b/f', ...HUNK],
      [git, 'deleted file mode 100644', '--- a/f', '+++ b/f', ...HUNK],
      [git, '--- /dev/null', '+++ /dev/null', ...HUNK],
      [git, 'new mode 100755', 'new mode 100644'],
      [git, 'rename from f'],
      [git, 'rename to f'],
      [git, 'rename from f', 'rename to "g'],
      [git, 'rename from f', 'rename to "g"h'],
      [git, 'rename from f', 'rename to g', 'copy from f', 'copy to g'],
      [git, 'rename from f', 'rename to g', 'new file mode 100644'],
      [git, 'rename from f', 'rename to g', 'deleted file mode 100644'],
      [git, 'rename from f', 'rename to g', '--- a/x', '+++ b/g', ...HUNK],
      [git, 'rename from f', 'rename to g', '--- a/f', '+++ b/x', ...HUNK],
      [git, 'rename from f', 'rename to g', '--- a/f', '+++ /dev/null', ...HUNK],
      [git, 'GIT binary patch', 'nothing'],
      ['diff --git a/f b/g', 'old mode 100644'],
      ['diff --git ', 'new file mode 100644'],
      ['diff --git "a/f b/f', 'new file mode 100644'],
      ['diff --git "a/f""b/f"', 'new file mode 100644'],
      ['diff --git "a/f" "b/f"x', 'new file mode 100644'],
      ['diff --git "a/f" "b/f', 'new file mode 100644'],
      ['diff --git a/f"b/f', 'new file mode 100644'],
      ['diff --git "a/\\q" "b/\\q"', 'new file mode 100644'],
      ['diff --git "a/\\777" "b/\\777"', 'new file mode 100644'],
      ['diff --git "a/\\377" "b/\\377"', 'new file mode 100644'],
      [git, '--- "a/f', '+++ b/f', ...HUNK],
      [git, '---  ', '+++ b/f', ...HUNK],
      [git, '--- a/f', '+++ "b/f', ...HUNK],
    ];
    for (const lines of contradictions) assert.equal(brief(...lines), null, lines.join('\n'));
  });

  test('takes its name from its lines where the first does not tell', () => {
    assert.deepEqual(brief('diff --git a/x y b/x', '--- a/f', '+++ b/f', ...HUNK), ['write f file "three"']);
    assert.deepEqual(brief('diff --git a/x y b/x', '--- a/f', '+++ /dev/null', ...HUNK), ['delete f file "three"']);
    assert.deepEqual(brief('diff --git old/f new/f', '--- old/f', '+++ old/f', ...HUNK), ['write old/f file "three"']);
  });
});

describe('A diff without a header of git', () => {
  test('changes both names, since the tool takes the one that is there', () => {
    assert.deepEqual(brief('--- f.orig\t2026-01-01', '+++ f\t2026-01-02', ...HUNK), [
      'write f file "three"',
      'write f.orig file "three"',
    ]);
    assert.deepEqual(brief('--- f', '+++ f', ...HUNK), ['write f file "three"']);
  });

  test('makes and deletes files', () => {
    const epoch = '1970-01-01 01:00:00.000000000 +0100';
    assert.deepEqual(brief('--- /dev/null', '+++ f', '@@ -0,0 +1 @@', '+x'), ['write f file "x"']);
    assert.deepEqual(brief('--- f', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'), ['delete f file ""']);
    assert.deepEqual(brief('--- f', `+++ f\t${epoch}`, '@@ -1 +0,0 @@', '-x'), ['delete f file ""']);
    assert.deepEqual(brief('--- f', `+++ g\t${epoch}`, ...HUNK), [
      'delete g file "three"',
      'delete f file "three"',
      'write g file "three"',
      'write f file "three"',
    ]);
  });

  test('is null without a name', () => {
    assert.equal(brief('--- /dev/null', '+++ /dev/null', ...HUNK), null);
    assert.equal(brief('--- "f', '+++ f', ...HUNK), null);
    assert.equal(brief('--- f', '+++ "f', ...HUNK), null);
  });
});

describe('Hunks that lie', () => {
  const cases: readonly (readonly string[])[] = [
    ['@@ -1,2 +1,2 @@', ' one', '-two', '+three', '+four'],
    ['@@ -1,2 +1,2 @@', ' one', '-two', '+three', '-four'],
    ['@@ -1,2 +1,2 @@', ' one', '-two', '+three', ' four'],
    ['@@ -1,2 +1,2 @@', ' one', '-two', '+three', '--- no header'],
    ['@@ -1,3 +1,3 @@', ' one', '-two', '+three'],
    ['@@ -1,2 +1,2 @@', ' one', '*two', '+three'],
    ['@@ -1 +1,2 @@', '-a', '-b', '+c', '+d'],
    ['@@ -0,0 +0,0 @@', ''],
    ['@@ -1 +1', '-a', '+b'],
    ['@@ 1 +1 @@', '-a', '+b'],
    ['@@ -1 1 @@', '-a', '+b'],
    ['@@ -1 +1 +1 @@', '-a', '+b'],
    ['@@ -1,1,1 +1 @@', '-a', '+b'],
    ['@@ -x +1 @@', '-a', '+b'],
    ['@@ -1, +1 @@', '-a', '+b'],
    ['@@ -1 +1,9999999999 @@', '-a', '+b'],
    ['@@ @@'],
  ];
  for (const lines of cases) {
    test(`make the diff unreadable: ${lines.join('/')}`, () => assert.equal(brief('--- f', '+++ f', ...lines), null));
  }

  test('are none where the file ends, an empty line counts as one, or a signature follows', () => {
    assert.deepEqual(brief('--- f', '+++ f', '@@ -1,2 +1,2 @@', '', '-two', '+three', '\\ No newline', '--', '2.1'), [
      'write f file "three"',
    ]);
    assert.deepEqual(brief('--- f', '+++ f', ...HUNK, '--- g', '+++ g', '@@ -1 +1 @@', '-a', '\\ No newline', '+b'), [
      'write f file "three"',
      'write g file "b"',
    ]);
  });
});

describe('What is no unified diff', () => {
  for (const text of [
    '',
    'some words',
    '@@ -1 +1 @@\n-a\n+b',
    '*** a\n--- b\n***************\n*** 1 ****',
    '0a1\n> x',
    '3,4c7',
    '5d',
    'diff --cc a',
    'rename to x',
    'new file mode 100644',
    '   --- f\n   +++ f\n   @@ -1 +1 @@',
    '+++ f',
    'GIT binary patch',
  ]) {
    test(`is not read: ${JSON.stringify(text)}`, () => assert.equal(readDiff(text), null));
  }

  test('prose is passed over', () => {
    assert.deepEqual(brief('a', 'd', '42', 'Index: f', '====', '--- f', '+++ f', ...HUNK, 'bye'), [
      'write f file "three"',
    ]);
  });

  test('nor are more files than anybody looks through', () => {
    const file = (index: number): string => `diff --git a/${index} b/${index}\nnew file mode 100644`;
    const files = (count: number): string => Array.from({ length: count }, (_, index) => file(index)).join('\n');
    assert.equal(readDiff(files(256))?.length, 256);
    assert.equal(readDiff(files(257)), null);
  });
});
