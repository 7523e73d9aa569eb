import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedTrustText as coreText } from '../core/fatigue/session-trust.ts';
import { signedTrustText, signTrust } from './sign-trust.ts';

const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
const BY = { approver: 'human:ada', keyId: 'k1' };
const STATED = { expires_at_ms: 9, nonce: 'n1', session: 's1', trust: 'session' };
const QUESTION = { nonce: 'n1', session: 's1', expires_at_ms: 9, statement: JSON.stringify(STATED) };

test('signs exactly the text that the gateway checks', async () => {
  const { nonce, key_id: keyId, signature } = await signTrust(QUESTION, { ...BY, privateKey });
  assert.deepEqual([nonce, keyId], ['n1', 'k1']);
  const text = signedTrustText(QUESTION.statement, BY);
  assert.equal(text, coreText(QUESTION.statement, BY));
  const bytes = new TextEncoder().encode(text);
  assert.ok(await crypto.subtle.verify('Ed25519', publicKey, Buffer.from(signature, 'base64'), bytes));
});

test('signs nothing that is about something else than what it came with', async () => {
  const others = [{ nonce: 'n2' }, { session: 's2' }, { expires_at_ms: 10 }, { trust: 'all' }].map((more) =>
    JSON.stringify({ ...STATED, ...more }),
  );
  for (const statement of [...others, 'null', '7', '{', `${QUESTION.statement}\n`])
    await assert.rejects(
      signTrust({ ...QUESTION, statement }, { ...BY, privateKey }),
      { code: 'unexpected-answer' },
      statement,
    );
});
