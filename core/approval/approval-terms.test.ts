import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalTerms, criticalApproversOf } from './approval-terms.ts';

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

test('names the authors of what is to be approved where there are any', () => {
  assert.deepEqual(approvalTerms('low', { criticalApprovers: 1, authors: ['human:ada'] }).notBy, ['human:ada']);
  assert.equal('notBy' in approvalTerms('low', { criticalApprovers: 1, authors: [] }), false);
});

test('wants two people for critical risk once two may approve, unless policy says otherwise', () => {
  const byDefault = { criticalApprovers: 1 };
  assert.deepEqual(
    [0, 1, 2, 3].map((people) => criticalApproversOf(byDefault, people)),
    [1, 1, 2, 2],
  );
  assert.equal(criticalApproversOf({ criticalApprovers: 1, criticalApproversSet: true }, 5), 1);
  assert.equal(criticalApproversOf({ criticalApprovers: 3, criticalApproversSet: true }, 1), 3);
});
