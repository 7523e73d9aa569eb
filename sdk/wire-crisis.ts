/** A line that listens, as `GET /v1/support` answers it. */
export type WireSupportLine = {
  readonly name: string;
  readonly for: 'everyone' | 'young-people' | 'violence';
  readonly phone: string | null;
  readonly text: string | null;
  readonly web: string;
  readonly hours: string;
};

/** What is shown to a person in a crisis: fixed words. */
export type WireSupport = {
  readonly language: string;
  readonly country: string | null;
  readonly question: string;
  readonly emergency: readonly string[];
  readonly lines: readonly WireSupportLine[];
  readonly text: string;
};

/** What a message of a user was found to be, and what its writer is shown at once. */
export type WireScreenedMessage = {
  readonly verdict: 'clean' | 'jailbreak' | 'crisis' | 'crisis-under-attack';
  readonly level: 'none' | 'concern' | 'high' | 'imminent';
  readonly kinds: readonly string[];
  readonly attacks: readonly string[];
  readonly support: WireSupport | null;
};
