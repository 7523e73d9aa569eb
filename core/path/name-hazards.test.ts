import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hazardsOfName, type NameHazard } from './name-hazards.ts';

const CASES: readonly (readonly [string, readonly NameHazard[]])[] = [
  ['a.ts', []],
  ['.gitignore', []],
  ['simple.git', []],
  ['.git', ['git']],
  ['.GIT', ['git']],
  ['git~1', ['git', 'short-name']],
  ['.git ', ['git', 'trailing']],
  ['.git::$INDEX_ALLOCATION', ['git', 'stream']],
  ['.g\u200cit', ['git']],
  ['.\uff47it', ['git', 'mixed-letters']],
  ['a:b', ['stream']],
  ['con', ['device']],
  ['CON.txt', ['device']],
  ['nul .txt', ['device']],
  ['COM1', ['device']],
  ['lpt\u00b9.x', ['device']],
  ['com', []],
  ['comx', []],
  ['com10', []],
  ['console', []],
  ['a.', ['trailing']],
  ['a ', ['trailing']],
  ['...', ['trailing']],
  ['PROGRA~1', ['short-name']],
  ['A~12.TXT', ['short-name']],
  ['main~x', []],
  ['~1', []],
  ['a~', []],
  ['x.y~1', []],
  ['longername~1', []],
  ['a~1.json', []],
  ['a~1.b.c', []],
  ['a\u2215b', ['look-alike']],
  ['\u2025', ['look-alike']],
  ['p\u0430th', ['mixed-letters']],
];

for (const [name, expected] of CASES) {
  test(`finds ${JSON.stringify(name)} ${expected.length === 0 ? 'plain' : expected.join(', ')}`, () => {
    assert.deepEqual(hazardsOfName(name), expected);
  });
}
