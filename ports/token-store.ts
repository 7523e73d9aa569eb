/** What the bearer of a token may do. */
export const TOKEN_SCOPES = ['decide', 'outcome', 'approve', 'read', 'admin', 'halt'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A bearer token, known only by its hash. Times in milliseconds since 1970. */
export type TokenRecord = {
  /** 12 lower-case characters; the first part of the token's text. */
  readonly id: string;
  /** SHA-256 of the token's text, 64 hexadecimal digits. */
  readonly hash: string;
  /** Who the bearer is: `agent:<name>` or `human:<name>`. */
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
};

/** Finds tokens. Writing goes through `LedgerStore.commit`. */
export interface TokenStore {
  find(id: string): Promise<TokenRecord | null>;
  /** Every token, revoked ones too, oldest first by the order of writing. */
  list(): Promise<readonly TokenRecord[]>;
}
