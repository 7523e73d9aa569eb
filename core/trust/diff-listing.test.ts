import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalJson } from '../encoding/canonical-json.ts';
import type { JsonObject } from '../encoding/json.ts';
import { diffListing, MAX_CHANGES } from './diff-listing.ts';

test('tells each place that differs, by its path, with both values', () => {
  const before = { name: 'add', description: 'Adds.', inputSchema: { properties: { a: { type: 'number' }, b: {} } } };
  const after = { name: 'add', title: 'Add', inputSchema: { properties: { a: { type: 'string' }, b: {}, c: [1] } } };
  assert.deepEqual(diffListing(before, after), [
    { path: 'description', before: '"Adds."', after: null },
    { path: 'inputSchema.properties.a.type', before: '"number"', after: '"string"' },
    { path: 'inputSchema.properties.c', before: null, after: '[1]' },
    { path: 'title', before: null, after: '"Add"' },
  ]);
});

test('compares lists of one length value by value, others whole', () => {
  assert.deepEqual(diffListing({ a: [1, 2] }, { a: [1, 3] }), [{ path: 'a.1', before: '2', after: '3' }]);
  assert.deepEqual(diffListing({ a: [1] }, { a: [1, 3] }), [{ path: 'a', before: '[1]', after: '[1,3]' }]);
  assert.deepEqual(diffListing({ a: [] }, { a: {} }), [{ path: 'a', before: '[]', after: '{}' }]);
});

test('knows the members of an object from what every object has', () => {
  const after = JSON.parse('{"__proto__":1,"constructor":2}') as JsonObject;
  assert.deepEqual(diffListing({}, after), [
    { path: '__proto__', before: null, after: '1' },
    { path: 'constructor', before: null, after: '2' },
  ]);
});

test('tells at most two hundred changes', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, at]));
  assert.equal(diffListing({}, many).length, MAX_CHANGES);
});

test('finds a difference exactly where there is one', () => {
  const value = fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue({ maxDepth: 2 }), {
    noNullPrototype: true,
  }) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(value, value, (before, after) => {
      const isSame = canonicalJson(before) === canonicalJson(after);
      assert.equal(diffListing(before, after).length === 0, isSame);
    }),
  );
});
