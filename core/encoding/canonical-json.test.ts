import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import type { Json, JsonObject } from './json.ts';

test('writes the example of RFC 8785 §3.2.2', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonicalJson(value),
    `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
  );
});

test('orders keys by UTF-16 code units, as in RFC 8785 §3.2.3', () => {
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
  const sorted = ['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
  assert.equal(
    canonicalJson(Object.fromEntries(keys.map((key) => [key, 0]))),
    `{${sorted.map((key) => `"${key}":0`).join(',')}}`,
  );
});

test('writes empty values and negative zero in one way', () => {
  assert.equal(canonicalJson([{}, [], '', -0, 0]), '[{},[],"",0,0]');
});

test('leaves out a key whose value is undefined', () => {
  const value = { a: undefined, b: 1, c: undefined, d: 2 } as unknown as JsonObject;
  assert.equal(canonicalJson(value), '{"b":1,"d":2}');
});

test('keeps a key that is called __proto__', () => {
  assert.equal(canonicalJson(JSON.parse('{"__proto__":{"a":1},"a":2}') as Json), '{"__proto__":{"a":1},"a":2}');
});

test('throws for a number that JSON cannot hold', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assert.throws(() => canonicalJson([value]), RangeError);
  }
});

test('does not depend on the order of keys, and means the value it was made of', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const canonical = canonicalJson(value as Json);
      assert.deepEqual(JSON.parse(canonical), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(reversed(value as Json)), canonical);
    }),
  );
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => reversed(item as Json));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([key, item]) => [key, reversed(item)] as const);
  return Object.fromEntries(entries.reverse());
}
