import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';

const MAX_FILE_LINES = 400;
const BANNED_NAMES = ['utils', 'helpers', 'common', 'manager', 'service', 'v2', 'index', 'misc'];

function trackedFiles(): readonly string[] {
  if (existsSync('.git'))
    return execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
      .split('\n')
      .filter((file) => file !== '' && existsSync(file));
  return globSync('**/*', { exclude: ['node_modules/**', 'dist/**'] });
}

const sources = trackedFiles().filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));

test(`no source file is longer than ${MAX_FILE_LINES} lines`, () => {
  const long = sources.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
  assert.deepEqual(
    long.filter(({ lines }) => lines > MAX_FILE_LINES),
    [],
  );
});

test('no file has a name that says nothing', () => {
  const vague = sources.filter((file) =>
    basename(file, '.ts')
      .split(/[.-]/)
      .some((word) => BANNED_NAMES.includes(word)),
  );
  assert.deepEqual(vague, []);
});

test('file names are kebab-case', () => {
  const odd = sources.filter((file) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.ts$/.test(basename(file)));
  assert.deepEqual(odd, []);
});

test('no leftovers stand in the sources', () => {
  const words = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', '@ts-' + 'ignore', '@ts-' + 'nocheck', '.only' + '('];
  const found = sources.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  assert.deepEqual(found, []);
});

test('decision records are numbered once each', () => {
  const numbers = globSync('docs/decisions/*.md').map((file) => basename(file).slice(0, 4));
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of numbers) assert.match(number, /^\d{4}$/);
});
