/** Fewest letters of a word that is held for another one with a slip in it. */
const SHORTEST = 4;

/** Known words by what is left of them when letters are doubled or change places. */
export type Slips = { readonly known: ReadonlySet<string>; readonly byKey: ReadonlyMap<string, string> };

/** Makes the index of the words that slips are undone to. */
export function openSlips(known: ReadonlySet<string>): Slips {
  const byKey = new Map<string, string>();
  for (const word of known) byKey.set(keyOf(word), word);
  return { known, byKey };
}

/** What is left of each of these words when letters are doubled or change places; of an equal word the same value. */
export function slipKeys(words: readonly string[]): readonly string[] {
  const keys = new Map<string, string>();
  return words.map((word) => {
    const key = keys.get(word) ?? keyOf(word);
    keys.set(word, key);
    return key;
  });
}

/**
 * The words with slips of the keyboard undone: `wnat` is `want`, `dieee` is `die`. A word that is known, and one that resembles
 * none, stays. Null where nothing differs. `keys` are those of `slipKeys`.
 */
export function withoutSlips(
  words: readonly string[],
  { keys, slips }: { readonly keys: readonly string[]; readonly slips: Slips },
): readonly string[] | null {
  let isChanged = false;
  const mended = words.map((word, index) => {
    if (word.length < SHORTEST || slips.known.has(word)) return word;
    const meant = slips.byKey.get(keys[index] ?? '');
    if (meant === undefined) return word;
    isChanged = true;
    return meant;
  });
  return isChanged ? mended : null;
}

/** The first and the last letter, and those between them in the order of the alphabet; letters that stand twice in a row count once. */
function keyOf(word: string): string {
  const letters: string[] = [];
  for (const letter of word) if (letter !== letters.at(-1)) letters.push(letter);
  return letters.length < SHORTEST
    ? letters.join('')
    : `${letters[0]}${letters.slice(1, -1).sort().join('')}${letters.at(-1)}`;
}
