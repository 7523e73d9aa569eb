import type { Json } from '../../core/encoding/json.ts';

/** Values of a JSON text that are looked into. */
const MAX_VALUES = 20_000;

/** What a text says, and whether all of it was looked at. */
export type Texts = { readonly texts: readonly string[]; readonly isCut: boolean };

/** The texts of a JSON text, keys included, since in JSON a name may be spelled with escapes; of any other text, itself. */
export function textsOf(text: string): Texts {
  const first = text.trimStart().charAt(0);
  if (first !== '{' && first !== '[' && first !== '"') return { texts: [text], isCut: false };
  try {
    return leavesOf(JSON.parse(text) as Json);
  } catch {
    return { texts: [text], isCut: false };
  }
}

function leavesOf(value: Json): Texts {
  const texts: string[] = [];
  const pending: Json[] = [value];
  let at = 0;
  for (; at < pending.length && at < MAX_VALUES; at++) {
    const next = pending[at] as Json;
    if (typeof next === 'string') texts.push(next);
    else if (Array.isArray(next)) for (const item of next as readonly Json[]) pending.push(item);
    else if (typeof next === 'object' && next !== null)
      for (const [key, inner] of Object.entries(next)) {
        texts.push(key);
        pending.push(inner);
      }
  }
  return { texts, isCut: at < pending.length };
}
