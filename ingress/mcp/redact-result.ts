import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';

/** Members that hold the bytes of pictures, sounds and files in base64: no text that a secret could be read in. */
const BYTES: ReadonlySet<string> = new Set(['data', 'blob']);
/** Shorter texts hold no secret of any known kind. */
const MIN_LENGTH = 8;

/**
 * Takes secrets out of every text of a result, `[redacted <kind>]` in their place. Names of members and base64 are left alone.
 * Answers the very same object where there is none.
 */
export function redactResult(result: JsonObject): JsonObject {
  return redactObject(result);
}

function redactObject(value: JsonObject): JsonObject {
  let changed: Record<string, Json> | null = null;
  for (const [key, member] of Object.entries(value)) {
    if (BYTES.has(key) && typeof member === 'string' && isBase64(member)) continue;
    const redacted = redactJson(member);
    if (redacted === member) continue;
    changed ??= { ...value };
    changed[key] = redacted;
  }
  return changed ?? value;
}

function redactJson(value: Json): Json {
  if (typeof value === 'string') {
    if (value.length < MIN_LENGTH) return value;
    const { text, found } = redactSecrets(value);
    return found.length === 0 ? value : text;
  }
  if (Array.isArray(value)) return redactList(value);
  return isJsonObject(value) ? redactObject(value) : value;
}

/** Base64 of RFC 4648 §4, padded. Two passes over the text at most. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function redactList(values: readonly Json[]): readonly Json[] {
  const redacted = values.map(redactJson);
  return redacted.every((value, place) => value === values[place]) ? values : redacted;
}
