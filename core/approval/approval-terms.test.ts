import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalTerms } from './approval-terms.ts';

const ANY = ['action', 'session', 'proposal'];
const TABLE = [
  ['none', 60_000, 'deny', true, ANY, false],
  ['low', 60_000, 'deny', true, ANY, false],
  ['medium', 60_000, 'deny-notify', true, ANY, false],
  ['high', 30_000, 'deny-escalate', false, ['action'], false],
  ['critical', 10_000, 'deny-emergency', false, ['action'], true],
] as const;

for (const [level, timeoutMs, onTimeout, batch, scopes, secondFactor] of TABLE) {
  test(`asks about ${level} risk for ${timeoutMs / 1_000} s, then ${onTimeout}`, () => {
    const expected = { timeoutMs, onTimeout, batch, scopes, secondFactor, approvers: 1 };
    assert.deepEqual(approvalTerms(level, { criticalApprovers: 1 }), expected);
  });
}

test('wants several approvers for critical risk only, and never less than one', () => {
  assert.equal(approvalTerms('critical', { criticalApprovers: 3 }).approvers, 3);
  assert.equal(approvalTerms('critical', { criticalApprovers: 0 }).approvers, 1);
  assert.equal(approvalTerms('high', { criticalApprovers: 3 }).approvers, 1);
});

test('leaves only the scope of this action for what is approved one by one', () => {
  const terms = approvalTerms('medium', { criticalApprovers: 1, oneByOne: true });
  assert.deepEqual(terms.scopes, ['action']);
  assert.equal(terms.batch, true);
});
