import type { SecretRule } from '../core/secret/secret-rule.ts';

/** One value that a secret has had. Sealed; null once it may not be used any more. Times in milliseconds since 1970. */
export type SecretVersion = {
  /** From 1 on. */
  readonly number: number;
  /** Base64 of what the vault's cipher made; opens only as this version of this secret. */
  readonly sealed: string | null;
  readonly createdAtMs: number;
  /** When it ends; null for the one that is in force until it is replaced. */
  readonly endsAtMs: number | null;
};

/** A secret as it is stored: everything but its values can be read. */
export type SecretRecord = {
  readonly name: string;
  readonly rule: SecretRule;
  /** Oldest first, at least one. */
  readonly versions: readonly SecretVersion[];
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly revokedAtMs: number | null;
  /** 1 when it is made, one more with each change. */
  readonly revision: number;
};

/** Finds secrets. Writing goes through `LedgerStore.commit`. */
export interface SecretStore {
  find(name: string): Promise<SecretRecord | null>;
  /**
   * Secrets, revoked ones too, oldest first by the order of first writing, at most `limit` (1 to 1,000): the first ones, or those
   * behind the one with the name `after`. Nothing comes after a name that is unknown.
   */
  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly SecretRecord[]>;
}
