import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKeys } from './keys.ts';

test('reads single keys', () => {
  assert.deepEqual(readKeys('y'), [{ kind: 'character', character: 'y' }]);
  assert.deepEqual(readKeys('🙂'), [{ kind: 'character', character: '🙂' }]);
  const kinds = ['\r', '\u007f', '\u001b', '\u0003', '\u0004', '\u001a', '\u0001'].map(
    (data) => readKeys(data)[0]?.kind,
  );
  assert.deepEqual(kinds, ['enter', 'backspace', 'escape', 'interrupt', 'interrupt', 'suspend', 'other']);
});

test('takes an escape sequence for one key that means nothing, whatever letters it holds', () => {
  for (const sequence of ['\u001b[A', '\u001bOy', '\u001b[1;5y', '\u001by', '\u001b[200~', '\u001b[<0;1;1M']) {
    assert.deepEqual(readKeys(sequence), [{ kind: 'other' }], JSON.stringify(sequence));
  }
});

test('keeps keys that arrive together apart', () => {
  assert.deepEqual(
    readKeys('y\u001b[An').map(({ kind }) => kind),
    ['character', 'other', 'character'],
  );
});
