import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toUtf8 } from '../encoding/utf8.ts';
import { linkProblem, pathProblem } from './check-path.ts';

describe('A path of a diff', () => {
  for (const path of ['a', 'src/a b.ts', '.github/x', 'a/.gitignore', '\u6587/\u00e9', 'a\udcff/b']) {
    test(`may be ${JSON.stringify(path)}`, () => assert.equal(pathProblem(path), null));
  }
  for (const path of [
    '',
    '/etc/passwd',
    '../x',
    'a/../../x',
    '.git/config',
    'a/.GIT/x',
    '.git\udcff/../x',
    './a',
    'a//b',
    'a/',
    'a\\b',
    'C:/x',
    'a:b',
    'con.txt',
    'a.',
    'a\u202eb',
    'p\u0430ckage.json',
    'a'.repeat(5_000),
  ]) {
    test(`is never ${JSON.stringify(path.slice(0, 40))}`, () => assert.match(pathProblem(path) ?? '', /: .*wanted/));
  }
});

describe('A link of a diff', () => {
  const problem = (path: string, target: string): string | null => linkProblem(path, toUtf8(target));
  test('leads to what lies in the workspace', () => {
    for (const [path, target] of [
      ['l', 'a'],
      ['d/l', '../a'],
      ['d/l', './x/../../a'],
      ['l', 'a//b/'],
    ] as const)
      assert.equal(problem(path, target), null);
  });
  test('leads nowhere else', () => {
    for (const [path, target] of [
      ['l', '..'],
      ['d/l', '../../a'],
      ['d/l', '../../d/a'],
      ['l', 'a/../../b'],
    ] as const)
      assert.equal(problem(path, target), 'a target outside the workspace');
    assert.equal(problem('l', '/etc/passwd'), 'an absolute target');
  });
  test("never leads into git's own folder, however it is spelled", () => {
    for (const target of ['.git', '.git/hooks', 'd/../.GIT/hooks', '.g\u200cit/config', 'git~1', '.git./x'])
      assert.equal(problem('l', target), "a target in git's own folder");
    assert.equal(problem('d/l', '../.git'), "a target in git's own folder");
    for (const target of ['.gitignore', 'git/x', '\u00fc/x']) assert.equal(problem('l', target), null);
    assert.equal(linkProblem('l', Uint8Array.of(0xff, 0x61)), null);
  });
  test('holds what a link can hold', () => {
    for (const target of ['', 'a\0', 'a'.repeat(4_096)])
      assert.equal(problem('l', target), 'a target that no link can hold');
    assert.equal(problem('l', 'a'.repeat(4_095)), null);
  });
});
