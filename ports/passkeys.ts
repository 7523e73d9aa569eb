import type { PasskeyEvidence } from '../core/approval/second-factor.ts';
import type { JsonObject } from '../core/encoding/json.ts';

/** Where a browser stands: the relying party (a host's name) and the exact origin. */
export type WebPlace = { readonly rpId: string; readonly origin: string };

/** A passkey as its registration made it. */
export type NewPasskey = {
  /** Base64url. */
  readonly credentialId: string;
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  /** The same key as the authenticator gave it (COSE), base64url. */
  readonly coseKey: string;
  readonly count: number;
  readonly transports: readonly string[];
};

/** A passkey that an assertion is checked with. */
export type KnownPasskey = Pick<NewPasskey, 'credentialId' | 'coseKey' | 'count'>;

/** Passkeys: W3C Web Authentication, user verification always required. Answers are null, never exceptions, for what does not hold. */
export interface Passkeys {
  /** Options for `navigator.credentials.create`, in the specification's JSON form. `challenge` is base64url. */
  registrationOptions(input: {
    readonly rpId: string;
    readonly challenge: string;
    readonly account: string;
    /** The same for every account of one person: base64url, no name in it. */
    readonly userHandle: string;
    readonly known: readonly string[];
  }): Promise<JsonObject>;
  /** Checks a registration: type, challenge, origin, relying party, user verification, form. */
  verifyRegistration(
    response: unknown,
    expected: WebPlace & { readonly challenge: string },
  ): Promise<NewPasskey | null>;
  /** Options for `navigator.credentials.get`; `allowed` credentials, or with none whichever the authenticator has of this host. */
  assertionOptions(input: {
    readonly rpId: string;
    readonly challenge: string;
    readonly allowed: readonly string[];
  }): Promise<JsonObject>;
  /** Checks an assertion, its signature and count; a count that did not rise is a copy of the key, and null. */
  verifyAssertion(
    response: unknown,
    expected: WebPlace & { readonly challenge: string; readonly passkey: KnownPasskey },
  ): Promise<{ readonly count: number; readonly evidence: Omit<PasskeyEvidence, 'keyId'> } | null>;
  /** The credential that an assertion names; null for what is none. Nothing is checked. */
  credentialOf(response: unknown): string | null;
  /** The challenge that a registration or an assertion says it is for, base64url; null for what is neither. Nothing is checked. */
  challengeOf(response: unknown): string | null;
  /** Checks kept evidence again: the same checks but for the count, at once. */
  holds(
    evidence: PasskeyEvidence,
    expected: { readonly challenge: string; readonly rpId: string; readonly publicKey: Uint8Array },
  ): boolean;
}
