import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTION_LIMITS } from '../action/action.ts';
import type { JsonObject } from '../encoding/json.ts';
import { leavesOf } from './argument-leaves.ts';

test('lists values under their nearest key, the items of a list under the list’s', () => {
  const args: JsonObject = { a: 1, to: ['x', { deep: null }, ['y']], b: { c: true }, d: {}, e: [] };
  const leaves = leavesOf(args).map(({ name, value }) => [name, value]);
  assert.deepEqual(leaves, [
    ['a', 1],
    ['to', 'x'],
    ['c', true],
    ['deep', null],
    ['to', 'y'],
  ]);
});

test('refuses more values than an action can have, a value that holds itself included', () => {
  const many = { a: Array.from({ length: ACTION_LIMITS.nodes }, () => 1) };
  assert.throws(() => leavesOf(many), RangeError);
  const loop: { [key: string]: JsonObject } = {};
  loop['a'] = loop;
  assert.throws(() => leavesOf(loop), RangeError);
});
