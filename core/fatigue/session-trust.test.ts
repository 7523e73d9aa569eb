import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coversAction } from '../approval/session-grant.ts';
import { makeEffect } from '../effect/make-effect.ts';
import { actionOf } from '../testing/samples.ts';
import { grantOfTrust, signedTrustText, type TrustStatement, trustOf, trustStatement } from './session-trust.ts';

const WORK: TrustStatement = {
  session: 's1',
  principal: 'agent:coder',
  workspace: '/w',
  lease: null,
  policyVersion: 'p',
  scope: { kind: 'work' },
  expiresAtMs: 9,
  nonce: '0'.repeat(32),
};
const PATTERN: TrustStatement = {
  ...WORK,
  lease: 'l1',
  scope: {
    kind: 'pattern',
    tool: 'builtin:claude-code Bash',
    pattern: 'npm ci',
    effects: ['process.run', 'file.read'],
  },
};

test('writes one line that names everything, and signs it under its own domain', () => {
  assert.equal(
    trustStatement(WORK),
    `{"expires_at_ms":9,"lease":null,"nonce":"${'0'.repeat(32)}","policy":"p","principal":"agent:coder","scope":{"kind":"work"},"session":"s1","trust":"session","workspace":"/w"}`,
  );
  assert.match(
    trustStatement(PATTERN),
    /"scope":\{"effects":\["process.run","file.read"\],"kind":"pattern","pattern":"npm ci"/u,
  );
  const text = signedTrustText('{}', { approver: 'human:a b', keyId: 'k"1' });
  assert.equal(text, 'countersign-session-trust/v1\n"human:a b" "k\\"1"\n{}');
});

test('comes back out of the grant that it was written as', () => {
  const base = { id: WORK.nonce, by: 'human:ada', expiresAtMs: 9 };
  assert.deepEqual(trustOf(grantOfTrust(WORK, 'human:ada')), { ...base, lease: null, scope: { kind: 'work' } });
  assert.deepEqual(trustOf(grantOfTrust(PATTERN, 'human:ada')), { ...base, lease: 'l1', scope: PATTERN.scope });
});

test('reads no trust out of other grants, nor out of a broken one', () => {
  const grant = grantOfTrust(WORK, 'human:ada');
  assert.equal(trustOf({ ...grant, tool: 'builtin:claude-code Bash' }), null);
  assert.equal(trustOf({ ...grant, covers: [] }), null);
  assert.equal(trustOf({ ...grant, tool: '*x y' }), null);
});

test('covers nothing in the way that other grants do', () => {
  const effects = [makeEffect('file.read', { kind: 'path', value: '/w/a' }, { detail: '' })];
  for (const trust of [WORK, PATTERN])
    assert.equal(coversAction(grantOfTrust(trust, 'human:ada'), { action: actionOf(), effects, nowMs: 0 }), false);
});
