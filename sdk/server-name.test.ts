import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isServerName } from './server-name.ts';

test('takes names that a tool’s name cannot run into', () => {
  for (const name of ['files', 'a', '7', 'my.files-2', 'a_b', 'x'.repeat(64)]) assert.ok(isServerName(name), name);
});

test('keeps the name of the gateway’s own tools for them, however it is written', () => {
  for (const name of ['countersign', 'Countersign', 'COUNTERSIGN']) assert.equal(isServerName(name), false, name);
  for (const name of ['countersigned', 'my-countersign']) assert.ok(isServerName(name), name);
});

test('refuses names under which two servers could have one tool, and names that nobody can read or write', () => {
  for (const name of ['', 'a__b', 'a_', '_a', '-a', '.a', 'a b', 'a/b', 'а', 'a\u200b', 'x'.repeat(65)])
    assert.equal(isServerName(name), false, JSON.stringify(name));
});
