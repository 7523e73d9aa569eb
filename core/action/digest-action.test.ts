import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { actionOf } from '../testing/samples.ts';
import { digestAction, digestedFields } from './digest-action.ts';

const sha256 = (data: string | Uint8Array) => hash('sha256', data, 'buffer');

test('is a SHA-256 over everything that matters for the decision', () => {
  assert.match(digestAction(actionOf(), sha256), /^sha256:[0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(digestedFields(actionOf())), [
    'args',
    'cwd',
    'on_behalf_of',
    'plan',
    'principal',
    'session',
    'surface',
    'tool',
    'workspace',
  ]);
});

test('is the same for the same action proposed again', () => {
  const again = actionOf('Read', { file_path: 'a.ts' }, { id: 'other', idempotencyKey: 'k', proposedAtMs: 9 });
  assert.equal(digestAction(again, sha256), digestAction(actionOf(), sha256));
});

test('does not depend on the order of keys, and depends on what only looks alike', () => {
  const digest = (args: Parameters<typeof actionOf>[1]) => digestAction(actionOf('X', args), sha256);
  assert.equal(digest({ a: 1, b: 2 }), digest({ b: 2, a: 1 }));
  assert.notEqual(digest({ a: 'é' }), digest({ a: 'e\u0301' }));
  assert.notEqual(digest({ a: 1 }), digest({ a: '1' }));
  assert.notEqual(digest({ a: null }), digest({}));
});
