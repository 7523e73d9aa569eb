import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTION_LIMITS } from '../action/action.ts';
import type { JsonObject } from '../encoding/json.ts';
import { leavesOf, partsOf } from './argument-leaves.ts';

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

test('lists every name once, at any depth', () => {
  const args: JsonObject = { a: 1, to: ['x', { deep: null }], b: { a: true, c: {} } };
  assert.deepEqual([...partsOf(args).names], ['a', 'to', 'b', 'c', 'deep']);
});

test('refuses more values than an action can have, a value that holds itself included', () => {
  const many = { a: Array.from({ length: ACTION_LIMITS.nodes }, () => 1) };
  for (const list of [leavesOf, partsOf]) assert.throws(() => list(many), RangeError);
  const loop: { [key: string]: JsonObject } = {};
  loop['a'] = loop;
  for (const list of [leavesOf, partsOf]) assert.throws(() => list(loop), RangeError);
});
