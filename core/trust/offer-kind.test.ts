import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerKindOf, offerName, offerOf } from './offer-kind.ts';

test('knows an offer by its name, and no tool for one', () => {
  assert.equal(offerKindOf(offerName('prompt', 'haiku')), 'prompt');
  for (const name of ['read_file', 'prompt', 'prompts:x', 'resources/read', '']) assert.equal(offerKindOf(name), null);
});

test('finds the server’s own name of an offer behind the name that policy knows', () => {
  assert.deepEqual(offerOf('files', 'mcp__files__resource:file:///a'), { kind: 'resource', own: 'file:///a' });
  assert.deepEqual(offerOf('files', 'method:ping'), { kind: 'method', own: 'ping' });
  assert.equal(offerOf('files', 'mcp__other__resource:file:///a'), null);
  assert.equal(offerOf('files', 'mcp__files__read_file'), null);
});
