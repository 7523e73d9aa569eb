import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellSeldom } from './tell-seldom.ts';

test('tells of the same trouble once in ten minutes, of another at once, and keeps a bounded number', () => {
  const told: string[] = [];
  let nowMs = 0;
  const tell = tellSeldom(
    (channel, reason) => told.push(`${channel}: ${reason}`),
    () => nowMs,
  );
  for (let round = 0; round < 10; round++) tell('chat', 'a place is gone');
  tell('chat', 'no answer');
  tell('other', 'a place is gone');
  assert.deepEqual(told, ['chat: a place is gone', 'chat: no answer', 'other: a place is gone']);
  nowMs = 599_999;
  tell('chat', 'a place is gone');
  assert.equal(told.length, 3);
  nowMs = 600_000;
  tell('chat', 'a place is gone');
  assert.equal(told.length, 4);
  for (let reason = 0; reason < 300; reason++) tell('chat', `reason ${reason}`);
  tell('chat', 'a place is gone');
  assert.equal(told.length, 305);
});
