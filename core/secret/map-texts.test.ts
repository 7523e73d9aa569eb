import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapTexts } from './map-texts.ts';

test('Changes texts at any depth, and leaves names and everything else', () => {
  const value = { a: 'x', x: [1, null, 'x', { b: ['x', true] }] };
  assert.deepEqual(
    mapTexts(value, (text) => text.replace('x', 'y')),
    { a: 'y', x: [1, null, 'y', { b: ['y', true] }] },
  );
  assert.equal(
    mapTexts('x', () => 'z'),
    'z',
  );
});

test('Answers the very same value where nothing changes', () => {
  const value = { a: ['b', { c: 'd' }] };
  assert.equal(
    mapTexts(value, (text) => text),
    value,
  );
});
