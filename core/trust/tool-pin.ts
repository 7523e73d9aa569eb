import { toHex } from '../encoding/hex.ts';
import type { HashFunction } from '../hash.ts';
import { listingText, type ToolListing } from './tool-listing.ts';
import { speaksToModel, type ToolWarning } from './tool-warning.ts';

/**
 * How a listed tool stands. `vouched`: an operator accepted exactly this listing. `new`: seen for the first time. `changed`:
 * it differs, or has differed since, from what was accepted. `refused`: the operator does not want it.
 */
export const PIN_STATUSES = ['vouched', 'new', 'changed', 'refused'] as const;
export type PinStatus = (typeof PIN_STATUSES)[number];

/** What is remembered of a tool, as far as standings depend on it. */
export type PinState = {
  readonly status: PinStatus;
  /** Of the listing an operator accepted; null while none was. */
  readonly acceptedDigest: string | null;
  /** Of the listing that was seen last. */
  readonly seenDigest: string;
};

/**
 * Pins a tool by its listing: `sha256:` and 64 hexadecimal digits over the RFC 8785 form of name, title, description,
 * inputSchema, outputSchema, annotations and whatever else it has, as far as they are there.
 *
 * Invariant: one changed byte of any of them changes the digest.
 */
export function digestTool(listing: ToolListing, hash: HashFunction): string {
  return `sha256:${toHex(hash(listingText(listing)))}`;
}

/**
 * The status of a tool once it was listed with this digest.
 *
 * A difference from what was accepted holds the tool until somebody vouches again: going back to the old listing does not
 * lift it, since whoever changes a listing and back has something to hide. What was refused stays refused.
 */
export function statusOnSight(pin: PinState | null, digest: string): PinStatus {
  if (pin === null) return 'new';
  if (pin.status === 'vouched' && pin.acceptedDigest !== digest) return 'changed';
  return pin.status;
}

/**
 * How a call of a tool stands that was proposed under a digest; null for a call that names none.
 *
 * A digest that is not the vouched one makes it `changed`, whatever was seen last.
 */
export function standingOfCall(pin: PinState, digest: string | null): PinStatus {
  const expected = pin.status === 'vouched' ? pin.acceptedDigest : pin.seenDigest;
  if (pin.status === 'refused' || digest === null || digest === expected) return pin.status;
  return 'changed';
}

/**
 * Tells whether a model must not be shown a listing: it changed, it is refused, or nobody has looked at it yet and it holds
 * what works on whoever reads it.
 */
export function isWithheld(pin: { readonly status: PinStatus; readonly warnings: readonly ToolWarning[] }): boolean {
  if (pin.status === 'vouched') return false;
  return pin.status !== 'new' || speaksToModel(pin.warnings);
}
