import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysItReads } from './says-it-reads.ts';

test('believes a listing that says so, and says nothing else', () => {
  const said = (name: string, annotations?: { readonly [hint: string]: boolean | string }): boolean =>
    saysItReads({ name, ...(annotations === undefined ? {} : { annotations }) });
  assert.equal(said('search_code', { readOnlyHint: true }), true);
  assert.equal(said('directory_tree', { readOnlyHint: true, destructiveHint: false }), true);
  assert.equal(said('search_code'), false);
  assert.equal(said('search_code', {}), false);
  assert.equal(said('search_code', { readOnlyHint: 'true' }), false);
  assert.equal(said('search_code', { readOnlyHint: true, destructiveHint: true }), false);
});

test('believes no tool whose name says that it does something', () => {
  for (const name of ['delete_file', 'get_or_create_user', 'sendMail', 'mcp__bank__transfer', 'drop-table'])
    assert.equal(saysItReads({ name, annotations: { readOnlyHint: true } }), false, name);
});
