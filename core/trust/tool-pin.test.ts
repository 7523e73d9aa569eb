import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { HashFunction } from '../hash.ts';
import { listingText, type ToolListing } from './tool-listing.ts';
import { digestTool, isWithheld, type PinState, standingOfCall, statusOnSight } from './tool-pin.ts';

const sha256: HashFunction = (data) => new Uint8Array(createHash('sha256').update(data).digest());
const ADD: ToolListing = { name: 'add', description: 'Adds.', inputSchema: { b: 1, a: 2 } };

test('digests the canonical listing, whatever the order of its members', () => {
  const text = '{"description":"Adds.","inputSchema":{"a":2,"b":1},"name":"add"}';
  const expected = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  assert.equal(digestTool(ADD, sha256), expected);
  assert.equal(digestTool({ inputSchema: { a: 2, b: 1 }, description: 'Adds.', name: 'add' }, sha256), expected);
});

test('gives two listings one digest only when they are the same', () => {
  const listing = fc.record(
    {
      name: fc.constantFrom('a', 'b'),
      title: fc.constantFrom('', 'x'),
      description: fc.string({ maxLength: 2 }),
      inputSchema: fc.dictionary(fc.constantFrom('a', 'b', 'title'), fc.constantFrom(0, '', 'x', null), {
        noNullPrototype: true,
      }),
    },
    { requiredKeys: ['name', 'inputSchema'] },
  ) as fc.Arbitrary<ToolListing>;
  fc.assert(
    fc.property(listing, listing, (first, second) => {
      const isSame = listingText(first) === listingText(second);
      assert.equal(digestTool(first, sha256) === digestTool(second, sha256), isSame);
    }),
  );
});

const pin = (status: PinState['status'], acceptedDigest: string | null, seenDigest: string): PinState => ({
  status,
  acceptedDigest,
  seenDigest,
});

describe('the status of a tool that is listed', () => {
  test('is new at first, and stays so until somebody decides', () => {
    assert.equal(statusOnSight(null, 'd1'), 'new');
    assert.equal(statusOnSight(pin('new', null, 'd1'), 'd2'), 'new');
  });

  test('stays vouched only for the accepted listing', () => {
    assert.equal(statusOnSight(pin('vouched', 'd1', 'd1'), 'd1'), 'vouched');
    assert.equal(statusOnSight(pin('vouched', 'd1', 'd1'), 'd2'), 'changed');
  });

  test('stays changed when the old listing comes back, and refused whatever comes', () => {
    assert.equal(statusOnSight(pin('changed', 'd1', 'd2'), 'd1'), 'changed');
    assert.equal(statusOnSight(pin('refused', 'd1', 'd1'), 'd1'), 'refused');
  });
});

describe('the standing of a call', () => {
  test('is that of its tool where it names the listing, or none', () => {
    for (const digest of ['d1', null]) {
      assert.equal(standingOfCall(pin('vouched', 'd1', 'd1'), digest), 'vouched');
      assert.equal(standingOfCall(pin('new', null, 'd1'), digest), 'new');
      assert.equal(standingOfCall(pin('refused', null, 'd1'), digest), 'refused');
    }
  });

  test('is changed where it names another listing', () => {
    assert.equal(standingOfCall(pin('vouched', 'd1', 'd1'), 'd2'), 'changed');
    assert.equal(standingOfCall(pin('new', null, 'd1'), 'd2'), 'changed');
    assert.equal(standingOfCall(pin('changed', 'd1', 'd2'), 'd1'), 'changed');
    assert.equal(standingOfCall(pin('refused', 'd1', 'd1'), 'd2'), 'refused');
  });
});

test('withholds from the model what is not accepted, and what is new and speaks to it', () => {
  const orders = [{ kind: 'instruction' as const, text: '' }];
  const name = [{ kind: 'shadowed-name' as const, text: '' }];
  assert.deepEqual(
    (['vouched', 'new', 'changed', 'refused'] as const).map((status) => isWithheld({ status, warnings: [] })),
    [false, false, true, true],
  );
  assert.equal(isWithheld({ status: 'new', warnings: orders }), true);
  assert.equal(isWithheld({ status: 'new', warnings: name }), false);
  assert.equal(isWithheld({ status: 'vouched', warnings: orders }), false);
});
