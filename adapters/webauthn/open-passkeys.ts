import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { NewPasskey, Passkeys } from '../../ports/passkeys.ts';
import { holdsAssertion } from './holds-assertion.ts';
import { publicKeyOf } from './public-key.ts';

const RP_NAME = 'Countersign';
const TIMEOUT_MS = 300_000;
/** EdDSA, ES256, RS256: what authenticators of today make, and what Node checks. */
const ALGORITHMS = [-8, -7, -257];
/** Longer than any response that is one. */
const MAX_FIELD = 16_384;

/** Passkeys by SimpleWebAuthn, which is loaded when the first is needed; kept evidence is checked again without it. */
export function openPasskeys(): Passkeys {
  return {
    registrationOptions,
    verifyRegistration,
    assertionOptions,
    verifyAssertion,
    credentialOf: (response) => textIn(response, 'id'),
    challengeOf,
    holds: holdsAssertion,
  };
}

const registrationOptions: Passkeys['registrationOptions'] = async ({
  rpId,
  challenge,
  account,
  userHandle,
  known,
}) => {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: rpId,
    challenge: fromBase64Url(challenge),
    userName: account,
    userDisplayName: account,
    userID: fromBase64Url(userHandle),
    attestationType: 'none',
    timeout: TIMEOUT_MS,
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return options as unknown as JsonObject;
};

const verifyRegistration: Passkeys['verifyRegistration'] = async (response, { rpId, origin, challenge }) => {
  if (!isResponse(response, ['clientDataJSON', 'attestationObject'])) return null;
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const checked = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  return checked?.verified === true ? newPasskey(checked.registrationInfo.credential) : null;
};

const assertionOptions: Passkeys['assertionOptions'] = async ({ rpId, challenge, allowed }) => {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    challenge: fromBase64Url(challenge),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: allowed.map((id) => ({ id })),
  });
  return options as unknown as JsonObject;
};

const verifyAssertion: Passkeys['verifyAssertion'] = async (response, { rpId, origin, challenge, passkey }) => {
  if (!isResponse(response, ['clientDataJSON', 'authenticatorData', 'signature'])) return null;
  const given = response as AuthenticationResponseJSON;
  if (given.id !== passkey.credentialId) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const checked = await verifyAuthenticationResponse({
    response: given,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: fromBase64Url(passkey.coseKey), counter: passkey.count },
  }).catch(() => null);
  if (checked?.verified !== true) return null;
  const { clientDataJSON, authenticatorData, signature } = given.response;
  return {
    count: checked.authenticationInfo.newCounter,
    evidence: { kind: 'passkey', clientDataJson: clientDataJSON, authenticatorData, signature },
  };
};

function challengeOf(response: unknown): string | null {
  const inner = typeof response === 'object' && response !== null && 'response' in response ? response.response : null;
  const data = textIn(inner, 'clientDataJSON');
  return data === null ? null : textIn(parsed(Buffer.from(data, 'base64url').toString('utf8')), 'challenge');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

async function newPasskey(credential: {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports?: readonly string[];
}): Promise<NewPasskey | null> {
  const { decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers');
  const publicKey = publicKeyOf(decodeCredentialPublicKey(new Uint8Array(credential.publicKey)));
  if (publicKey === null) return null;
  return {
    credentialId: credential.id,
    publicKey,
    coseKey: Buffer.from(credential.publicKey).toString('base64url'),
    count: credential.counter,
    transports: credential.transports ?? [],
  };
}

/** Tells whether a value has the form of a response, with texts of a bounded length; whether it holds is another matter. */
function isResponse(value: unknown, fields: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || !('response' in value)) return false;
  const { response } = value;
  return (
    ['id', 'rawId'].every((name) => textIn(value, name) !== null) &&
    fields.every((name) => textIn(response, name) !== null)
  );
}

function textIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' && found.length <= MAX_FIELD ? found : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
