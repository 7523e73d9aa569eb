import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerifiedApproval } from '../facts.ts';
import { approvalTerms } from './approval-terms.ts';
import { meetsTerms } from './meets-terms.ts';

const MEDIUM = approvalTerms('medium', { criticalApprovers: 1 });
const CRITICAL = approvalTerms('critical', { criticalApprovers: 2 });
const APPROVAL: VerifiedApproval = { request: 'r', approvers: ['human:ada'], secondFactor: false, scope: 'action' };

function meets(more: Partial<VerifiedApproval> | null, terms = MEDIUM, score = 40): boolean {
  const approval = more === null ? null : { ...APPROVAL, ...more };
  return meetsTerms(approval, { action: { principal: 'agent:coder' }, terms, score });
}

test('takes one approver for medium risk and nothing for nobody', () => {
  assert.equal(meets({}), true);
  assert.equal(meets(null), false);
  assert.equal(meets({ approvers: [] }), false);
});

test('never counts the principal that acts', () => {
  assert.equal(meets({ approvers: ['agent:coder'] }), false);
  assert.equal(meets({ approvers: ['agent:coder', 'human:ada'] }), true);
});

test('counts distinct approvers and wants the second factor for critical risk', () => {
  const both = ['human:ada', 'human:bob'];
  assert.equal(meets({ approvers: both, secondFactor: true }, CRITICAL), true);
  assert.equal(meets({ approvers: both }, CRITICAL), false);
  assert.equal(meets({ approvers: ['human:ada', 'human:ada'], secondFactor: true }, CRITICAL), false);
});

test('refuses an approval in a scope that is not open any more', () => {
  assert.equal(meets({ scope: 'session' }), true);
  assert.equal(meets({ scope: 'session' }, { ...MEDIUM, scopes: ['action'] }), false);
});

test('refuses an approval of less risk than there is now', () => {
  assert.equal(meets({ shownScore: 40 }), true);
  assert.equal(meets({ shownScore: 39 }), false);
  assert.equal(meets({ shownScore: Number.NaN }), false);
});

test('counts people, not accounts, where it is known who is who', () => {
  const approvers = ['human:ada', 'human:ada-chat'];
  assert.equal(meets({ approvers, secondFactor: true }, CRITICAL), true);
  assert.equal(meets({ approvers, people: ['ada', 'ada'], secondFactor: true }, CRITICAL), false);
  assert.equal(meets({ approvers, people: ['ada', 'bob'], secondFactor: true }, CRITICAL), true);
});

test('never counts an author, nor a person beyond the approvers', () => {
  const terms = approvalTerms('medium', { criticalApprovers: 1, authors: ['human:ada'] });
  assert.equal(meets({}, terms), false);
  assert.equal(meets({ approvers: ['human:ada', 'human:bob'] }, terms), true);
  assert.equal(meets({ approvers: [], people: ['ada'] }), false);
});
