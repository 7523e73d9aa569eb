import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf, requestOf } from '../testing/samples.ts';
import { approvalStatement, bindingHolds, signedApprovalText } from './approval-statement.ts';

test('names everything that an approval is bound to, in one line', () => {
  const statement = approvalStatement(requestOf());
  assert.equal(statement.includes('\n'), false);
  assert.deepEqual(Object.keys(JSON.parse(statement)), [
    'action',
    'created_at_ms',
    'deadline_ms',
    'lease',
    'nonce',
    'plan',
    'policy',
    'profile',
    'request',
    'requester',
    'session',
    'tool',
  ]);
});

test('signs domain, answer, approver, note and statement, a line each', () => {
  assert.equal(
    signedApprovalText('{}', answerOf({ note: 'go on' })),
    'countersign-approval/v1\napprove action cli\nhuman:ada key1\n"go on"\n{}',
  );
});

test('lets no note and no name add a word or a line', () => {
  const text = (more: Parameters<typeof answerOf>[0]) => signedApprovalText('{}', answerOf(more));
  assert.equal(text({ note: 'x\n{"a":1}' }).split('\n').length, 5);
  assert.equal(text({ approver: 'a\nb' }).split('\n').length, 5);
  assert.notEqual(text({ approver: 'a b', keyId: 'c' }), text({ approver: 'a', keyId: 'b c' }));
  assert.notEqual(text({ approver: '"a"' }), text({ approver: 'a' }));
  assert.notEqual(text({ approver: '', keyId: 'a' }), text({ approver: 'a', keyId: '' }));
});

test('holds a binding only when every part is equal', () => {
  const { binding } = requestOf();
  assert.equal(bindingHolds(binding, { ...binding }), true);
  const changes = {
    actionDigest: `sha256:${'b'.repeat(64)}`,
    toolDigest: 'x',
    policyVersion: 'x',
    profile: 'safe',
    lease: 'x',
    plan: 'x',
    requester: 'x',
    session: 'x',
  } as const;
  assert.deepEqual(Object.keys(changes).sort(), Object.keys(binding).sort());
  for (const [part, value] of Object.entries(changes)) {
    assert.equal(bindingHolds(binding, { ...binding, [part]: value }), false, part);
  }
});
