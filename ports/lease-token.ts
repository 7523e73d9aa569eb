/** A token whose signatures hold. Whether its lease does is another question. */
export type VerifiedToken = {
  readonly lease: string;
  /** What each block says, the issuer's first, then each narrowing in order. */
  readonly blocks: readonly string[];
  /** The earliest end of any block; milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** An id for each block, hexadecimal; whoever revokes one revokes every token that holds the block. */
  readonly revocationIds: readonly string[];
};

/** Why a token is refused, as a phrase `found …, want …`. */
export type TokenRefusal = { readonly ok: false; readonly failure: string };

/**
 * What a block is made of: a text of letters, digits, `+`, `/` and `=`, at most 16,384 characters, and when the token is over, which
 * is kept in whole seconds, rounded down. Raises RangeError for any other text, which only our own mistake makes.
 */
export type LeaseBlock = { readonly terms: string; readonly expiresAtMs: number };

/** Makes lease tokens, which anybody who holds one may narrow without asking, and nobody may widen. */
export interface LeaseTokens {
  /** The public key that tokens are checked with, as `ed25519/<hexadecimal>`. */
  readonly publicKey: string;
  /** `lease` is a UUID. */
  issue(lease: string, block: LeaseBlock): string;
  /** Checks every signature and that every block is one of ours: a block that says anything else is refused, never overlooked. */
  verify(token: string): { readonly ok: true; readonly value: VerifiedToken } | TokenRefusal;
}

/** Opens what makes tokens when it is first needed: most gateways never see one, and it takes megabytes. */
export interface LeaseTokenSource {
  readonly publicKey: string;
  /** Raises what a broken installation raises. */
  open(): Promise<LeaseTokens>;
}

/** Narrows a token offline. Needs no key. */
export type NarrowToken = (
  token: string,
  block: LeaseBlock,
) => { readonly ok: true; readonly value: string } | TokenRefusal;
