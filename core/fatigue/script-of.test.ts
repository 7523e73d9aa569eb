import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeEffect } from '../effect/make-effect.ts';
import { scriptOf, scriptsRun } from './script-of.ts';

const fileOf = (line: string): string | null => scriptOf(line.split(' '))?.file ?? null;

test('finds the file that a command runs', () => {
  for (const [line, file] of [
    ['./tools/check.sh', './tools/check.sh'],
    ['tools/check.sh -v', 'tools/check.sh'],
    ['node scripts/a.js', 'scripts/a.js'],
    ['node --experimental-strip-types a.mts b', 'a.mts'],
    ['bun run a.ts', 'a.ts'],
    ['python3 a.py', 'a.py'],
    ['bash a.sh', 'a.sh'],
  ] as const)
    assert.equal(fileOf(line), file, line);
  assert.deepEqual(scriptOf(['node', 'a.js', '-x', 'b']), { file: 'a.js', operands: ['-x', 'b'] });
});

test('finds none where none is named, or an option may name another', () => {
  for (const line of [
    '',
    'ls a',
    'node',
    'node --test',
    'node -r ./x a.js',
    'python -m pytest',
    'bash -c id',
    'node -u',
  ])
    assert.equal(fileOf(line), null, line);
});

test('names the files that effects run, and every word where an option may hide one', () => {
  const run = (value: string) => makeEffect('process.run', { kind: 'command', value }, { detail: '' });
  const read = makeEffect('file.read', { kind: 'path', value: '/work/a.js' }, { detail: '' });
  assert.deepEqual(scriptsRun([run('node  a.js b'), run('npm test'), run(''), read]), ['a.js']);
  assert.deepEqual(scriptsRun([run('time ./x.sh'), run('node --inspect a.js')]), ['./x.sh', 'a.js']);
});
