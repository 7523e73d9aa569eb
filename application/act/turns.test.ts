import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { Turns } from './turns.ts';

test('lets two work at once, the others in their order, and refuses who comes when too many wait', async () => {
  const turns = new Turns('draft a change', { atOnce: 2, waiting: 2 });
  const order: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string): Promise<string> =>
    turns.take(async () => {
      order.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      return name;
    });
  const all = ['a', 'b', 'c', 'd'].map(begin);
  await assert.rejects(begin('e'), {
    code: 'unavailable',
    message: 'draft a change: found 2 that wait already, want fewer',
  });
  await turnOfLoop();
  assert.deepEqual(order, ['a', 'b']);
  for (const name of ['b', 'a', 'c', 'd']) {
    ends.get(name)?.();
    await turnOfLoop();
  }
  assert.deepEqual(order, ['a', 'b', 'c', 'd']);
  assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
});

test('gives a turn on when its work failed', async () => {
  const turns = new Turns('draft a change', { atOnce: 1, waiting: 1 });
  const failed = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'done');
  await assert.rejects(failed, { message: 'no' });
  assert.equal(await next, 'done');
});
