import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeEffect } from '../effect/make-effect.ts';
import { crisisMarkAfter, heldInCrisis, holds, RESTRICTED_FOR_MS } from './restrict-in-crisis.ts';

test('marks a session from a high level on, and keeps the graver level while the mark holds', () => {
  assert.equal(crisisMarkAfter(null, { level: 'none', nowMs: 5 }), null);
  assert.equal(crisisMarkAfter(null, { level: 'concern', nowMs: 5 }), null);
  const high = crisisMarkAfter(null, { level: 'high', nowMs: 5 });
  assert.deepEqual(high, { level: 'high', sinceMs: 5 });
  assert.deepEqual(crisisMarkAfter(high, { level: 'imminent', nowMs: 6 }), { level: 'imminent', sinceMs: 6 });
  const imminent = { level: 'imminent', sinceMs: 6 } as const;
  assert.deepEqual(crisisMarkAfter(imminent, { level: 'high', nowMs: 9 }), { level: 'imminent', sinceMs: 9 });
  assert.deepEqual(crisisMarkAfter(imminent, { level: 'none', nowMs: 9 }), imminent);
});

test('holds for two hours, and not a moment longer', () => {
  const mark = { level: 'high', sinceMs: 10 } as const;
  assert.equal(holds(mark, 10 + RESTRICTED_FOR_MS - 1), true);
  assert.equal(holds(mark, 10 + RESTRICTED_FOR_MS), false);
  assert.equal(crisisMarkAfter(mark, { level: 'none', nowMs: 10 + RESTRICTED_FOR_MS }), null);
});

test('holds whatever cannot be undone, and support never', () => {
  const read = makeEffect('file.read', { kind: 'path', value: '/a' }, { detail: '' });
  const support = makeEffect('crisis.support', { kind: 'other', value: '' }, { detail: '' });
  const message = makeEffect('message.send', { kind: 'other', value: '' }, { detail: '' });
  assert.equal(heldInCrisis([read, support]), null);
  assert.equal(heldInCrisis([read, message]), message);
});
