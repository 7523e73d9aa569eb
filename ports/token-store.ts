/**
 * What the bearer of a token may do. `prompt`, saying what the person at the agent wrote, is for hooks: it ends a row of denials.
 * `elicit`, asking the person at the client, is the gateway's own to give.
 */
export const TOKEN_SCOPES = ['decide', 'outcome', 'approve', 'read', 'admin', 'halt', 'elicit', 'prompt'] as const;
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
  /** The lease that the bearer acts under whatever they show; null where the token is bound to none. */
  readonly lease: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
};

/** Finds tokens. Writing goes through `LedgerStore.commit`. */
export interface TokenStore {
  find(id: string): Promise<TokenRecord | null>;
  /**
   * Tokens, revoked ones too, oldest first by the order of writing, at most `limit` (1 to 1,000): the first ones, or those
   * written after the token with the id `after`. Nothing comes after an id that is unknown.
   */
  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly TokenRecord[]>;
}
