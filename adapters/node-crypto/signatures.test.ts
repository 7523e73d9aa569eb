import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '../../core/encoding/hex.ts';
import { generateSigningKey } from './keys.ts';
import { createSignatureVerifier } from './signatures.ts';

const verify = createSignatureVerifier();
const message = new TextEncoder().encode('message');

test('accepts the second test vector of RFC 8032 §7.1', () => {
  const publicKey = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
  assert.ok(verify({ algorithm: 'ed25519', publicKey, message: Uint8Array.of(0x72), signature }));
  assert.equal(verify({ algorithm: 'ed25519', publicKey, message: Uint8Array.of(0x73), signature }), false);
});

for (const [algorithm, publicKeyBytes, signatureBytes] of [
  ['ed25519', 32, 64],
  ['ml-dsa-44', 1312, 2420],
] as const) {
  test(`signs and verifies ${algorithm}, and refuses any change`, () => {
    const key = generateSigningKey(algorithm);
    const signature = key.sign(message);
    const input = { algorithm, publicKey: key.publicKey, message, signature };
    assert.deepEqual([key.publicKey.length, signature.length], [publicKeyBytes, signatureBytes]);
    assert.ok(verify(input));
    const changed = signature.map((byte, index) => (index === 10 ? byte ^ 1 : byte));
    assert.equal(verify({ ...input, signature: changed }), false);
    assert.equal(verify({ ...input, message: message.subarray(1) }), false);
    assert.equal(verify({ ...input, publicKey: generateSigningKey(algorithm).publicKey }), false);
  });

  test(`answers false for ${algorithm} keys and signatures that are none`, () => {
    const key = generateSigningKey(algorithm);
    const input = { algorithm, publicKey: key.publicKey, message, signature: key.sign(message) };
    for (const publicKey of [new Uint8Array(), key.publicKey.subarray(1), new Uint8Array(publicKeyBytes).fill(255)]) {
      assert.equal(verify({ ...input, publicKey }), false);
    }
    for (const signature of [new Uint8Array(), input.signature.subarray(1), new Uint8Array(signatureBytes)]) {
      assert.equal(verify({ ...input, signature }), false);
    }
  });
}

test('does not take a key of one algorithm for the other', () => {
  const key = generateSigningKey('ed25519');
  assert.equal(
    verify({ algorithm: 'ml-dsa-44', publicKey: key.publicKey, message, signature: key.sign(message) }),
    false,
  );
});

test('goes on working when more keys are used than it keeps', () => {
  const small = createSignatureVerifier({ maxKeys: 2 });
  const keys = Array.from({ length: 5 }, () => generateSigningKey('ed25519'));
  for (const key of [...keys, ...keys.toReversed(), ...keys]) {
    const input = { algorithm: key.algorithm, publicKey: key.publicKey, message };
    assert.ok(small({ ...input, signature: key.sign(message) }));
    assert.equal(small({ ...input, signature: new Uint8Array(64) }), false);
  }
});

function bytes(hex: string): Uint8Array {
  const decoded = fromHex(hex);
  assert.ok(decoded !== null);
  return decoded;
}
