import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import {
  isReadableName,
  LISTING_LIMITS,
  listingProblems,
  listingText,
  presentFields,
  type ToolListing,
} from './tool-listing.ts';

function listed(more: Partial<ToolListing> = {}): ToolListing {
  return { name: 'add', inputSchema: { type: 'object' }, ...more };
}

function nested(depth: number): JsonObject {
  let value: JsonObject = {};
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}

function found(...tools: readonly ToolListing[]): readonly string[] {
  return listingProblems(tools).map((problem) => `${problem.path}: ${problem.found}`);
}

test('takes what servers list, up to the limits', () => {
  assert.deepEqual(found(), []);
  const full = listed({ title: 'Add', description: 'Adds.', outputSchema: {}, annotations: { readOnlyHint: true } });
  assert.deepEqual(found(full, listed({ name: 'b', inputSchema: nested(LISTING_LIMITS.depth - 1) })), []);
  assert.deepEqual(found(...Array.from({ length: LISTING_LIMITS.tools }, (_, at) => listed({ name: `t${at}` }))), []);
  assert.deepEqual(found(listed({ inputSchema: { list: [1, null, true, 1.5, 'x'] } })), []);
});

describe('a listing beyond the limits is refused, with what was found', () => {
  test('depth, even a hundred thousand levels of it', () => {
    for (const depth of [LISTING_LIMITS.depth, 100_000])
      assert.deepEqual(found(listed({ inputSchema: nested(depth) })), ['$.tools[0]: deeper nesting']);
  });

  test('the number of tools and of values', () => {
    const many = Array.from({ length: LISTING_LIMITS.tools + 1 }, (_, at) => listed({ name: `t${at}` }));
    assert.deepEqual(found(...many), ['$.tools: 1001 tools']);
    const wide = { list: Array.from({ length: LISTING_LIMITS.nodes }, () => 0) };
    assert.deepEqual(found(listed({ inputSchema: wide })), ['$.tools[0]: more values']);
  });

  test('the size of one tool and of all', () => {
    const frame = listingText(listed({ description: '' })).length;
    const description = 'x'.repeat(LISTING_LIMITS.toolBytes - frame);
    assert.deepEqual(found(listed({ description })), []);
    assert.deepEqual(found(listed({ description: `${description}x` })), ['$.tools[0]: 262145 bytes']);
    const large = Array.from({ length: 33 }, (_, at) =>
      listed({ name: `t${at + 10}`, description: 'x'.repeat(255_000) }),
    );
    assert.match(found(...large)[0] ?? '', /^\$\.tools: 84\d{5} bytes$/);
  });
});

test('refuses text that is no text and numbers that are no numbers, as value and as key', () => {
  const bad: readonly JsonObject[] = [{ a: '\ud800' }, { '\udc00': 1 }, { a: ['\ud800'] }];
  for (const inputSchema of bad) assert.deepEqual(found(listed({ inputSchema })), ['$.tools[0]: a lone surrogate']);
  assert.deepEqual(found(listed({ description: '\ud800' })), ['$.tools[0]: a lone surrogate']);
  const proto = JSON.parse('{"type":"object","properties":{"__proto__":{}}}') as JsonObject;
  assert.deepEqual(found(listed({ inputSchema: proto })), ['$.tools[0]: the key __proto__']);
  const infinite = { a: Number.POSITIVE_INFINITY };
  assert.deepEqual(found(listed({ inputSchema: infinite })), ['$.tools[0]: a number that is not finite']);
});

test('refuses a name that comes twice, and names that people cannot read', () => {
  assert.deepEqual(found(listed(), listed({ title: 'x' })), ['$.tools[1]: a name that comes twice']);
  for (const name of ['', 'x'.repeat(129), 'a\nb', 'a\u200bb', '\u202ea', 'a\u{e0041}', '\ud800', 'a\u00a0b'])
    assert.equal(isReadableName(name), false, JSON.stringify(name));
  for (const name of ['a', 'read_file', 'Größe', '検索', 'x'.repeat(128)])
    assert.equal(isReadableName(name), true, name);
  assert.deepEqual(found(listed({ name: 'a\u200b' })), ['$.tools[0]: a name that cannot be read']);
});

test('names at most thirty-two problems', () => {
  assert.equal(found(...Array.from({ length: 100 }, () => listed({ name: '' }))).length, 32);
});

test('keeps nothing but the fields of a listing, in canonical order', () => {
  const given = { ...listed({ title: 'Add', description: 'Adds.' }), _meta: { x: 1 } } as ToolListing;
  assert.equal(
    listingText(given),
    '{"description":"Adds.","inputSchema":{"type":"object"},"name":"add","title":"Add"}',
  );
});

test('is the same listing without the parts that are there as undefined', () => {
  const loose = { name: 'add', inputSchema: {}, title: undefined, description: 'Adds.', other: undefined };
  const present = presentFields(loose);
  assert.deepEqual(Object.keys(present).toSorted(), ['description', 'inputSchema', 'name']);
  assert.equal(listingText(present), '{"description":"Adds.","inputSchema":{},"name":"add"}');
});
