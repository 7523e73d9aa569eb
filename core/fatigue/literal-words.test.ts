import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { isLog, plainCommands, singleCommand } from './literal-words.ts';

const parse = await openShellParser();

test('reads one command as its whole argument vector, quotes resolved', () => {
  assert.deepEqual(singleCommand('npm run "build all"', parse), ['npm', 'run', 'build all']);
  assert.deepEqual(singleCommand("git add 'a*'", parse), ['git', 'add', 'a*']);
});

test('reads no command out of a line that does anything beside it', () => {
  for (const line of [
    '',
    'a; b',
    'a && b',
    'a | b',
    'a > out',
    'A=1 a',
    'A=1',
    'a $X',
    'a $(b)',
    'a `b`',
    'a <(b)',
    'a *.ts',
    'a {b,c}',
    'a ~/b',
    'a &',
    '( a )',
    'if a; then b; fi',
    'a "unclosed',
    `a ${'x'.repeat(5_000)}`,
  ])
    assert.equal(singleCommand(line, parse), null, line.slice(0, 40));
});

test('reads a line of plain commands, in their order, with the variables that are set', () => {
  assert.deepEqual(plainCommands('cd a && CI=1 npm test 2>&1 | tail -5', parse), [
    { words: ['cd', 'a'], variables: [] },
    { words: ['npm', 'test'], variables: ['CI=1'] },
    { words: ['tail', '-5'], variables: [] },
  ]);
  assert.equal(plainCommands('a\nb || c', parse)?.length, 3);
});

test('reads no plain commands out of a line that redirects, expands, or runs in the background', () => {
  for (const line of [
    '',
    'a > b',
    'a > /etc/x.log',
    'a > ../x.log',
    'a > $X.log',
    'a <> x.log',
    'a 2>&3',
    'a src/.*',
    'a *.ts',
    'a -x/*.ts',
    'a /x*/*',
    'a *b/c',
    './tools/* x',
    'a src/{b,c}/*.ts',
    'a src/$X/*.ts',
    'a >& b',
    'a < b',
    'a $X',
    'A=$X a',
    'A=(b c) d',
    'A+=b c',
    'A=1',
    'a &',
    'f() { a; }',
    'for x in a; do b; done',
    'a; {',
    Array.from({ length: 33 }, () => 'a').join('; '),
  ])
    assert.equal(plainCommands(line, parse), null, line.slice(0, 40));
});

test('reads patterns of files below a folder that is named, as they are written', () => {
  assert.deepEqual(plainCommands("eslint src/**/*.ts ./a/?.js 'test/*.ts'", parse)?.[0]?.words, [
    'eslint',
    'src/**/*.ts',
    './a/?.js',
    'test/*.ts',
  ]);
});

test('reads output that goes nowhere or into a log', () => {
  for (const line of ['a > /dev/null 2>&1', 'a >> test.log', 'a &> out/test.txt', 'a 2> errors.log'])
    assert.equal(plainCommands(line, parse)?.length, 1, line);
  assert.equal(isLog('-o.log'), false);
});
