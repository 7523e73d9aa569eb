import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { signedSafeModeText as coreText, safeModeStatement } from '../core/incident/safe-mode-statement.ts';
import { signedSafeModeText, signSafeModeExit } from './sign-safe-mode-exit.ts';

const QUESTION = { nonce: 'ab'.repeat(16), origin: 'a.log', createdAtMs: 1, expiresAtMs: 300_001 };
const STATEMENT = safeModeStatement(QUESTION);
const EXIT = { approver: 'human:anna "x"', keyId: 'k-1', reason: 'two\nlines, long enough' };

const pair = generateKeyPairSync('ed25519');

async function privateKey(): ReturnType<typeof crypto.subtle.importKey> {
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign']);
}

test('signs the text that the gateway checks', async () => {
  assert.equal(signedSafeModeText(STATEMENT, EXIT), coreText(STATEMENT, EXIT));
  const question = { nonce: QUESTION.nonce, statement: STATEMENT };
  const signed = await signSafeModeExit(question, { ...EXIT, privateKey: await privateKey() });
  const { signature, ...rest } = signed;
  assert.deepEqual(rest, { nonce: QUESTION.nonce, reason: EXIT.reason, key_id: 'k-1' });
  const text = Buffer.from(coreText(STATEMENT, EXIT));
  assert.ok(verify(null, text, pair.publicKey, Buffer.from(signature, 'base64')));
});

test('signs no statement about anything else', async () => {
  const key = await privateKey();
  for (const statement of [
    '',
    'null',
    '[]',
    '{}',
    STATEMENT.replace('leave-safe-mode', 'approve'),
    STATEMENT.replace('abab', 'cdcd'),
    `${STATEMENT}\n${STATEMENT}`,
    `${STATEMENT}x`,
  ])
    await assert.rejects(signSafeModeExit({ nonce: QUESTION.nonce, statement }, { ...EXIT, privateKey: key }), {
      code: 'unexpected-answer',
    });
});

test('signs with no other kind of key', async () => {
  const { publicKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const question = { nonce: QUESTION.nonce, statement: STATEMENT };
  await assert.rejects(signSafeModeExit(question, { ...EXIT, privateKey: publicKey }), { code: 'bad-configuration' });
});
