import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHarmlessSetting } from '../effect/shell/harmless-settings.ts';
import { unwrapCommand } from './unwrap-command.ts';

const unwrapped = (line: string): string => unwrapCommand(line.split(' ')).join(' ');

test('takes off what stands before a command and leaves it the same', () => {
  for (const [line, own] of [
    ['make test', 'make test'],
    ['time make test', 'make test'],
    ['env CI=1 DEBUG=x npm test', 'npm test'],
    ['cross-env NODE_ENV=test c8 mocha', 'mocha'],
    ['./node_modules/.bin/eslint src', 'eslint src'],
    ['node_modules/.bin/eslint src', 'eslint src'],
    ['uv run pytest -q', 'pytest -q'],
    ['coverage run -m pytest', 'pytest'],
    ['npx --no-install tsc', 'tsc'],
  ] as const)
    assert.equal(unwrapped(line), own, line);
});

test('leaves what sets another variable, fetches a program, or is nested too deep', () => {
  for (const line of [
    '',
    'env',
    'env NODE_OPTIONS=-r npm test',
    'env CI=1 PATH=. npm test',
    'npx tsc',
    'sudo make test',
    'node_modules/.bin/x/eslint',
  ])
    assert.equal(unwrapped(line), line, line);
  assert.equal(unwrapped('env -i npm test'), '-i npm test');
  assert.equal(unwrapped('time time time time time make'), 'time make');
});

test('knows variables that say how much to print, and what Node.js may be told', () => {
  assert.equal(isHarmlessSetting('CI=true'), true);
  assert.equal(isHarmlessSetting('LD_PRELOAD=x'), false);
  assert.equal(isHarmlessSetting('NODE_OPTIONS=--max-old-space-size=8192 --no-warnings'), true);
  assert.equal(isHarmlessSetting('NODE_OPTIONS=--no-warnings --require=./x'), false);
});
