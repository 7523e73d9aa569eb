import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { MAX_LINK_TOKEN_LENGTH } from '../../ports/link-signer.ts';
import { createLinkSigner } from './link-signer.ts';

const RANDOMNESS = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const CLAIMS = {
  delivery: '019a0000-0000-7000-8000-000000000001',
  request: '7k3m9x2p7k3m9x2p',
  channel: 'mail',
  to: 'ada@example.com',
  fingerprint: '0123456789abcdef',
  expiresAtMs: 1_700_000_000_000,
};

function signerOf(fill: number) {
  return createLinkSigner(new Uint8Array(32).fill(fill), RANDOMNESS);
}

test('opens what it sealed, over restarts, and tells nothing of it', () => {
  const token = signerOf(1).seal(CLAIMS);
  assert.deepEqual(signerOf(1).open(token), CLAIMS);
  const bytes = Buffer.from(token, 'base64url');
  for (const word of ['ada', 'example', '7k3m', 'mail', '0123'])
    assert.ok(!bytes.includes(word) && !token.includes(word));
  assert.ok([...token].every((character) => /[A-Za-z0-9_-]/.test(character)));
});

test('opens nothing that another key sealed, or that was changed anywhere', () => {
  const signer = signerOf(1);
  const token = signer.seal(CLAIMS);
  assert.equal(signerOf(2).open(token), null);
  const bytes = Buffer.from(token, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(signer.open(changed.toString('base64url')), null);
  }
  for (const odd of [
    '',
    'x',
    token.slice(0, -4),
    `${token}AA`,
    `${token}=`,
    ` ${token}`,
    'A'.repeat(MAX_LINK_TOKEN_LENGTH + 1),
    '\u0000',
    'é',
  ])
    assert.equal(signer.open(odd), null, odd.slice(0, 40));
});

test('keeps the longest claims within the length of a token', () => {
  const token = signerOf(1).seal({ ...CLAIMS, channel: 'c'.repeat(64), to: `${'a'.repeat(64)}@${'d'.repeat(189)}` });
  assert.ok(token.length <= MAX_LINK_TOKEN_LENGTH, `${token.length}`);
});

test('binds a form to its link and its browser', () => {
  const signer = signerOf(1);
  const token = signer.seal(CLAIMS);
  const form = { token, browser: 'b1' };
  const sealed = signer.sealForm(form);
  assert.equal(signer.isForm(sealed, form), true);
  assert.equal(signer.isForm(sealed, { token, browser: 'b2' }), false);
  assert.equal(signer.isForm(sealed, { token: signer.seal(CLAIMS), browser: 'b1' }), false);
  assert.equal(signerOf(2).isForm(sealed, form), false);
  for (const odd of ['', 'AAAA', `${sealed}A`, sealed.slice(1)]) assert.equal(signer.isForm(odd, form), false);
});

test('takes a key of 32 bytes and no other', () => {
  assert.throws(() => createLinkSigner(new Uint8Array(16), RANDOMNESS), RangeError);
});
