import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openSnapshotLanes } from './snapshot-lanes.ts';

/** Work that ends when it is told to, and what of it began and ended. */
function makeWork() {
  const done: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => async (): Promise<string> => {
    done.push(`+${name}`);
    await new Promise<void>((end) => ends.set(name, end));
    done.push(`-${name}`);
    return name;
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await nextTurn();
  };
  return { work, end, done };
}

test('does the work of one lane in order, and that of others meanwhile', async () => {
  const lanes = openSnapshotLanes();
  const { work, end, done } = makeWork();
  const all = [lanes.inLane('a', work('a1')), lanes.inLane('a', work('a2')), lanes.inLane('b', work('b1'))];
  await nextTurn();
  assert.deepEqual(done, ['+a1', '+b1']);
  await end('b1');
  await end('a1');
  assert.deepEqual(done, ['+a1', '+b1', '-b1', '-a1', '+a2']);
  await end('a2');
  assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'b1']);
});

test('lets what must be alone wait without holding anything up, and keeps everything out while it is at work', async () => {
  const lanes = openSnapshotLanes();
  const { work, end, done } = makeWork();
  const all = [
    lanes.inLane('a', work('a')),
    lanes.alone(work('purge')),
    lanes.inLane('b', work('b')),
    lanes.alone(work('sweep')),
  ];
  await nextTurn();
  assert.deepEqual(done, ['+a', '+b']);
  await end('a');
  await end('b');
  all.push(lanes.inLane('a', work('later')));
  await nextTurn();
  assert.deepEqual(done.slice(4), ['+purge']);
  await end('purge');
  assert.deepEqual(done.slice(6), ['+sweep']);
  await end('sweep');
  await end('later');
  assert.equal((await Promise.all(all)).length, 5);
});

test('goes on after work that failed', async () => {
  const lanes = openSnapshotLanes();
  const failing = lanes.inLane('a', () => Promise.reject(new Error('no')));
  const next = lanes.inLane('a', async () => 'went on');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'went on');
  await assert.rejects(
    lanes.alone(() => Promise.reject(new Error('neither'))),
    /neither/,
  );
  assert.equal(await lanes.alone(async () => 'alone'), 'alone');
});

test('works in sixteen lanes at once', async () => {
  const lanes = openSnapshotLanes();
  const { work, end, done } = makeWork();
  const names = Array.from({ length: 17 }, (_, index) => `w${index}`);
  const all = names.map((name) => lanes.inLane(name, work(name)));
  await nextTurn();
  assert.equal(done.length, 16);
  await end('w3');
  assert.deepEqual(done.slice(16), ['-w3', '+w16']);
  for (const name of names) await end(name);
  await Promise.all(all);
});
