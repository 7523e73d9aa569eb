import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { plainCommands, singleCommand } from './literal-words.ts';

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
    { words: ['npm', 'test'], variables: ['CI'] },
    { words: ['tail', '-5'], variables: [] },
  ]);
  assert.equal(plainCommands('a\nb || c', parse)?.length, 3);
});

test('reads no plain commands out of a line that redirects, expands, or runs in the background', () => {
  for (const line of [
    '',
    'a > b',
    'a 2>&3',
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
