import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PasskeyEvidence } from '../../core/approval/second-factor.ts';

/** Authenticator data: 32 bytes of the host's hash, one of flags, four of the count (Web Authentication, §6.1). */
const DATA_BYTES = 37;
const PRESENT = 0x01;
const VERIFIED = 0x04;

/**
 * Checks a kept assertion again: what it is for, the host's hash, that the person was present and verified, and the signature.
 *
 * The origin was compared exactly when it arrived; here it must still be one of the host.
 */
export function holdsAssertion(
  evidence: PasskeyEvidence,
  { challenge, rpId, publicKey }: { readonly challenge: string; readonly rpId: string; readonly publicKey: Uint8Array },
): boolean {
  const clientData = Buffer.from(evidence.clientDataJson, 'base64url');
  const data = Buffer.from(evidence.authenticatorData, 'base64url');
  if (!isFor(clientData, challenge, rpId) || data.length < DATA_BYTES) return false;
  const flags = data[32] ?? 0;
  const isVerified = (flags & PRESENT) !== 0 && (flags & VERIFIED) !== 0;
  if (!isVerified || !data.subarray(0, 32).equals(sha256(Buffer.from(rpId, 'utf8')))) return false;
  const message = Buffer.concat([data, sha256(clientData)]);
  return isSigned(message, Buffer.from(evidence.signature, 'base64url'), publicKey);
}

function isFor(clientData: Buffer, challenge: string, rpId: string): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(clientData.toString('utf8'));
  } catch {
    return false;
  }
  if (typeof parsed !== 'object' || parsed === null) return false;
  const { type, challenge: given, origin, crossOrigin } = parsed as Record<string, unknown>;
  const isOurs = typeof origin === 'string' && URL.canParse(origin) && new URL(origin).hostname === rpId;
  return type === 'webauthn.get' && given === challenge && isOurs && crossOrigin !== true;
}

function isSigned(message: Buffer, signature: Buffer, publicKey: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return verify(algorithmOf(key), message, key, signature);
  } catch {
    return false;
  }
}

/** ES256 and RS256 sign a SHA-256 digest, EdDSA the message itself. */
function algorithmOf({ asymmetricKeyType }: KeyObject): string | null {
  return asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
