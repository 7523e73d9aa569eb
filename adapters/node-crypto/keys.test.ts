import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { generateSigningKey, importSigningKey } from './keys.ts';
import { createSignatureVerifier } from './signatures.ts';

const message = new TextEncoder().encode('message');

for (const algorithm of ['ed25519', 'ml-dsa-44'] as const) {
  test(`writes an ${algorithm} key as PEM and reads the same key back`, () => {
    const key = generateSigningKey(algorithm);
    const pem = key.exportPem();
    assert.match(pem, /^-----BEGIN PRIVATE KEY-----\n[\s\S]+-----END PRIVATE KEY-----\n$/);
    const imported = importSigningKey(pem);
    assert.ok(imported.ok);
    assert.equal(imported.value.algorithm, algorithm);
    assert.deepEqual(imported.value.publicKey, key.publicKey);
    const signature = imported.value.sign(message);
    assert.ok(createSignatureVerifier()({ algorithm, publicKey: key.publicKey, message, signature }));
  });

  test(`makes another ${algorithm} key each time`, () => {
    assert.notDeepEqual(generateSigningKey(algorithm).publicKey, generateSigningKey(algorithm).publicKey);
  });
}

test('refuses what is no unencrypted private key, without repeating it', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const encrypted = privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    .toString();
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  for (const pem of [
    '',
    'not a key',
    encrypted,
    publicPem,
    generateSigningKey('ed25519').exportPem().replace('MC', 'XX'),
  ]) {
    assert.deepEqual(importSigningKey(pem), {
      ok: false,
      failure: 'import a signing key: no readable private key, want PKCS#8 PEM without encryption',
    });
  }
});

test('refuses keys of other types', () => {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  assert.deepEqual(importSigningKey(pem), {
    ok: false,
    failure: 'import a signing key: a key of type ec, want ed25519 or ml-dsa-44',
  });
});
