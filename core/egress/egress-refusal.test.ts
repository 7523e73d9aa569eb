import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EGRESS_REFUSALS } from './egress-refusal.ts';

test('names every refusal once, in lower case behind its area', () => {
  assert.equal(new Set(EGRESS_REFUSALS).size, EGRESS_REFUSALS.length);
  for (const code of EGRESS_REFUSALS) assert.match(code, /^egress\.[a-z-]+$/);
});
