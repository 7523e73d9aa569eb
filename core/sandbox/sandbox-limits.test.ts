import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXCESSES } from './sandbox-limits.ts';

test('names every reason to end a program once, in one word of lower case', () => {
  assert.equal(new Set(EXCESSES).size, EXCESSES.length);
  for (const excess of EXCESSES) assert.match(excess, /^[a-z]+$/);
});
