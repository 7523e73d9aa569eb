import type { Delegation } from '../core/approval/delegation.ts';

/** An authenticator app that was enrolled. Times in milliseconds since 1970. */
export type TotpEnrolment = {
  readonly id: string;
  /** Base64: the secret, as the gateway's cipher sealed it for this person and enrolment. */
  readonly sealed: string;
  readonly enrolledAtMs: number;
  /** The newest step of time whose code was used: that one and all before it are used up. */
  readonly lastCounter: number;
};

/** What a person is told of beside their own requests. */
export const RECIPIENT_ROLES = ['administrator', 'emergency'] as const;
export type RecipientRole = (typeof RECIPIENT_ROLES)[number];

/** A person who approves: the accounts that are theirs, and what shows that it is them. */
export type PersonRecord = {
  /** The principal that the person was first known by. */
  readonly id: string;
  /** Every account of the person, the first one first. No principal is in two records. */
  readonly principals: readonly string[];
  readonly totp: TotpEnrolment | null;
  /** Wrong codes in a row, and until when no code is looked at. */
  readonly failures: number;
  readonly lockedUntilMs: number;
  /** How often each passkey has signed, as it said; 0 where it does not count. */
  readonly passkeyCounts: readonly { readonly keyId: string; readonly count: number }[];
  /** True from the first second factor on: enrolling and removing one then needs proof of one. */
  readonly hasHadFactor: boolean;
  /** SHA-256, 64 hexadecimal digits, of the one code that stands in for a lost factor; null for none. */
  readonly recoveryHash: string | null;
  /** Whom this person lets answer in their turn. */
  readonly delegations: readonly Delegation[];
  /** When nothing is sent to the person; null for never. */
  readonly away: { readonly fromMs: number; readonly untilMs: number } | null;
  readonly roles: readonly RecipientRole[];
  /** 1 when it is made, one more with each change. */
  readonly revision: number;
};

/** The most people that are kept. */
export const MAX_PEOPLE = 1_000;

/** Finds people. Writing goes through `LedgerStore.commit`. */
export interface PersonStore {
  find(id: string): Promise<PersonRecord | null>;
  /** Everybody, at most `MAX_PEOPLE`, oldest first by the order of first writing. */
  list(): Promise<readonly PersonRecord[]>;
}
