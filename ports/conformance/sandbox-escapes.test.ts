import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESCAPE_ATTEMPTS, testEscapesSucceedOutside } from './sandbox-escapes.ts';

test('there are at least sixty attempts, each with a name of its own', () => {
  const names = new Set(ESCAPE_ATTEMPTS.map(({ name }) => name));
  assert.equal(names.size, ESCAPE_ATTEMPTS.length);
  assert.ok(names.size >= 60, `${names.size}`);
});

testEscapesSucceedOutside();
