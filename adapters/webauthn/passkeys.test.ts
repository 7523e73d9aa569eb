import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { SoftwareAuthenticator } from '../../test/harness/software-authenticator.ts';
import { openPasskeys } from './open-passkeys.ts';
import { publicKeyOf } from './public-key.ts';

const passkeys = openPasskeys();
const PLACE = { rpId: 'localhost', origin: 'http://localhost:7391' } as const;
const challengeOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

async function registered() {
  const authenticator = new SoftwareAuthenticator(PLACE.origin);
  const challenge = challengeOf('register');
  const options = await passkeys.registrationOptions({
    ...{ rpId: PLACE.rpId, challenge, account: 'human:ada', userHandle: 'aGFuZGxl', known: ['b25l'] },
  });
  const response = authenticator.register(options);
  const made = await passkeys.verifyRegistration(response, { ...PLACE, challenge });
  return { authenticator, options, response, made: made ?? assert.fail('refused'), challenge };
}

test('asks for a resident passkey that verifies the person, and takes one', async () => {
  const { authenticator, options, response, made, challenge } = await registered();
  assert.deepEqual(options['authenticatorSelection'], {
    ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  });
  assert.equal(options['attestation'], 'none');
  assert.equal(made.credentialId, authenticator.credentialId);
  assert.equal(passkeys.challengeOf(response), challenge);
  assert.equal(passkeys.credentialOf(response), authenticator.credentialId);
});

test('takes no registration of another challenge, origin or host, without verification, or of another form', async () => {
  const { authenticator, options, challenge } = await registered();
  const expected = { ...PLACE, challenge };
  for (const wrong of [
    { challenge: challengeOf('another') },
    { origin: 'http://localhost:3000' },
    { rpId: 'evil.example' },
    { isVerified: false },
    { type: 'webauthn.get' },
  ])
    assert.equal(await passkeys.verifyRegistration(authenticator.register(options, wrong), expected), null);
  for (const none of [null, 7, {}, { response: {} }, { id: 'x', rawId: 'x', response: { clientDataJSON: 'x' } }]) {
    assert.equal(await passkeys.verifyRegistration(none, expected), null);
    assert.equal(passkeys.challengeOf(none), null);
  }
});

test('checks an assertion when it comes and again when it is used, down to one changed bit', async () => {
  const { authenticator, made } = await registered();
  const challenge = challengeOf('what was signed');
  const options = await passkeys.assertionOptions({ rpId: PLACE.rpId, challenge, allowed: [made.credentialId] });
  assert.equal(options['userVerification'], 'required');
  const response = authenticator.assert(options);
  const passkey = { credentialId: made.credentialId, coseKey: made.coseKey, count: 0 };
  const checked = await passkeys.verifyAssertion(response, { ...PLACE, challenge, passkey });
  assert.equal(checked?.count, 1);
  const evidence = { ...(checked ?? assert.fail('refused')).evidence, keyId: 'k' };
  const expected = { challenge, rpId: PLACE.rpId, publicKey: made.publicKey };
  assert.equal(passkeys.holds(evidence, expected), true);
  assert.equal(passkeys.holds(evidence, { ...expected, challenge: challengeOf('another') }), false);
  assert.equal(passkeys.holds(evidence, { ...expected, rpId: 'evil.example' }), false);
  assert.equal(passkeys.holds(evidence, { ...expected, publicKey: new Uint8Array(91) }), false);
  for (const field of ['clientDataJson', 'authenticatorData', 'signature'] as const) {
    const bytes = Buffer.from(evidence[field], 'base64url');
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    assert.equal(passkeys.holds({ ...evidence, [field]: bytes.toString('base64url') }, expected), false, field);
    assert.equal(passkeys.holds({ ...evidence, [field]: '' }, expected), false, field);
  }
  const unverified = authenticator.assert(options, { isVerified: false })['response'] as Record<string, string>;
  const kept = {
    ...{ kind: 'passkey' as const, keyId: 'k', signature: unverified['signature'] ?? '' },
    ...{ clientDataJson: unverified['clientDataJSON'] ?? '', authenticatorData: unverified['authenticatorData'] ?? '' },
  };
  assert.equal(passkeys.holds(kept, expected), false);
});

test('reads keys of the kinds that authenticators make, and no others', () => {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const typeOf = (cose: Map<number, unknown>): string | undefined => {
    const der = publicKeyOf(cose);
    return der === null
      ? undefined
      : createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }).asymmetricKeyType;
  };
  const okp: readonly (readonly [number, unknown])[] = [
    [1, 1],
    [-1, 6],
    [-2, bytes(x)],
  ];
  const rsa: readonly (readonly [number, unknown])[] = [
    [1, 3],
    [-1, bytes(n)],
    [-2, bytes(e)],
  ];
  assert.equal(typeOf(new Map(okp)), 'ed25519');
  assert.equal(typeOf(new Map(rsa)), 'rsa');
  assert.equal(typeOf(new Map([...okp, [-2, new Uint8Array(3)]])), undefined);
  assert.equal(typeOf(new Map([...rsa, [-1, bytes(n).subarray(128)]])), undefined);
  assert.equal(typeOf(new Map([[1, 2]])), undefined);
  for (const none of [null, {}, new Map()]) assert.equal(publicKeyOf(none), null);
});
