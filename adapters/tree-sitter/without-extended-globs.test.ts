import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from './open-shell-parser.ts';
import { withoutExtendedGlobs } from './without-extended-globs.ts';

const parse = await openShellParser();

test('selects by braces and stars at least every name that an extended pattern selects', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['ls @(a|b).txt', 'ls {a,b}.txt'],
    ['ls @(a)', 'ls a'],
    ['cat ?(x|y)z', 'cat {,x,y}z'],
    ['ls *.+(jpg|png)', 'ls *.{jpg,png}*'],
    ['ls *(a|b)', 'ls {,a,b}*'],
    ['ls !(*.o)', 'ls *'],
    ['rm -rf src/!(a|b) && ls', 'rm -rf src/* && ls'],
    ['cat !(.env|x)', 'cat {*,.*}'],
    ["grep '!(x|y)' f @(a|b) @(c|d)", "grep '!(x|y)' f {a,b} {c,d}"],
    ['shopt -s extglob; ls /tmp/@(a|b)/c', 'shopt -s extglob; ls /tmp/{a,b}/c'],
  ];
  for (const [line, plain] of cases) assert.equal(withoutExtendedGlobs(line)?.text, plain);
});

test('leaves everything that could be more than a choice of names', () => {
  for (const line of [
    ...[
      '!(rm|ls)',
      'if !(a|b); then :; fi',
      'time -p !(a|b)',
      'ls; !(a|b)',
      'ls\n!(a|b)',
      'then !(a|b)',
      '{ !(a|b); }',
    ],
    ...[
      'ls !(rm -rf x|y)',
      'ls @(a;b|c)',
      'ls @(a/b|c)',
      'ls @(a,b|c)',
      'ls @(@(a|b)|c)',
      'ls @()',
      'ls @(a|b',
      'ls @(a|$(id))',
    ],
    ...[
      'A=@(a|b) ls',
      'ls > @(a|b)',
      'ls "x" "@(a|b)',
      'ls $x @(a|b)',
      'ls `id` @(a|b)',
      'ls <<E @(a|b)\nE',
      'ls \\@(a|b)',
    ],
    ...[
      'ls *(e-id-)',
      'ls !(keep)',
      'ls *(+f)',
      "ls *(.e'id')",
      'ls @(a|b)(c)',
      'alias x=y; ls @(a|b)',
      'ls @([a|b])',
      'ls a b',
    ],
  ])
    assert.equal(withoutExtendedGlobs(line), null, line);
});

test('reads a line with extended patterns, with the places of the line as it was written', () => {
  const line = 'rm -rf src/@(one|two) && ls !(*.o) x';
  const { statements, problem } = parse(line);
  assert.equal(problem, null);
  const [list] = statements;
  assert.ok(list?.kind === 'and-or' && list.first.kind === 'command' && list.second.kind === 'command');
  const shown = [...list.first.words, ...list.second.words].map(({ span }) => line.slice(span.start, span.end));
  assert.deepEqual(shown, ['rm', '-rf', 'src/@(one|two)', 'ls', '!(*.o)', 'x']);
});

test('leaves a line that no shell can read as it is, with what is wrong with it', () => {
  assert.notEqual(parse('ls @(a|b) )').problem, null);
  assert.notEqual(parse('!(a|b) )').problem, null);
});
