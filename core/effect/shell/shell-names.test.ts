import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAssignment, isDigits, isShellName } from './shell-names.ts';

test('knows names', () => {
  for (const name of ['a', '_', 'A1', 'HOME']) assert.equal(isShellName(name), true, name);
  for (const name of ['', '1a', 'a-b', 'é']) assert.equal(isShellName(name), false, name);
});

test('knows numbers', () => {
  assert.equal(isDigits('0123'), true);
  for (const text of ['', '1a', '-1']) assert.equal(isDigits(text), false, text);
});

test('knows assignments', () => {
  for (const word of ['A=', 'A=1', 'A+=1', 'A[0]=1', 'A[x]+=1']) assert.equal(isAssignment(word), true, word);
  for (const word of ['A', '=1', '1A=1', '--a=1', 'a.b=1', 'A[0=1', '[0]=1'])
    assert.equal(isAssignment(word), false, word);
});
