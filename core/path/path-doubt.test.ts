import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathDoubt } from './path-doubt.ts';

const DOUBTS: readonly (readonly [string, string | null])[] = [
  ['src/a.ts', null],
  ['src/été 文.ts', null],
  ['a\\b', 'a path with a backslash'],
  ['C:/x', 'a path with a drive letter'],
  ['1:/x', null],
  ['a\u0001b', 'a path with invisible characters'],
  ['a\nb', 'a path with invisible characters'],
  ['a\u0085b', 'a path with invisible characters'],
  ['a\u202eb', 'a path with invisible characters'],
  ['a\u200bb', 'a path with invisible characters'],
  ['a\u{e0041}b', 'a path with invisible characters'],
  ['src\u2215a.ts', 'a path with a character that looks like a slash'],
  ['p\u0430ckage.json', 'a path with letters of one alphabet among those of another'],
  ['%2e%2e%2fx', 'a path that leads elsewhere once its escapes are decoded'],
  ['a%20b', null],
];

for (const [path, doubt] of DOUBTS) {
  test(`finds in ${JSON.stringify(path)} ${doubt ?? 'nothing to doubt'}`, () => assert.equal(pathDoubt(path), doubt));
}
