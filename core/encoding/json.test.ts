import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isJsonObject } from './json.ts';

test('tells objects from everything else', () => {
  assert.ok(isJsonObject({}));
  assert.ok(isJsonObject({ a: 1 }));
  for (const value of [null, undefined, [], 'text', 1, true]) assert.equal(isJsonObject(value), false);
});
