/** A code of an authenticator app that was good: which enrolment, for which step of time, sealed by the gateway over one answer. */
export type TotpEvidence = {
  readonly kind: 'totp';
  /** The enrolment that the code was of; once it is removed the evidence holds no more. */
  readonly enrolment: string;
  /** Steps of thirty seconds since 1970. No person uses one twice. */
  readonly counter: number;
  /** Base64: what only the gateway can make, over the answer that the code was given for. */
  readonly seal: string;
};

/** A passkey's assertion (W3C Web Authentication, §7.2) whose challenge is the digest of the signed approval text. */
export type PasskeyEvidence = {
  readonly kind: 'passkey';
  /** The enrolled key. */
  readonly keyId: string;
  /** Base64url, as the authenticator gave them. */
  readonly clientDataJson: string;
  readonly authenticatorData: string;
  readonly signature: string;
};

/** What shows, beside the signature, that the person was there: kept with the answer and checked again before use. */
export type SecondFactor = TotpEvidence | PasskeyEvidence;

/** The kinds of second factors. */
export const SECOND_FACTORS = ['totp', 'passkey'] as const;
