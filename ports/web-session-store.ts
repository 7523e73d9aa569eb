import type { TokenScope } from './token-store.ts';

/** How a browser showed whose it is. */
export const LOGIN_WAYS = ['link', 'passkey'] as const;
export type LoginWay = (typeof LOGIN_WAYS)[number];

/** A browser that is logged in, known only by hashes. Times in milliseconds since 1970. */
export type WebSessionRecord = {
  /** 12 lower-case hexadecimal digits: the first part of the cookie's value. */
  readonly id: string;
  /** SHA-256 of the cookie's value, and of the proof that goes with it; 64 hexadecimal digits each. */
  readonly hash: string;
  readonly proofHash: string;
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  readonly way: LoginWay;
  /** What it was opened with: the passkey, or the token that the link was made with; null where there was neither. */
  readonly keyId: string | null;
  /** What the browser calls itself, for whoever looks through the list. */
  readonly agent: string;
  readonly createdAtMs: number;
  /** When it was last written down as used: idle time counts from here after a restart. */
  readonly usedAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
};

/** Finds sessions of browsers. Writing goes through `LedgerStore.commit`. */
export interface WebSessionStore {
  find(id: string): Promise<WebSessionRecord | null>;
  /** Sessions that have neither ended nor expired at `atMs`, oldest first by the order of first writing, at most `limit` (1 to 1,000). */
  listOpen(atMs: number, limit: number): Promise<readonly WebSessionRecord[]>;
}
