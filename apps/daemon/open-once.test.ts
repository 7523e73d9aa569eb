import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOnce } from './open-once.ts';

test('opens once for all, and again after it failed', async () => {
  let count = 0;
  const door = openOnce(async () => {
    count += 1;
    if (count === 1) throw new Error('not yet');
    return count;
  });
  assert.equal(door.opened(), null);
  const first = await Promise.allSettled([door.get(), door.get()]);
  assert.deepEqual(
    first.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.deepEqual([await door.get(), await door.get(), await door.opened()], [2, 2, 2]);
});
