import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlarming, speaksToModel, WARNING_KINDS } from './tool-warning.ts';

test('keeps from the model what is an attack by being read, and only that', () => {
  const spoken = WARNING_KINDS.filter((kind) => speaksToModel([{ kind, text: '' }]));
  assert.deepEqual(spoken, ['hidden-text', 'instruction']);
  assert.equal(speaksToModel([]), false);
  assert.ok(spoken.every((kind) => isAlarming([{ kind, text: '' }])));
});
