/** Time-based one-time codes (RFC 6238): SHA-1, six digits, thirty seconds, which is what authenticator apps know. */
export interface OneTimeCodes {
  /** How an app takes a secret up: as an `otpauth:` address for a picture, and in base32 for typing. */
  describe(secret: Uint8Array, account: string): Promise<{ readonly uri: string; readonly secretText: string }>;
  /**
   * The step of time that a code is of, at `nowMs` or one step to either side; null where it is of none. Takes as long for a wrong
   * code as for a right one.
   */
  counterOf(code: string, given: { readonly secret: Uint8Array; readonly nowMs: number }): Promise<number | null>;
}
