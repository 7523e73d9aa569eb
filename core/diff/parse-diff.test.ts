import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toUtf8 } from '../encoding/utf8.ts';
import type { DiffFile } from './diff-file.ts';
import { modeText } from './diff-file.ts';
import {
  MAX_DIFF_BYTES,
  MAX_DIFF_FILES,
  MAX_DIFF_HUNKS,
  MAX_DIFF_LINE_BYTES,
  MAX_DIFF_LINES,
  MAX_DIFF_PROBLEMS,
  MAX_NAME_BYTES,
} from './diff-limits.ts';
import { parseDiff } from './parse-diff.ts';
import { bytesOfLines, WHOLE_IDS } from './testing/diff-text.ts';

/** The files of a diff as short texts, or its problems as `code@line`. */
function read(...lines: readonly string[]): readonly string[] {
  const parsed = parseDiff(bytesOfLines(...lines));
  return parsed.ok ? parsed.value.files.map(shownFile) : parsed.failure.map(({ code, line }) => `${code}@${line}`);
}

function shownFile({ change, oldPath, newPath, oldMode, newMode, body, faults }: DiffFile): string {
  const paths = oldPath === newPath ? newPath : `${oldPath} => ${newPath}`;
  const modes =
    oldMode === null && newMode === null
      ? ''
      : ` ${oldMode === null ? '-' : modeText(oldMode)}:${newMode === null ? '-' : modeText(newMode)}`;
  const size = body.kind === 'text' ? ` ${body.hunks.length}` : '';
  return `${change} ${paths}${modes} ${body.kind}${size}${faults.map(({ code }) => ` !${code}`).join('')}`;
}

const TITLE = 'diff --git a/f b/f';
const NAMES = ['--- a/f', '+++ b/f'] as const;
const HUNK = ['@@ -1,2 +1,2 @@ fn', ' one', '-two', '+three'] as const;

describe('A diff is read', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['that changes a file', [TITLE, 'index 1..2 100755', ...NAMES, ...HUNK], ['change f 100755:100755 text 1']],
    ['that has no mode', [TITLE, 'index 1..2', ...NAMES, ...HUNK, ...['@@ -9 +9 @@', '-x', '+y']], ['change f text 2']],
    [
      'that creates',
      [TITLE, 'new file mode 100644', '--- /dev/null', '+++ b/f', '@@ -0,0 +1 @@', '+x'],
      ['create f -:100644 text 1'],
    ],
    ['that creates what is empty', [TITLE, 'new file mode 120000', 'index 0..1'], ['create f -:120000 none']],
    [
      'that deletes',
      [TITLE, 'deleted file mode 100644', '--- a/f', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'],
      ['delete f 100644:- text 1'],
    ],
    [
      'that renames',
      [
        'diff --git a/f b/g h',
        'similarity index 90%',
        'rename from f',
        'rename to g h',
        'index 1..2 100644',
        '--- a/f',
        '+++ b/g h\t',
        ...HUNK,
      ],
      ['rename f => g h 100644:100644 text 1'],
    ],
    ['that copies', ['diff --git a/f "b/g\\t"', 'copy from f', 'copy to "g\\t"'], ['copy f => g\t none']],
    ['that changes a mode', [TITLE, 'old mode 100644', 'new mode 100755'], ['change f 100644:100755 none']],
    [
      'that changes a mode and lines',
      [TITLE, 'old mode 100644', 'new mode 100755', 'index 1..2', ...NAMES, ...HUNK],
      ['change f 100644:100755 text 1'],
    ],
    [
      'that is binary',
      [TITLE, `${WHOLE_IDS} 100644`, 'GIT binary patch', 'literal 0', 'HcmV?d00001', '', 'delta 0', 'HcmV?d00001', ''],
      ['change f 100644:100644 binary'],
    ],
    [
      'that is binary without a way back',
      [TITLE, WHOLE_IDS, 'GIT binary patch', 'literal 0', 'HcmV?d00001', ''],
      ['change f binary'],
    ],
    ['that only says that files differ', [TITLE, 'Binary files a/f and b/f differ'], ['change f unseen']],
    [
      'of other tools',
      ['Index: f', '====', '--- a/f\t2026-01-01 00:00:00 +0000', '+++ b/f\t2026-01-01', ...HUNK],
      ['change f text 1'],
    ],
    ['that creates without a header', ['--- /dev/null', '+++ b/f', '@@ -0,0 +1 @@', '+x'], ['create f text 1']],
    [
      'with its first name in quotes',
      ['diff --git "a/f" b/f', 'old mode 100644', 'new mode 100755'],
      ['change f 100644:100755 none'],
    ],
    ['by its times', ['--- a/f\t1970-01-01 00:00:00.000 +0000', '+++ b/f', '@@ -0,0 +1 @@', '+x'], ['create f text 1']],
    [
      'by its times in another zone',
      ['--- a/f', '+++ b/f\t1969-12-31 19:00:00 -0500', '@@ -1 +0,0 @@', '-x'],
      ['delete f text 1'],
    ],
    [
      'with names of bytes',
      ['diff --git "a/\\303\\244\\377\\"" "b/\\303\\244\\377\\""', 'old mode 100644', 'new mode 100755'],
      ['change ä\udcff" 100644:100755 none'],
    ],
    [
      'with one name in quotes',
      ['diff --git a/f "b/f"', 'old mode 100644', 'new mode 100755'],
      ['change f 100644:100755 none'],
    ],
    [
      'with carriage returns in its headers',
      [`${TITLE}\r`, '--- a/f\r', '+++ b/f\r', '@@ -1 +1 @@\r', '-x\r', '+y\r'],
      ['change f text 1'],
    ],
  ];
  for (const [what, lines, expected] of cases) test(what, () => assert.deepEqual(read(...lines), expected));

  test('with prose around it, which is noted', () => {
    const parsed = parseDiff(bytesOfLines('From: x', '', TITLE, ...NAMES, ...HUNK, '-- ', '2.39.5'));
    assert.ok(parsed.ok && parsed.value.hasProse);
    const plain = parseDiff(bytesOfLines(TITLE, ...NAMES, ...HUNK));
    assert.ok(plain.ok && !plain.value.hasProse);
  });
});

describe('A line of a hunk', () => {
  const hunkOf = (...lines: readonly string[]): readonly string[] => {
    const parsed = parseDiff(bytesOfLines(TITLE, ...NAMES, ...lines));
    const body = parsed.ok ? parsed.value.files[0]?.body : undefined;
    if (body?.kind !== 'text') return ['unread'];
    return body.hunks.flatMap((hunk) =>
      hunk.lines.map(({ mark, bytes, line }) => `${line} ${mark} ${JSON.stringify(String.fromCharCode(...bytes))}`),
    );
  };

  test('has its newline, or none where the file ends without', () => {
    assert.deepEqual(hunkOf('@@ -1,3 +1,3 @@', '', ' a\r', '-b', '\\ No newline at end of file', '+c'), [
      '5 keep "\\n"',
      '6 keep "a\\r\\n"',
      '7 remove "b"',
      '9 add "c\\n"',
    ]);
  });

  test('has a newline where the last of the text may lack it', () => {
    const text = [TITLE, ...NAMES, '@@ -1 +1 @@', '-a', '+b'].join('\n');
    const parsed = parseDiff(toUtf8(text), { isEndOptional: true });
    assert.ok(parsed.ok && parsed.value.files[0]?.body.kind === 'text');
    assert.deepEqual(parsed.value.files[0].body.hunks[0]?.lines.at(-1)?.bytes, toUtf8('b\n'));
    assert.equal(parseDiff(toUtf8(text)).ok, false);
    const header = toUtf8(`${TITLE}\nrename from f\nrename to g`);
    assert.equal(parseDiff(header, { isEndOptional: true }).ok, true);
    assert.deepEqual(parseDiff(header), {
      ok: false,
      failure: [
        {
          code: 'syntax',
          line: 3,
          path: null,
          message: 'read header: the last line of the diff has no newline and may be cut, wanted one',
        },
      ],
    });
  });
});

describe('A diff is read with its faults', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'without prefixes',
      ['diff --git f f', 'old mode 100644', 'new mode 100755'],
      ['change f 100644:100755 none !name'],
    ],
    ['without prefixes in its names', [TITLE, '--- f', '+++ f', ...HUNK], ['change f text 1 !name']],
    ['without a prefix before the old name', ['--- f', '+++ b/f', ...HUNK], ['change f text 1 !name']],
    ['without a prefix before the new name', ['--- a/f', '+++ f', ...HUNK], ['change f text 1 !name']],
    ['of two names without a header', ['--- a/f.orig', '+++ b/f', ...HUNK], ['change f.orig => f text 1 !name']],
    ['with another name in its title', ['diff --git a/x y b/x', ...NAMES, ...HUNK], ['change f text 1 !header']],
    ['with a title that cannot be read', ['diff --git "a/x b/x', ...NAMES, ...HUNK], ['change f text 1 !header']],
    [
      'with half a rename in its title',
      ['diff --git a/s/f b/s/g', 'rename from f', 'rename to g'],
      ['rename f => g none !header'],
    ],
    [
      'that creates without saying so',
      [TITLE, '--- /dev/null', '+++ b/f', '@@ -0,0 +1 @@', '+x'],
      ['create f text 1 !header'],
    ],
    [
      'that deletes without saying so',
      [TITLE, '--- a/f', '+++ /dev/null', '@@ -1 +0,0 @@', '-x'],
      ['delete f text 1 !header'],
    ],
    [
      'with times that are none',
      ['--- a/f\t1970-01-01 00:00:00', '+++ b/f\t1970-01-01 00:00:01 +0000', ...HUNK],
      ['change f text 1'],
    ],
    [
      'with a zone that is none',
      ['--- a/f\t1970-01-01 00:00:00 x0000', '+++ b/f\t1970-01-01 00:00:00.1 +0000', ...HUNK],
      ['change f text 1'],
    ],
    [
      'with a time without clock',
      ['--- a/f\t1970-01-01', '+++ b/f\t1970-01-01 01:00:00 +0000', ...HUNK],
      ['change f text 1'],
    ],
  ];
  for (const [what, lines, expected] of cases) test(what, () => assert.deepEqual(read(...lines), expected));
});

describe('A diff is refused', () => {
  const git = (...lines: readonly string[]): readonly string[] => [TITLE, ...lines];
  const hunk = (...lines: readonly string[]): readonly string[] => [TITLE, ...NAMES, ...lines];
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['that is none', ['some words'], 'syntax@1'],
    ['with a hunk of no file', ['@@ -1 +1 @@', '-a', '+b'], 'syntax@1'],
    ['of the context format', ['*** a', '--- b', '***************'], 'syntax@1'],
    ['of no format', ['', '0a1', '> x'], 'syntax@2'],
    ['of a merge', ['diff --cc f'], 'syntax@1'],
    ['with files that only are said to differ', ['Binary files a and b differ'], 'syntax@1'],
    ['with a line of the header twice', git('old mode 100644', 'old mode 100644'), 'header@3'],
    ['that creates and deletes at once', git('new file mode 100644', 'deleted file mode 100644'), 'header@1'],
    ['that renames without a new name', git('rename from f'), 'header@1'],
    ['that renames from nothing', git('rename to f'), 'header@1'],
    ['that copies to half a name', git('copy from f', 'copy to "g'), 'header@1'],
    ['that copies to a name and more', git('copy from f', 'copy to "g"h'), 'header@1'],
    ['with a NUL in a name', git('copy from f', 'copy to g\0'), 'header@1'],
    ['with half a mode', git('old mode 100644'), 'header@1'],
    ['with the other half', git('new mode 100644'), 'header@1'],
    ['with a mode of five digits', git('new file mode 10064'), 'header@1'],
    ['with a mode that is none', git('new file mode 10064x'), 'header@1'],
    [
      'with two modes of what is created',
      git('new file mode 100644', 'old mode 100644', 'new mode 100755'),
      'header@1',
    ],
    ['with another mode in its index', git('deleted file mode 100644', 'index 1..2 100755'), 'header@1'],
    ['with a third mode in its index', git('old mode 100644', 'new mode 100755', 'index 1..2 100600'), 'header@1'],
    ['that changes nothing', git('index 1..2 100644'), 'no-change@1'],
    ['with the new name alone', git('+++ b/f', ...HUNK), 'syntax@2'],
    ['with the old name alone', git('--- a/f', ...HUNK), 'syntax@2'],
    ['without names', git(...HUNK), 'syntax@2'],
    ['with another old name', git('--- a/g', '+++ b/f', ...HUNK), 'header@1'],
    ['with another new name', git('--- a/f', '+++ b/g', ...HUNK), 'header@1'],
    ['of nothing and nothing', git('--- /dev/null', '+++ /dev/null', ...HUNK), 'header@1'],
    ['that creates what was there', git('new file mode 100644', ...NAMES, ...HUNK), 'header@1'],
    ['that deletes what stays', git('deleted file mode 100644', ...NAMES, ...HUNK), 'header@1'],
    ['that renames something else', git('rename from f', 'rename to g', '--- a/x', '+++ b/g', ...HUNK), 'header@1'],
    ['that renames to something else', git('rename from f', 'rename to g', '--- a/f', '+++ b/x', ...HUNK), 'header@1'],
    ['that renames to nothing', git('rename from f', 'rename to g', '--- a/f', '+++ /dev/null', ...HUNK), 'header@1'],
    ['of two names that differ', ['diff --git a/f b/g', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of an empty name', ['diff --git a/ a/', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of a name with a NUL', ['diff --git a/\0 b/\0', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of names that cannot be parted', ['diff --git abc', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of quoted names that touch', ['diff --git "a/f""b/f"', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of quoted names and more', ['diff --git "a/f" "b/f"x', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of quoted names that do not end', ['diff --git "a/f" "b/f', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['of a quote inside a name', ['diff --git a/f"b/f', 'old mode 100644', 'new mode 100755'], 'name@1'],
    ['with an escape that is none', ['--- "a/\\q"', '+++ b/f', ...HUNK], 'name@1'],
    ['with an escape past a byte', ['--- "a/\\777"', '+++ b/f', ...HUNK], 'name@1'],
    ['with an escape that is cut', ['--- "a/\\', '+++ b/f', ...HUNK], 'name@1'],
    ['with words behind a name', ['--- "a/f" x', '+++ b/f', ...HUNK], 'name@1'],
    ['with a NUL in an old name', ['--- a/\0', '+++ b/f', ...HUNK], 'name@1'],
    ['with blanks for a name', ['--- a/f', '+++   ', ...HUNK], 'name@1'],
    ['of two files that are none', ['--- /dev/null', '+++ /dev/null', ...HUNK], 'name@1'],
    ['without hunks', [...NAMES], 'syntax@3'],
    ['with a hunk that lacks lines', hunk('@@ -1,3 +1,3 @@', ...HUNK.slice(1)), 'counts@8'],
    ['with a hunk of more old lines', hunk('@@ -1 +1,2 @@', '-a', '-b'), 'counts@6'],
    ['with a hunk of more new lines', hunk('@@ -1,2 +1 @@', '+a', '+b'), 'counts@6'],
    ['with a hunk that spills', hunk(...HUNK, '+four'), 'counts@8'],
    ['with context that spills', hunk(...HUNK, ' four'), 'counts@8'],
    ['with a header that spills', hunk(...HUNK, '--- four'), 'counts@8'],
    [
      'with a note that is repeated',
      hunk('@@ -1 +1 @@', '-a', '+b', '\\ No newline at end', '\\ No newline at end'),
      'counts@8',
    ],
    ['with a note that is cut', hunk('@@ -1 +1 @@', '-a', '+b', '\\ No newlin'), 'counts@7'],
    ['with a note that is too short', hunk('@@ -1 +1 @@', '-a', '\\ No', '+b'), 'counts@6'],
    ['with a foreign line', hunk('@@ -1 +1 @@', 'a'), 'counts@5'],
    ['with a carriage return for a line', hunk('@@ -1,2 +1,2 @@', '\r', '-a', '+b'), 'counts@5'],
    [
      'with lines behind the end of the old file',
      hunk('@@ -1,2 +1,2 @@', '-a', '\\ No newline at end', '-b'),
      'counts@5',
    ],
    [
      'with lines behind the end of the new file',
      hunk('@@ -1,2 +1,2 @@', '+a', '\\ No newline at end', '-b'),
      'counts@5',
    ],
    [
      'with a hunk behind the end of the file',
      hunk('@@ -1 +1 @@', '-a', '\\ No newline at end', '+b', '@@ -2 +2 @@', '-c', '+d'),
      'counts@9',
    ],
    [
      'with a hunk behind the end of the new one',
      hunk('@@ -1 +1 @@', '-a', '+b', '\\ No newline at end', '@@ -2 +2 @@', '-c', '+d'),
      'counts@10',
    ],
    ['with a hunk that changes nothing', hunk('@@ -1 +1 @@', ' a'), 'no-change@4'],
    ['with a hunk of nothing', hunk('@@ -0,0 +0,0 @@'), 'no-change@4'],
    ['with a hunk that does not end', hunk('@@ -1 +1', '-a', '+b'), 'syntax@4'],
    ['with a hunk of one range', hunk('@@ -1 @@', '-a', '+b'), 'syntax@4'],
    ['with a hunk without signs', hunk('@@ 1 1 @@', '-a', '+b'), 'syntax@4'],
    ['with a hunk of three ranges', hunk('@@ -1 +1 +1 @@', '-a', '+b'), 'syntax@4'],
    ['with a range of three numbers', hunk('@@ -1,1,1 +1 @@', '-a', '+b'), 'syntax@4'],
    ['with a range that is no number', hunk('@@ -x +1 @@', '-a', '+b'), 'syntax@4'],
    ['with a range of too many digits', hunk('@@ -1 +1,4294967295 @@', '-a', '+b'), 'syntax@4'],
    ['with a negative range', hunk('@@ -1 +-1 @@', '-a', '+b'), 'syntax@4'],
    ['with an empty count', hunk('@@ -1, +1 @@', '-a', '+b'), 'syntax@4'],
    ['with lines at line 0', hunk('@@ -0,1 +1 @@', '-a', '+b'), 'syntax@4'],
    ['with a binary patch of nothing', git('GIT binary patch'), 'binary@3'],
    ['with a binary patch of another form', git('GIT binary patch', 'zip 1', 'HcmV?d00001', ''), 'binary@3'],
    ['with a binary patch without size', git('GIT binary patch', 'literal x', 'HcmV?d00001', ''), 'binary@3'],
    ['with a binary patch of two sizes', git('GIT binary patch', 'literal 0 0', 'HcmV?d00001', ''), 'binary@3'],
    ['with a binary patch of no lines', git('GIT binary patch', 'literal 0', ''), 'binary@4'],
    ['with a binary patch of a size alone', git('GIT binary patch', 'literal 0'), 'binary@4'],
    ['with a binary patch that does not end', git('GIT binary patch', 'literal 0', 'HcmV?d00001'), 'binary@5'],
    ['with a binary patch of other letters', git('GIT binary patch', 'literal 0', 'HcmV?d0000"', ''), 'binary@4'],
    [
      'with a way back that is cut',
      git('GIT binary patch', 'literal 0', 'HcmV?d00001', '', 'delta 0', 'H'),
      'binary@7',
    ],
  ];
  for (const [what, lines, expected] of cases) test(what, () => assert.deepEqual(read(...lines), [expected]));

  test('with every problem at once, each file for itself', () => {
    const bad = [TITLE, ...NAMES, '@@ -1 +1 @@', 'x'];
    assert.deepEqual(read(...bad, ...bad, '*** x', '--- a/f', '+++ b/f', '@@ x', '--- no file'), [
      'counts@5',
      'counts@10',
      'syntax@14',
    ]);
  });

  test('with a hundred problems, and no more is read', () => {
    const lines = Array.from({ length: 150 }, () => [TITLE, 'rename to f']).flat();
    assert.equal(read(...lines).length, MAX_DIFF_PROBLEMS);
  });
});

describe('A diff is bounded', () => {
  const made = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => [`diff --git a/${at} b/${at}`, 'new file mode 100644']).flat();
  const hunks = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) => [`@@ -${at + 1} +${at + 1} @@`, '-a', '+b']).flat();

  test('in its files', () => {
    assert.equal(read(...made(MAX_DIFF_FILES)).length, MAX_DIFF_FILES);
    assert.deepEqual(read(...made(MAX_DIFF_FILES + 1)), ['size@1']);
  });

  test('in its names', () => {
    const longest = 'a'.repeat(MAX_NAME_BYTES);
    assert.equal(read(`diff --git a/${longest} b/${longest}`, 'new file mode 100644').length, 1);
    const escaped = `"a/${'\\141'.repeat(2 * MAX_NAME_BYTES)}"`;
    assert.deepEqual(read(`diff --git ${escaped} ${escaped}`, 'new file mode 100644'), ['name@1']);
  });

  test('in its hunks', () => {
    assert.deepEqual(read(TITLE, ...NAMES, ...hunks(MAX_DIFF_HUNKS)), [`change f text ${MAX_DIFF_HUNKS}`]);
    assert.deepEqual(read(TITLE, ...NAMES, ...hunks(MAX_DIFF_HUNKS + 1)), ['size@1']);
  });

  test('in its bytes, its lines and their length', () => {
    const codeOf = (bytes: Uint8Array): string | undefined => {
      const parsed = parseDiff(bytes);
      return parsed.ok ? undefined : parsed.failure.map(({ code, line }) => `${code}@${line}`).join();
    };
    assert.equal(codeOf(new Uint8Array(MAX_DIFF_BYTES + 1)), 'size@1');
    assert.equal(codeOf(new Uint8Array(MAX_DIFF_LINES + 1).fill(10)), 'size@1');
    const long = new Uint8Array(MAX_DIFF_LINE_BYTES + 3).fill(120);
    long[0] = 10;
    assert.equal(codeOf(long), 'size@2');
  });
});
