import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedShelf } from './bounded-shelf.ts';

const keysOf = (shelf: BoundedShelf<number>): string => [...'abcdef'].filter((key) => shelf.get(key) !== null).join('');

test('lets the least used lately give way when there are too many', () => {
  const shelf = new BoundedShelf<number>({ maxSize: 100, maxCount: 2 });
  shelf.set('a', 1, 1);
  shelf.set('b', 2, 1);
  assert.equal(shelf.get('a'), 1);
  shelf.set('c', 3, 1);
  assert.equal(keysOf(shelf), 'ac');
});

test('lets as many give way as a large one needs, and keeps none that is too large for all', () => {
  const shelf = new BoundedShelf<number>({ maxSize: 10, maxCount: 9 });
  for (const key of 'abc') shelf.set(key, 1, 3);
  shelf.set('d', 1, 7);
  assert.equal(keysOf(shelf), 'cd');
  shelf.set('e', 1, 11);
  assert.equal(keysOf(shelf), 'cd');
});

test('counts a value that is set again or taken away once', () => {
  const shelf = new BoundedShelf<number>({ maxSize: 10, maxCount: 9 });
  for (let count = 0; count < 5; count++) shelf.set('a', count, 9);
  assert.equal(shelf.get('a'), 4);
  shelf.delete('a');
  shelf.delete('a');
  shelf.set('b', 1, 10);
  assert.equal(keysOf(shelf), 'b');
  shelf.clear();
  shelf.set('c', 1, 10);
  assert.equal(keysOf(shelf), 'c');
});
