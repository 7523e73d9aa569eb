import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buttonCode, handleOfCode } from './button-code.ts';
import { BUTTON_VERBS } from './notification-channel.ts';

test('writes a verb and a handle in 18 characters, and reads the handle back', () => {
  const codes = BUTTON_VERBS.map((verb) => buttonCode({ verb, handle: '0123456789abcdef' }));
  assert.equal(new Set(codes).size, BUTTON_VERBS.length);
  for (const code of codes) {
    assert.equal(code.length, 18);
    assert.equal(handleOfCode(code), '0123456789abcdef');
  }
});

test('reads nothing out of what it cannot have written', () => {
  const odd: readonly unknown[] = [
    null,
    undefined,
    7,
    {},
    ['a:0123456789abcdef'],
    '',
    'a:',
    'a:0123456789abcde',
    'a:0123456789abcdefg',
    'x:0123456789abcdef',
    'a:0123456789abcdeu',
    'a:0123456789abcde\n',
    ' a:0123456789abcdef',
  ];
  for (const code of odd) assert.equal(handleOfCode(code), null);
});
