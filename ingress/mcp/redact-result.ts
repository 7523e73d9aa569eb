import { Buffer, isUtf8 } from 'node:buffer';
import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { redactNamed } from '../../core/secret/redact-named.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';

/** Shorter texts hold no secret of any known kind. */
const MIN_LENGTH = 8;
/** Nor do shorter names of members, which say nothing of themselves. */
const MIN_NAME_LENGTH = 16;
/** Bytes of which so few are given may be a key that is named so; no picture and no sound is so small. */
const MAX_RAW_BYTES = 1_024;

/**
 * Where in a message an object stands: the result or the parameters themselves, one message of a prompt, a block of content, or
 * anywhere else. Only in a block `data` and `blob` hold bytes.
 */
type Place = 'result' | 'message' | 'block' | 'plain';

const PLACES: { readonly [At in Place]: ReadonlyMap<string, Place> } = {
  result: new Map([
    ['content', 'block'],
    ['contents', 'block'],
    ['messages', 'message'],
  ]),
  message: new Map([['content', 'block']]),
  block: new Map([
    ['resource', 'block'],
    ['content', 'block'],
  ]),
  plain: new Map(),
};

/**
 * Takes secrets out of a result, or of what a server tells and asks, `[redacted <kind>]` in their place: out of every text, under the
 * name of its member, out of the names, and out of texts in base64 where a block of content holds a file. Other bytes in base64
 * are left alone. Answers the very same object where there is none.
 */
export function redactResult(result: JsonObject): JsonObject {
  return new Redaction().object(result, 'result');
}

class Redaction {
  /** Rows of a table have the same names again and again. */
  private readonly names = new Map<string, string>();

  object(value: JsonObject, place: Place): JsonObject {
    let isChanged = false;
    const entries: (readonly [string, Json])[] = [];
    const used = new Map<string, number>();
    for (const [key, member] of Object.entries(value)) {
      const redacted = holdsBytes(value, { key, place })
        ? redactBytes(member as string)
        : this.json(member, { name: nameOf(value, key), place: PLACES[place].get(key) ?? 'plain' });
      const name = unusedName(this.name(key), used);
      isChanged ||= redacted !== member || name !== key;
      entries.push([name, redacted]);
    }
    return isChanged ? Object.fromEntries(entries) : value;
  }

  private json(value: Json, { name, place }: { readonly name: string; readonly place: Place }): Json {
    if (typeof value === 'string') {
      if (value.length < MIN_LENGTH) return value;
      const { text, found } = redactNamed(name, value);
      return found.length === 0 ? value : text;
    }
    if (!Array.isArray(value)) return isJsonObject(value) ? this.object(value, place) : value;
    const items: readonly Json[] = value;
    const redacted = items.map((item) => this.json(item, { name, place }));
    return redacted.every((item, at) => item === items[at]) ? items : redacted;
  }

  private name(key: string): string {
    if (key.length < MIN_NAME_LENGTH) return key;
    const known = this.names.get(key) ?? redactSecrets(key).text;
    this.names.set(key, known);
    return known;
  }
}

/** The name a value stands under: its own, or of a pair (`name`, `value`) the first half. */
function nameOf(value: JsonObject, key: string): string {
  const first = key === 'value' ? (value['name'] ?? value['key']) : undefined;
  return typeof first === 'string' ? first : key;
}

/** Two names that lost the same secret stay two members. Each number is tried once, so all names of an object cost what they are. */
function unusedName(name: string, used: Map<string, number>): string {
  let free = name;
  while (used.has(free)) {
    const count = (used.get(name) ?? 1) + 1;
    used.set(name, count);
    free = `${name} ${count}`;
  }
  used.set(free, 1);
  return free;
}

/** Tells whether a member is the bytes of a picture, a sound or a file, as blocks of content and contents of resources hold them. */
function holdsBytes(value: JsonObject, { key, place }: { readonly key: string; readonly place: Place }): boolean {
  const text = value[key];
  if (place !== 'block' || typeof text !== 'string' || !isBase64(text)) return false;
  if (key === 'blob') return typeof value['uri'] === 'string';
  return key === 'data' && (value['type'] === 'image' || value['type'] === 'audio');
}

/** Bytes that are text lose its secrets; few bytes are looked at as they stand, too. */
function redactBytes(base64: string): string {
  if (base64.length <= MAX_RAW_BYTES && redactSecrets(base64).found.length > 0) return redactSecrets(base64).text;
  const bytes = Buffer.from(base64, 'base64');
  if (!isUtf8(bytes) || bytes.includes(0)) return base64;
  const { text, found } = redactSecrets(bytes.toString('utf8'));
  return found.length === 0 ? base64 : Buffer.from(text, 'utf8').toString('base64');
}

/** Base64 of RFC 4648 §4, padded. Two passes over the text at most. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
