import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';
import { sameJson } from './same-json.ts';

test('two values are the same when their canonical texts are', () => {
  const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: true }).map((given) => given as Json);
  fc.assert(
    fc.property(value, value, (one, other) => {
      assert.equal(sameJson(one, other), canonicalJson(one) === canonicalJson(other));
      assert.equal(sameJson(one, structuredClone(one)), true);
    }),
  );
});

test('an array is no object, and a missing member no other one', () => {
  assert.equal(sameJson([], {}), false);
  assert.equal(sameJson({ a: 1 }, { b: 1 }), false);
  assert.equal(sameJson({ a: 1 }, { a: 1, b: 2 }), false);
  assert.equal(sameJson({ a: 1, b: [null] }, { b: [null], a: 1 }), true);
  assert.equal(sameJson(null, {}), false);
  assert.equal(sameJson(1, '1'), false);
});
