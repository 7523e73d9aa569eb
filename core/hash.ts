/**
 * SHA-256, given to the core by whoever calls it: the core itself reaches for no implementation.
 *
 * A string is hashed as its UTF-8 bytes. Returns 32 bytes.
 */
export type HashFunction = (data: string | Uint8Array) => Uint8Array;

/** The same hash in lower-case hexadecimal: for many of them at once, since a short text costs a third of a byte array. */
export type HexHashFunction = (data: string | Uint8Array) => string;
