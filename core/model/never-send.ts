import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';
import { normalisePath } from '../path/normalise-path.ts';

/** Tells whether a normalised absolute path is one whose contents no model is told. */
export type IsNeverSent = (path: string) => boolean;

/** Where relative paths of a call start. */
export type CallPlace = { readonly cwd: string; readonly home: string };

/** Most texts of one call that are looked at, most words of each, and the longest of them; a call with more counts as naming one. */
const MAX_TEXTS = 256;
const MAX_WORDS = 4_096;
const MAX_WORD = 4_096;

/**
 * The first path among a call's arguments that is never sent; null for none.
 *
 * Every text is looked at as a whole and word by word, as a shell line's words are paths too. It is a net, not a wall: a path that is
 * put together while a line runs is not seen.
 */
export function neverSentPath(args: JsonObject, isNeverSent: IsNeverSent, place: CallPlace): string | null {
  const texts: string[] = [];
  gather(args, texts);
  if (texts.length > MAX_TEXTS) return '(too many arguments to look at)';
  for (const text of texts) {
    for (const word of wordsOf(text)) {
      const path = word.length > MAX_WORD ? null : normalisePath(word, place);
      if (path !== null && isNeverSent(path)) return word;
    }
  }
  return null;
}

function gather(value: Json, texts: string[]): void {
  if (texts.length > MAX_TEXTS) return;
  if (typeof value === 'string') texts.push(value);
  else if (Array.isArray(value)) for (const inner of value) gather(inner, texts);
  else if (isJsonObject(value)) for (const inner of Object.values(value)) gather(inner, texts);
}

/** What stands between words: blanks, quotes, and what shells put beside paths. */
const BETWEEN = ' \t\r\n"\'`;|&<>()=,';

function wordsOf(text: string): readonly string[] {
  const words = text.length > MAX_WORD ? [] : [text];
  let start = 0;
  for (let at = 0; at <= text.length && words.length < MAX_WORDS; at++) {
    if (at < text.length && !BETWEEN.includes(text.charAt(at))) continue;
    if (at > start) words.push(text.slice(start, at));
    start = at + 1;
  }
  return words;
}
