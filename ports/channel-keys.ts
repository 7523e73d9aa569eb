import type { SignMessage } from '../core/audit/signature.ts';

/** An account of a person at a channel that cannot sign: a chat user, a mailbox, a browser that is logged in. */
export type ChannelAccount = {
  /** The channel's name in the configuration, for example `telegram` or `team-slack`. */
  readonly channel: string;
  /** The channel's own id of the account, never a display name: people can change those. */
  readonly user: string;
  /** `human:<name>`: whose account it is. */
  readonly principal: string;
  /** The pairing that it is known by: another pairing of the account is another key, since a key that was withdrawn never counts again. */
  readonly pairing: string;
};

/** A key that the gateway signs with for one account, and for no other. */
export type ChannelKey = {
  readonly keyId: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: SignMessage;
};

/**
 * Keys for accounts that cannot sign for themselves: their answers are signed by the gateway, once it has checked that they came
 * from the account.
 *
 * The same account always has the same key, two accounts never share one. The key is enrolled when the account is paired, under
 * the person's own principal, and withdrawn when the pairing ends, so that an answer never outlives it.
 */
export interface ChannelKeys {
  keyOf(account: ChannelAccount): ChannelKey;
}
