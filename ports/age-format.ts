/** Who can open an exported vault: a recipient (`age1…`), or whoever knows a passphrase. */
export type AgeRecipient =
  | { readonly kind: 'recipient'; readonly recipient: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** How to open one: an identity (`AGE-SECRET-KEY-1…`), or the passphrase. */
export type AgeIdentity =
  | { readonly kind: 'identity'; readonly identity: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** Writes and reads files in the format of age (age-encryption.org/v1), armoured. */
export interface AgeFormat {
  /** The armoured file; null where the recipient is none. */
  encrypt(text: string, recipient: AgeRecipient): Promise<string | null>;
  /** The text; null where it does not open. */
  decrypt(file: string, identity: AgeIdentity): Promise<string | null>;
}
