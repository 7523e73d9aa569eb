/** Fewest letters of a word that is held for another one with a slip in it. */
const SHORTEST = 4;

/** Known words by what is left of them when letters are doubled or change places. */
export type Slips = { readonly known: ReadonlySet<string>; readonly byKey: ReadonlyMap<string, string> };

/** Makes the index of the words that slips are undone to; of two words with one key the first counts. */
export function openSlips(known: ReadonlySet<string>): Slips {
  const byKey = new Map<string, string>();
  for (const word of [...known].reverse()) if (word.length > 2) byKey.set(keyOf(word), word);
  return { known, byKey };
}

/**
 * The words with slips of the keyboard undone: `wnat` is `want`, `dieee` is `die`. A word that is known, and one that resembles
 * none, stays. Null where nothing differs.
 */
export function withoutSlips(words: readonly string[], { known, byKey }: Slips): readonly string[] | null {
  let isChanged = false;
  const mended = words.map((word) => {
    if (word.length < SHORTEST || known.has(word)) return word;
    const meant = byKey.get(keyOf(word));
    if (meant === undefined) return word;
    isChanged = true;
    return meant;
  });
  return isChanged ? mended : null;
}

/** Longest word that letters change places in: sorting them is bounded by it. */
const LONGEST = 24;

/** The first and the last letter, and those between them in the order of the alphabet; letters that stand twice in a row count once. */
function keyOf(word: string): string {
  const letters: string[] = [];
  for (const letter of word) if (letter !== letters.at(-1)) letters.push(letter);
  if (letters.length < SHORTEST || letters.length > LONGEST) return letters.join('');
  return `${letters[0]}${letters.slice(1, -1).sort().join('')}${letters.at(-1)}`;
}
