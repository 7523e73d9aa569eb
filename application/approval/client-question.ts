/** A question to the person at the client, for one open approval request. */
export type ClientQuestion = {
  /** Opaque to the client: sealed, good once, until `expiresAtMs` (milliseconds since 1970). */
  readonly requestState: string;
  readonly message: string;
  readonly expiresAtMs: number;
};

/** What the person answered, with the state that came back, and the session that the call belongs to. */
export type ClientAnswer = {
  readonly requestState: string;
  readonly session: string;
  /** `misused`: it came back with another call, so that it is spent. */
  readonly action: 'accept' | 'decline' | 'cancel' | 'misused';
};
