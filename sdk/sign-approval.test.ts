import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { signedApprovalText as coreText } from '../core/approval/approval-statement.ts';
import { CountersignError } from './error.ts';
import { signApproval, signedApprovalText } from './sign-approval.ts';

const ANSWER = {
  answer: 'approve',
  scope: 'action',
  channel: 'cli',
  approver: 'human:operator',
  keyId: 'key-1',
  note: '',
} as const;
const STATEMENT = JSON.stringify({ action: 'a'.repeat(64), nonce: '0'.repeat(32), request: '0123456789abcdef' });
const APPROVAL = {
  id: '0123456789abcdef',
  statement: STATEMENT,
  nonce: '0'.repeat(32),
  binding: {
    action_digest: 'a'.repeat(64),
    tool_digest: null,
    policy_version: 'v',
    profile: 'dev',
    lease: null,
    plan: null,
    requester: 'agent:x',
    session: 's',
  },
} as const;

async function makeKey(algorithm: 'Ed25519' | 'ECDSA' = 'Ed25519'): Promise<webcrypto.CryptoKeyPair> {
  const parameters = algorithm === 'Ed25519' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
  return (await webcrypto.subtle.generateKey(parameters, false, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

test('writes the text that the gateway verifies, whatever the note', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('approve' as const, 'deny' as const), (note, answer) => {
      const given = { ...ANSWER, answer, note };
      assert.equal(signedApprovalText(STATEMENT, given), coreText(STATEMENT, given));
    }),
  );
});

test('signs it with a key that cannot be exported', async () => {
  const { privateKey, publicKey } = await makeKey();
  const { answer, approver, keyId } = ANSWER;
  const signed = await signApproval(APPROVAL, {
    answer,
    approver,
    keyId,
    note: 'go "on"\n',
    channel: 'cli',
    privateKey,
  });
  assert.deepEqual(
    { ...signed, signature: '' },
    { scope: 'action', channel: 'cli', note: 'go "on"\n', key_id: 'key-1', signature: '' },
  );
  const text = new TextEncoder().encode(coreText(STATEMENT, { ...ANSWER, note: 'go "on"\n' }));
  const signature = Uint8Array.from(atob(signed.signature), (character) => character.charCodeAt(0));
  assert.equal(await webcrypto.subtle.verify('Ed25519', publicKey, signature, text), true);
});

test('signs no statement about another request, action or nonce', async () => {
  const { privateKey } = await makeKey();
  const others = [
    { ...APPROVAL, id: 'fedcba9876543210' },
    { ...APPROVAL, nonce: '1'.repeat(32) },
    { ...APPROVAL, binding: { ...APPROVAL.binding, action_digest: 'b'.repeat(64) } },
    { ...APPROVAL, statement: `${STATEMENT}\n` },
    { ...APPROVAL, statement: 'null' },
    { ...APPROVAL, statement: 'nonsense' },
  ];
  for (const other of others) {
    await assert.rejects(signApproval(other, { ...ANSWER, privateKey }), CountersignError);
  }
});

test('refuses a key of another kind', async () => {
  const { privateKey } = await makeKey('ECDSA');
  const { publicKey } = await makeKey();
  for (const wrong of [privateKey, publicKey]) {
    await assert.rejects(signApproval(APPROVAL, { ...ANSWER, privateKey: wrong }), CountersignError);
  }
});
