import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hintOf } from './argument-names.ts';

const CASES: readonly (readonly [string, string | null])[] = [
  ['path', 'path'],
  ['File_Path', 'path'],
  ['file-name', 'path'],
  ['command', 'shell'],
  ['TO', 'recipient'],
  ['amount', 'amount'],
  ['card_number', 'money'],
  ['sql', 'statement'],
  ['base_url', 'host'],
  ['note', null],
  ['__proto__', null],
  ['constructor', null],
  [`${'x'.repeat(100)}path`, null],
];

for (const [name, hint] of CASES) {
  test(`takes ${name.slice(0, 20)} for ${hint ?? 'nothing'}`, () => assert.equal(hintOf(name), hint));
}
