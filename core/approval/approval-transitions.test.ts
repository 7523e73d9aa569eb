import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  APPROVAL_LIMITS,
  APPROVAL_STATUSES,
  type ApprovalAnswer,
  type ApprovalRequest,
  type ApprovalStatus,
} from './approval.ts';
import { approvalTerms } from './approval-terms.ts';
import { applyAnswer, close, isUsable, timeOut } from './approval-transitions.ts';

const TERMS = approvalTerms('medium', { criticalApprovers: 1, oneByOne: false });

function request(overrides: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    id: '0123456789abcdef',
    actionId: 'a',
    decisionIndex: 1,
    binding: {
      actionDigest: 'sha256:d',
      toolDigest: null,
      policyVersion: 'p',
      profile: 'dev',
      lease: null,
      plan: null,
      requester: 'agent:x',
      session: 's',
    },
    onBehalfOf: 'human:h',
    riskLevel: 'medium',
    riskScore: 40,
    terms: TERMS,
    nonce: '00',
    createdAtMs: 0,
    deadlineMs: 60_000,
    status: 'pending',
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
    ...overrides,
  };
}

function answer(overrides: Partial<ApprovalAnswer> = {}): ApprovalAnswer {
  return {
    answer: 'approve',
    approver: 'human:h',
    keyId: 'k',
    channel: 'cli',
    scope: 'action',
    note: '',
    atMs: 1_000,
    signature: '',
    ...overrides,
  };
}

test('every status answers an approval and a denial as the table says', () => {
  const table: { readonly [Status in ApprovalStatus]: readonly [string, string] } = {
    pending: ['approved', 'denied'],
    'timed-out': ['approved', 'denied'],
    approved: ['decided', 'decided'],
    denied: ['decided', 'decided'],
    cancelled: ['decided', 'decided'],
    superseded: ['decided', 'decided'],
  };
  for (const status of APPROVAL_STATUSES) {
    const results = (['approve', 'deny'] as const).map((kind) => {
      const applied = applyAnswer(request({ status }), answer({ answer: kind }));
      return applied.ok ? applied.value.status : applied.failure;
    });
    assert.deepEqual(results, table[status], status);
  }
});

test('an approval from the deadline on is late, one before is not', () => {
  const at = (atMs: number): boolean => {
    const applied = applyAnswer(request(), answer({ atMs }));
    return applied.ok && applied.value.late;
  };
  assert.deepEqual([59_999, 60_000].map(at), [false, true]);
});

test('the review item closes after a day, to the millisecond', () => {
  const timedOut = request({ status: 'timed-out' });
  assert.equal(applyAnswer(timedOut, answer({ atMs: APPROVAL_LIMITS.reviewForMs - 1 })).ok, true);
  assert.deepEqual(applyAnswer(timedOut, answer({ atMs: APPROVAL_LIMITS.reviewForMs })), {
    ok: false,
    failure: 'expired',
  });
});

test('the requester never approves their own', () => {
  assert.deepEqual(applyAnswer(request(), answer({ approver: 'agent:x' })), { ok: false, failure: 'self-approval' });
});

test('wants as many distinct approvers as the terms say', () => {
  const two = request({ terms: { ...TERMS, approvers: 2 } });
  const first = applyAnswer(two, answer());
  assert.ok(first.ok);
  assert.equal(first.value.status, 'pending');
  assert.deepEqual(applyAnswer(first.value, answer()), { ok: false, failure: 'repeated' });
  const second = applyAnswer(first.value, answer({ approver: 'human:other' }));
  assert.equal(second.ok && second.value.status, 'approved');
});

test('refuses a scope that is not open, and critical risk without a second factor', () => {
  const high = request({ terms: approvalTerms('high', { criticalApprovers: 1, oneByOne: false }) });
  assert.deepEqual(applyAnswer(high, answer({ scope: 'session' })), { ok: false, failure: 'scope' });
  const critical = request({ terms: approvalTerms('critical', { criticalApprovers: 2, oneByOne: false }) });
  assert.deepEqual(applyAnswer(critical, answer()), { ok: false, failure: 'second-factor-required' });
  assert.equal(applyAnswer(critical, answer({ answer: 'deny' })).ok, true);
});

test('times out at the deadline, not before, and only what is pending', () => {
  assert.equal(timeOut(request(), 59_999).status, 'pending');
  assert.equal(timeOut(request(), 60_000).status, 'timed-out');
  assert.equal(timeOut(request({ status: 'approved' }), 60_000).status, 'approved');
});

test('closes only what is open', () => {
  assert.equal(close(request(), 'cancelled').status, 'cancelled');
  assert.equal(close(request({ status: 'timed-out' }), 'superseded').status, 'superseded');
  assert.equal(close(request({ status: 'denied' }), 'cancelled').status, 'denied');
});

test('is usable once, for its digest, for ten minutes to the millisecond', () => {
  const approved = request({ status: 'approved', usableUntilMs: 600_000 });
  const use = { actionDigest: 'sha256:d', nowMs: 599_999 };
  assert.equal(isUsable(approved, use), true);
  assert.equal(isUsable(approved, { ...use, nowMs: 600_000 }), false);
  assert.equal(isUsable(approved, { ...use, actionDigest: 'sha256:e' }), false);
  assert.equal(isUsable({ ...approved, consumedBy: 'a' }, use), false);
  assert.equal(isUsable(request(), use), false);
});

test('gives each risk level the time-out, batch and approvers of the table', () => {
  const rows = (['none', 'low', 'medium', 'high', 'critical'] as const).map((level) => {
    const { timeoutMs, approvers, secondFactor, batch, onTimeout } = approvalTerms(level, {
      criticalApprovers: 2,
      oneByOne: false,
    });
    return [timeoutMs, approvers, secondFactor, batch, onTimeout];
  });
  assert.deepEqual(rows, [
    [60_000, 1, false, true, 'deny'],
    [60_000, 1, false, true, 'deny'],
    [60_000, 1, false, true, 'deny-notify'],
    [30_000, 1, false, false, 'deny-escalate'],
    [10_000, 2, true, false, 'deny-emergency'],
  ]);
});

test('takes from the person at the client one action of at most medium risk, and nothing where several must agree', () => {
  const atClient = answer({ channel: 'mcp' });
  for (const riskLevel of ['none', 'low', 'medium'] as const)
    assert.equal(applyAnswer(request({ riskLevel }), atClient).ok, true, riskLevel);
  const unfit = { ok: false, failure: 'channel' };
  for (const riskLevel of ['high', 'critical'] as const) {
    assert.deepEqual(applyAnswer(request({ riskLevel }), atClient), unfit);
    assert.deepEqual(applyAnswer(request({ riskLevel }), answer({ channel: 'mcp', answer: 'deny' })), unfit);
  }
  assert.deepEqual(applyAnswer(request({ terms: { ...TERMS, approvers: 2 } }), atClient), unfit);
  assert.deepEqual(applyAnswer(request({ terms: { ...TERMS, secondFactor: true } }), atClient), unfit);
  for (const scope of ['session', 'proposal'] as const)
    assert.deepEqual(applyAnswer(request(), answer({ channel: 'mcp', scope })), { ok: false, failure: 'scope' });
});

test('takes nothing from the person at the client, whoever that is, where a person asks or an author may not approve', () => {
  const unfit = { ok: false, failure: 'channel' };
  const atClient = answer({ channel: 'mcp' });
  const byPerson = { ...request().binding, requester: 'human:ada' };
  assert.deepEqual(applyAnswer(request({ binding: byPerson }), atClient), unfit);
  assert.deepEqual(applyAnswer(request({ terms: { ...TERMS, notBy: ['human:ada'] } }), atClient), unfit);
  assert.equal(applyAnswer(request({ terms: { ...TERMS, notBy: [] } }), atClient).ok, true);
});

const PERSON = (principal: string): string => principal.replace('-chat', '');
const TOTP = { kind: 'totp', enrolment: 'e', counter: 1, seal: '' } as const;

test('counts the accounts of one person once', () => {
  const two = request({ terms: { ...TERMS, approvers: 2 } });
  const first = applyAnswer(two, answer(), { personOf: PERSON });
  assert.ok(first.ok);
  const again = answer({ approver: 'human:h-chat' });
  assert.deepEqual(applyAnswer(first.value, again, { personOf: PERSON }), { ok: false, failure: 'repeated' });
  assert.equal(applyAnswer(first.value, again).ok, true);
});

test('refuses the answer of a requester through another account of theirs', () => {
  const own = request({ binding: { ...request().binding, requester: 'human:ada' } });
  for (const kind of ['approve', 'deny'] as const) {
    const given = answer({ approver: 'human:ada-chat', answer: kind });
    assert.deepEqual(applyAnswer(own, given, { personOf: PERSON }), { ok: false, failure: 'self-approval' });
  }
});

test('lets somebody who has approved deny while others are waited for', () => {
  const first = applyAnswer(request({ terms: { ...TERMS, approvers: 2 } }), answer());
  assert.ok(first.ok);
  const denied = applyAnswer(first.value, answer({ answer: 'deny' }));
  assert.equal(denied.ok && denied.value.status, 'denied');
});

test('lets an author deny what they wrote and not approve it', () => {
  const written = request({ terms: approvalTerms('medium', { criticalApprovers: 1, authors: ['human:h'] }) });
  const options = { personOf: PERSON };
  assert.deepEqual(applyAnswer(written, answer(), options), { ok: false, failure: 'author' });
  const other = answer({ approver: 'human:h-chat' });
  assert.deepEqual(applyAnswer(written, other, options), { ok: false, failure: 'author' });
  assert.equal(applyAnswer(written, answer({ answer: 'deny' }), options).ok, true);
  assert.equal(applyAnswer(written, answer({ approver: 'human:bob' }), options).ok, true);
});

test('takes an approval of critical risk that comes with a second factor', () => {
  const critical = request({ terms: approvalTerms('critical', { criticalApprovers: 1 }) });
  const approved = applyAnswer(critical, answer({ secondFactor: TOTP }));
  assert.equal(approved.ok && approved.value.status, 'approved');
});
