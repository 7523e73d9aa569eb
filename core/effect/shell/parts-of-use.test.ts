import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { literalArgument } from './argument.ts';
import { partsOfUse } from './parts-of-use.ts';
import type { Use } from './program-rule.ts';

/** Words by their use, and the plain uses that they are made of. */
const WORDS: readonly (readonly [Use, string, string])[] = [
  ['beside', 'a/b.adoc', 'read=a/b.adoc write=a/b'],
  ['beside', '.bashrc', 'read=.bashrc write=.bashrc'],
  ['beside', 'a/..', 'read=a/.. write=a/..'],
  ['beside', './...', 'read=./... write=./...'],
  ['beside', 'a.b/c', 'read=a.b/c write=a.b/c'],
  ['beside', 'https://h/a.adoc', 'read=https://h/a.adoc'],
  ['pair', 'a.scss:b.css', 'read=a.scss write=b.css'],
  ['pair', 'a.scss', 'read=a.scss'],
  ['pair', 'https://h/a', 'read=https://h/a'],
  ['named-read', 'id=x,src=a', 'read=x read=a'],
  ['named-write', 'link=a', 'write=a'],
  ['named-write', 'a', 'write=a'],
  ['filter', '.a | load("b")', 'read=b'],
  ['filter', '.a', ''],
  ['filter', 'env', 'secret=\uE000'],
  ['filter-or-file', 'a.yml', 'read=a.yml'],
  ['filter-or-file', '.', ''],
  ['filter-or-file', 'load("b")', 'read=b'],
];

describe('The parts of a use', () => {
  for (const [use, word, parts] of WORDS) {
    test(`${use} ${word}`, () => {
      const found = partsOfUse(use, literalArgument(word, { start: 0, end: 0 })) ?? [];
      assert.equal(found.map((part) => `${part.use}=${part.argument.text}`).join(' '), parts);
    });
  }
});

test('a plain use has none', () => {
  assert.equal(partsOfUse('read', literalArgument('a', { start: 0, end: 0 })), null);
});
