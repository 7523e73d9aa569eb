/** A JSON value (RFC 8259), read-only. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Keys are own, enumerable and strings. */
export type JsonObject = { readonly [key: string]: Json };

/** Tells whether a value is a JSON object, not an array and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
