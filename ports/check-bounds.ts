/** The largest `limit` of the methods that list records. */
export const MAX_LISTED = 1_000;
/** The largest `limit` of the methods that read entries or nodes of the log. */
export const MAX_READ = 10_000;
/** The largest `limit` of the methods that list what belongs to one digest or one session. */
export const MAX_RELATED = 100;
/** The shortest prefix of an approval's id that is looked for. */
const MIN_PREFIX_LENGTH = 4;
/** How many approvals a prefix search answers at most: enough to tell unique from ambiguous. */
export const MAX_PREFIX_MATCHES = 3;

/**
 * Refuses a limit that is no whole number from 1 to `maximum`; raises RangeError, since only our own mistake asks for
 * it.
 */
export function checkLimit(limit: number, maximum: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= maximum) return;
  throw new RangeError(`read from the store: found limit ${limit}, wanted a whole number from 1 to ${maximum}`);
}

/** Refuses a place in the log, or a level of the tree, that is no safe integer from `minimum` on; raises RangeError. */
export function checkPlace(place: number, minimum: number): void {
  if (Number.isSafeInteger(place) && place >= minimum) return;
  throw new RangeError(`read from the store: found place ${place}, wanted a whole number from ${minimum} on`);
}

/**
 * Refuses a prefix of fewer than four characters (UTF-16 code units), which would match by accident; raises
 * RangeError.
 */
export function checkPrefix(prefix: string): void {
  if (prefix.length >= MIN_PREFIX_LENGTH) return;
  throw new RangeError(`look up a prefix: found ${prefix.length} characters, wanted at least ${MIN_PREFIX_LENGTH}`);
}
