import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveredDescriptors, isPassedOn, passedDescriptors } from './passed-descriptors.ts';

test('tells by its flags whether a descriptor is passed on', () => {
  assert.equal(isPassedOn('pos:\t0\nflags:\t0100000\nmnt_id:\t9\n'), true);
  assert.equal(isPassedOn('pos:\t0\nflags:\t02100000\nmnt_id:\t9\n'), false);
  for (const nothing of ['', 'pos:\t0\n', 'flags:\t\n', 'flags:\t9\n', 'more flags:\t0\n'])
    assert.equal(isPassedOn(nothing), false, nothing);
});

test('finds what would be passed on, in order, whatever is gone meanwhile', () => {
  const said = new Map([
    [1, 'flags:\t01\n'],
    [3, 'flags:\t0100000\n'],
    [12, 'flags:\t0\n'],
    [7, 'flags:\t02100000\n'],
  ]);
  const read = (descriptor: number): string => {
    const text = said.get(descriptor);
    if (text === undefined) throw new Error('it is gone');
    return text;
  };
  assert.deepEqual(passedDescriptors(['12', '0', '1', '9', '7', '3'], read), [3, 12]);
});

test('covers what a program would get beside what is wanted for it, and nothing of that', () => {
  const covered = coveredDescriptors(['pipe', 'pipe'], { inherited: [5, 1, 3], nothing: 9 });
  assert.deepEqual(covered, ['pipe', 'pipe', 'ignore', 9, 'ignore', 9]);
  assert.deepEqual(coveredDescriptors(['pipe'], { inherited: [], nothing: 9 }), ['pipe']);
});
