import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingGuarantees } from './guarantee.ts';

test('names what is wanted and not enforced, in the order of the list', () => {
  assert.deepEqual(missingGuarantees(['terminal', 'freeze', 'network.none'], new Set(['freeze'])), [
    'network.none',
    'terminal',
  ]);
  assert.deepEqual(missingGuarantees(['freeze'], new Set(['freeze', 'snapshot'])), []);
});
