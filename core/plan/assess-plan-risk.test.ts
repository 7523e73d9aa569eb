import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PLAN_MAXIMA, type PlanFactors } from '../risk/plan-points.ts';
import { assessPlanRisk } from './assess-plan-risk.ts';
import { type FileOutlines, type OutlinesByPath, outlinesByPath, wantedOutlines } from './file-outlines.ts';
import type { PlannedFile } from './planned-file.ts';
import { fileOf, imageOf, outlinesOf, outlineWith, PLACE } from './testing/plans.ts';
import { wordsOfCode } from './words-of-code.ts';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

const NONE: OutlinesByPath = new Map();

function assess(files: readonly PlannedFile[], outlines: OutlinesByPath = NONE) {
  return assessPlanRisk(files, { place: PLACE, outlines });
}

function points(factor: keyof PlanFactors, files: readonly PlannedFile[], outlines: OutlinesByPath = NONE): number {
  return assess(files, outlines).factors[factor];
}

function evidence(
  factor: keyof PlanFactors,
  files: readonly PlannedFile[],
  outlines: OutlinesByPath = NONE,
): readonly string[] {
  return assess(files, outlines).reports.find((report) => report.factor === factor)?.evidence ?? [];
}

function modified(count: number): readonly PlannedFile[] {
  return Array.from({ length: count }, (_, index) => fileOf(`f${index}.txt`, { before: 'a', after: 'b' }));
}

function deleted(count: number): readonly PlannedFile[] {
  return Array.from({ length: count }, (_, index) => fileOf(`d${index}.txt`, { before: 'a', after: null }));
}

const OLD = 'one\ntwo\nthree\nfour\n';
const MOVE = [
  fileOf('a.txt', { before: OLD, after: null }),
  fileOf('b.txt', { before: null, after: 'one\ntwo\n3\n4\n', movedFrom: 'a.txt' }),
];

describe('File operations', () => {
  test('give ten points for each deletion, 35 at most', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((count) => points('fileOperations', deleted(count))),
      [0, 10, 20, 30, 35],
    );
    assert.deepEqual(evidence('fileOperations', deleted(1)), ['deletes d0.txt: +10']);
  });

  test('give five, ten and fifteen points for more than two, five and ten modified files', () => {
    const counts = [0, 1, 2, 3, 5, 6, 10, 11, 50];
    assert.deepEqual(
      counts.map((count) => points('fileOperations', modified(count))),
      [0, 0, 0, 5, 5, 10, 10, 15, 15],
    );
    assert.equal(points('fileOperations', [...modified(3), ...deleted(1)]), 15);
    assert.deepEqual(evidence('fileOperations', modified(3)), ['modifies 3 files, more than 2: +5']);
  });

  test('give nothing for creating, nor for what does not change', () => {
    const files = [fileOf('a', { before: null, after: 'x' }), fileOf('b', { before: 'x', after: 'x' })];
    assert.equal(assess(files).points, 0);
  });

  test('take a move for a change where half of the lines stay, and for a deletion otherwise', () => {
    assert.equal(points('fileOperations', MOVE), 0);
    const [old, next] = MOVE as [PlannedFile, PlannedFile];
    assert.equal(points('fileOperations', [old, { ...next, after: imageOf('one\n2\n3\n4\n') }]), 10);
    assert.equal(points('fileOperations', [old, { ...next, after: imageOf(Uint8Array.of(0xff)) }]), 10);
    assert.equal(points('fileOperations', [old, { ...next, movedFrom: 'c.txt' }]), 10);
    assert.equal(points('fileOperations', [old, { ...next, before: imageOf('x'), after: null }]), 20);
    assert.equal(points('fileOperations', [next]), 0);
  });
});

describe('Dependencies', () => {
  const manifest = (dependencies: object, more: object = {}) => JSON.stringify({ dependencies, ...more });
  const changed = (path: string, before: string | null, after: string | null) => [fileOf(path, { before, after })];

  test('give five points for each package gained or lost, two for another version', () => {
    const files = changed('package.json', manifest({ a: '1', b: '1' }), manifest({ a: '2', c: '1' }));
    assert.deepEqual(evidence('dependencies', files), [
      'package.json gains c: +5',
      'package.json loses b: +5',
      'package.json says something else of a: +2',
    ]);
    assert.equal(points('dependencies', files), 12);
    assert.equal(points('dependencies', changed('requirements.txt', '', 'a\nb\nc\nd\ne\nf')), 25);
  });

  test('give one point for each package that a lock gains, loses or changes, ten at most', () => {
    const lock = (count: number) => Array.from({ length: count }, (_, index) => `m${index} v1 h1:x=`).join('\n');
    assert.equal(points('dependencies', changed('go.sum', '', lock(4))), 4);
    assert.equal(points('dependencies', changed('go.sum', lock(30), null)), 10);
    assert.deepEqual(evidence('dependencies', changed('go.sum', lock(2), lock(4))), ['2 locked packages differ: +2']);
  });

  test('give ten points for scripts that run at installation', () => {
    const scripts = (text: string) => manifest({}, { scripts: { postinstall: text } });
    assert.deepEqual(evidence('dependencies', changed('x/package.json', manifest({}), scripts('node a'))), [
      'x/package.json runs another script at installation: +10',
    ]);
    assert.equal(points('dependencies', changed('package.json', scripts('a'), scripts('a').replace('{', '{ '))), 0);
    assert.equal(points('dependencies', changed('package.json', scripts('a'), manifest({}))), 0);
  });

  test('give five points for another change of a manifest that is a program or has no reader', () => {
    assert.deepEqual(evidence('dependencies', changed('build.gradle', 'a', 'b')), [
      'build.gradle changes in another way: +5',
    ]);
    assert.equal(points('dependencies', changed('setup.py', null, 'b')), 5);
    assert.equal(points('dependencies', changed('package.json', manifest({}), manifest({}, { name: 'x' }))), 0);
  });

  test('give all points for one that cannot be read afterwards', () => {
    assert.deepEqual(evidence('dependencies', changed('package.json', '{}', '{')), [
      'package.json cannot be read: +25',
    ]);
    const binary = { ...fileOf('package.json', { before: null, after: null }), after: imageOf(Uint8Array.of(0xff)) };
    assert.equal(points('dependencies', [binary]), 25);
    assert.equal(points('dependencies', [{ ...binary, before: binary.after, after: imageOf('{}') }]), 25);
    assert.deepEqual(evidence('dependencies', changed('package.json', '{', manifest({ a: '1' }))), [
      'package.json gains a: +5',
    ]);
  });
});

test('scope gives two points for each further file, one for each further folder, five for each move', () => {
  const inFolders = (count: number) =>
    Array.from({ length: count }, (_, index) => fileOf(`d${index}/f.txt`, { before: 'a', after: 'b' }));
  assert.deepEqual(
    [1, 2, 6, 7].map((count) => points('refactoringScope', modified(count))),
    [0, 2, 10, 10],
  );
  assert.deepEqual(
    [1, 2, 6, 9].map((count) => points('refactoringScope', inFolders(count))),
    [0, 3, 15, 15],
  );
  assert.deepEqual(evidence('refactoringScope', MOVE), ['changes 2 files at once: +2', 'moves a.txt to b.txt: +5']);
  assert.equal(points('refactoringScope', []), 0);
});

describe('Breaking changes', () => {
  const file = fileOf('src/a.ts', { before: 'x', after: 'y' });
  const outlines = (before: FileOutlines['before'], after: FileOutlines['after']) =>
    outlinesOf('src/a.ts', { before, after });
  const A = outlineWith({ f: 'f(): void', g: 'g(): void', h: 'h(): void' });

  test('are exports that are gone or have another signature', () => {
    const B = outlineWith({ f: 'f(): number', g: 'g(): void', i: 'i(): void' });
    assert.deepEqual(evidence('breakingChanges', [file], outlines(A, B)), [
      'src/a.ts exports another f: +3',
      'src/a.ts no longer exports h: +5',
    ]);
    assert.equal(points('breakingChanges', [file], outlines(A, A)), 0);
    assert.equal(points('breakingChanges', [{ ...file, after: null }], outlines(A, null)), 15);
    assert.equal(points('breakingChanges', [{ ...file, before: null }], outlines(null, A)), 0);
  });

  test('see every overload of a name', () => {
    const overloaded = (...signatures: readonly string[]) => ({
      ...A,
      exports: signatures.map((signature) => ({ name: 'f', signature })),
    });
    assert.equal(points('breakingChanges', [file], outlines(overloaded('1', '2'), overloaded('1', '2'))), 0);
    assert.equal(points('breakingChanges', [file], outlines(overloaded('1', '2'), overloaded('1'))), 3);
  });

  test('follow a file that moves', () => {
    const [old, next] = [
      fileOf('src/a.ts', { before: OLD, after: null }),
      fileOf('src/b.ts', { before: null, after: OLD, movedFrom: 'src/a.ts' }),
    ];
    const both = new Map([
      ['src/a.ts', { before: A, after: null }],
      ['src/b.ts', { before: null, after: outlineWith({ f: 'f(): void' }) }],
    ]);
    assert.deepEqual(evidence('breakingChanges', [old, next], both), [
      'src/a.ts no longer exports g: +5',
      'src/a.ts no longer exports h: +5',
    ]);
  });

  test('are presumed where a file could not be read, or its language is not', () => {
    assert.deepEqual(evidence('breakingChanges', [file]), ['src/a.ts could not be read: +15']);
    assert.equal(points('breakingChanges', [file], outlines(A, null)), 15);
    assert.equal(points('breakingChanges', [fileOf('a.rb', { before: 'x', after: 'y' })]), 5);
    assert.equal(
      points('breakingChanges', [
        fileOf('a.sh', { before: 'x', after: 'y' }),
        fileOf('a.md', { before: 'x', after: 'y' }),
      ]),
      0,
    );
  });
});

describe('Complexity', () => {
  const file = fileOf('src/a.ts', { before: 'x', after: 'y' });
  const gain = (before: number, after: number, more: Partial<PlannedFile> = {}) =>
    points(
      'complexity',
      [{ ...file, ...more }],
      outlinesOf('src/a.ts', { before: outlineWith({}, before), after: outlineWith({}, after) }),
    );

  test('gives a point for every two decisions gained, and takes none for those lost', () => {
    assert.deepEqual([gain(1, 1), gain(1, 2), gain(1, 3), gain(1, 4), gain(5, 30), gain(9, 1)], [0, 1, 1, 2, 10, 0]);
    assert.equal(gain(1, 5, { before: null }), 2);
    assert.equal(gain(5, 5, { after: null }), 0);
    const both = new Map([
      ['src/a.ts', { before: outlineWith({}, 1), after: outlineWith({}, 5) }],
      ['src/b.ts', { before: outlineWith({}, 9), after: outlineWith({}, 1) }],
    ]);
    const files = [file, fileOf('src/b.ts', { before: 'x', after: 'y' })];
    assert.deepEqual(evidence('complexity', files, both), ['src/a.ts gains 4 decisions: +2']);
  });

  test('is presumed where a file could not be read', () => {
    assert.equal(points('complexity', [file]), 10);
    assert.equal(
      points(
        'complexity',
        [fileOf('a.sh', { before: 'x', after: 'y' })],
        outlinesOf('a.sh', { before: outlineWith({}) }),
      ),
      10,
    );
    assert.equal(points('complexity', [{ ...file, after: { kind: 'link', mode: 0o777, content: 'b.ts' } }]), 0);
  });

  test('is counted in lines where the language is not read', () => {
    const lines = (count: number) => 'x\n'.repeat(count);
    assert.equal(points('complexity', [fileOf('a.rb', { before: lines(1), after: lines(42) })]), 3);
    assert.equal(points('complexity', [fileOf('a.rb', { before: lines(42), after: lines(1) })]), 0);
    const binary = { ...fileOf('a.rb', { before: null, after: null }), after: imageOf(Uint8Array.of(0xff)) };
    assert.equal(points('complexity', [binary]), 10);
    assert.equal(points('complexity', [{ ...binary, before: binary.after, after: imageOf('x') }]), 10);
  });

  test('of a file that moves is what it gains by the move', () => {
    const files = [
      fileOf('src/a.ts', { before: OLD, after: null }),
      fileOf('src/b.ts', { before: null, after: OLD, movedFrom: 'src/a.ts' }),
    ];
    const both = new Map([
      ['src/a.ts', { before: outlineWith({}, 20), after: null }],
      ['src/b.ts', { before: null, after: outlineWith({}, 22) }],
    ]);
    assert.equal(points('complexity', files, both), 1);
  });
});

describe('Security', () => {
  test('is touched by files that are named for it', () => {
    assert.deepEqual(evidence('securityImpact', [fileOf('src/auth/session.ts', { before: 'a', after: 'b' })]), [
      'src/auth/session.ts is named for security (auth): +8',
    ]);
    assert.equal(points('securityImpact', [fileOf('src/loginForm.ts', { before: 'a', after: 'b' })]), 8);
    assert.equal(points('securityImpact', [fileOf('.github/workflows/a.yml', { before: 'a', after: 'b' })]), 8);
    assert.equal(points('securityImpact', [fileOf('src/author.ts', { before: 'a', after: 'b' })]), 0);
  });

  test('is touched by changes near code that guards something', () => {
    const code = (body: string, between = '') => `function verifyPassword() {\n${between}  ${body}\n}\n`;
    assert.deepEqual(
      evidence('securityImpact', [fileOf('a.ts', { before: code('return same(a, b);'), after: code('return true;') })]),
      ['a.ts changes near password: +5'],
    );
    const far = '\n'.repeat(11);
    assert.equal(points('securityImpact', [fileOf('a.ts', { before: code('a', far), after: code('b', far) })]), 0);
  });

  test('is touched by secrets that are added, and by what is no text', () => {
    const secret = `id = 'AKIA${part('Q3JZ7WXN5TLKP2HD')}'`;
    assert.equal(points('securityImpact', [fileOf('a.ts', { before: '', after: secret })]), 15);
    assert.equal(points('securityImpact', [fileOf('a.ts', { before: secret, after: '' })]), 0);
    const binary = { ...fileOf('a', { before: null, after: null }), after: imageOf(Uint8Array.of(0xff)) };
    assert.deepEqual(evidence('securityImpact', [binary]), ['a is no text: +5']);
    assert.equal(points('securityImpact', [{ ...binary, before: binary.after, after: null }]), 5);
  });
});

describe('The risk of a plan', () => {
  test('has the six factors with their maxima, and sums them', () => {
    const { reports, points: sum } = assess([...deleted(9), fileOf('package.json', { before: '{}', after: '{' })]);
    assert.deepEqual(
      reports.map(({ factor, maximum }) => [factor, maximum]),
      Object.entries(PLAN_MAXIMA),
    );
    assert.equal(
      sum,
      reports.reduce((total, report) => total + report.points, 0),
    );
    assert.equal(assess([]).points, 0);
  });

  test('keeps twenty pieces of evidence of a factor and counts the rest', () => {
    const found = evidence('fileOperations', deleted(25));
    assert.equal(found.length, 21);
    assert.equal(found.at(-1), 'and 5 more');
  });
});

test('asks for the outlines of code, before and after', () => {
  const files = [
    fileOf('a.ts', { before: 'x', after: 'y' }),
    fileOf('b.sh', { before: null, after: 'z' }),
    fileOf('c.md', { before: 'x', after: 'y' }),
    fileOf('d.rb', { before: 'x', after: 'y' }),
    { ...fileOf('e.py', { before: null, after: null }), after: imageOf(Uint8Array.of(0xff)) },
    { ...fileOf('f.go', { before: null, after: null }), after: imageOf('x', { kind: 'link' }) },
  ];
  assert.deepEqual(wantedOutlines(files), [
    { path: 'a.ts', side: 'before', language: 'typescript', text: 'x' },
    { path: 'a.ts', side: 'after', language: 'typescript', text: 'y' },
    { path: 'b.sh', side: 'after', language: 'shell', text: 'z' },
  ]);
});

test('puts outlines together by path', () => {
  const [one, two] = [outlineWith({}, 1), outlineWith({}, 2)];
  const read = [
    { path: 'a.ts', side: 'after' as const, outline: two },
    { path: 'a.ts', side: 'before' as const, outline: one },
    { path: 'b.ts', side: 'after' as const, outline: null },
  ];
  assert.deepEqual(Object.fromEntries(outlinesByPath(read)), {
    'a.ts': { before: one, after: two },
    'b.ts': { before: null, after: null },
  });
});

test('reads the words of names as people do', () => {
  assert.deepEqual(wordsOfCode('verifyPassword JWTVerifier max_size-2 utf8 IDs ÄrgerÜber 42'), [
    ...['verify', 'password', 'jwt', 'verifier', 'max', 'size', 'utf8', 'i', 'ds', 'ärger', 'über'],
  ]);
  assert.deepEqual(wordsOfCode('aBC'), ['a', 'bc']);
  assert.deepEqual(wordsOfCode(''), []);
});
