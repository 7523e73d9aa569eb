import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseName, isWithin, normalisePath } from './normalise-path.ts';

const PLACE = { cwd: '/home/ada/site', home: '/home/ada' };

const CASES: readonly (readonly [string, string | null])[] = [
  ['a.ts', '/home/ada/site/a.ts'],
  ['./a//b/.', '/home/ada/site/a/b'],
  ['../x', '/home/ada/x'],
  ['../../../../../etc/passwd', '/etc/passwd'],
  ['/etc/../etc//passwd/', '/etc/passwd'],
  ['/', '/'],
  ['/..', '/'],
  ['~', '/home/ada'],
  ['~/x', '/home/ada/x'],
  ['~bob/x', '/home/ada/site/~bob/x'],
  ['...', '/home/ada/site/...'],
  ['', null],
  ['a\0b', null],
  ['a'.repeat(4_097), null],
];

for (const [path, expected] of CASES) {
  test(`reads ${JSON.stringify(path.slice(0, 32))} as ${expected ?? 'no path'}`, () => {
    assert.equal(normalisePath(path, PLACE), expected);
  });
}

test('tells what lies within a folder by whole segments', () => {
  assert.equal(isWithin('/a/b', '/a/b'), true);
  assert.equal(isWithin('/a/b/c', '/a/b'), true);
  assert.equal(isWithin('/a/bc', '/a/b'), false);
  assert.equal(isWithin('/a', '/'), true);
});

test('names the last segment', () => {
  assert.equal(baseName('/a/b.ts'), 'b.ts');
  assert.equal(baseName('/'), '');
});
