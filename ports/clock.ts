/** Time, and waiting. */
export interface Clock {
  /** Milliseconds since 1970. Invariant: never less than what it answered before, whatever the system clock does. */
  nowMs(): number;
  /** Minutes after midnight (0–1439) of an instant in an IANA time zone; throws `RangeError` for an unknown zone. */
  minuteOfDay(atMs: number, timeZone: string): number;
  /** The day (`YYYY-MM-DD`) of an instant in an IANA time zone; throws `RangeError` for an unknown zone. */
  dayOf(atMs: number, timeZone: string): string;
  /** Calls back once after at least `delayMs`, unless cancelled by calling the answer. Does not keep the process alive. */
  after(delayMs: number, callback: () => void): () => void;
  /** Resolves as soon as work that is already waiting has run; the moment at which a group commit is cut. */
  afterPending(callback: () => void): void;
}
