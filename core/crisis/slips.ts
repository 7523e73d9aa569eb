/** Fewest letters of a word that is held for another one with a slip in it. */
const SHORTEST = 4;

/** Known words by what is left of them when letters are doubled or change places. */
export type Slips = {
  readonly known: ReadonlySet<string>;
  readonly byKey: ReadonlyMap<string, string>;
  /** Long words that weigh much, as they are and by what is left when one letter is missing or another one. */
  readonly nearly: ReadonlyMap<string, string>;
};

/** Fewest letters of a word that is known with one letter too few, too many or another. */
const SHORTEST_GRAVE = 8;

/**
 * Makes the index of the words that slips are undone to; of two words with one key the first counts. Grave words are known by all
 * their letters but one.
 */
export function openSlips(known: ReadonlySet<string>, grave: Iterable<string> = []): Slips {
  const byKey = new Map<string, string>();
  for (const word of known) {
    const key = keyOf(word);
    if (word.length > 2 && !byKey.has(key)) byKey.set(key, word);
  }
  const nearly = new Map<string, string>();
  for (const word of grave) if (word.length >= SHORTEST_GRAVE) putNearly(word, nearly);
  return { known, byKey, nearly };
}

function putNearly(word: string, nearly: Map<string, string>): void {
  nearly.set(word, word);
  for (const [left, placed] of leftOf(word)) {
    nearly.set(left, word);
    nearly.set(placed, word);
  }
}

/** What is left of a word without each of its letters but the first, as it is and with the place of the letter. */
function leftOf(word: string): readonly (readonly [left: string, placed: string])[] {
  return [...word].slice(1).map((_, index) => {
    const left = `${word.slice(0, index + 1)}${word.slice(index + 2)}`;
    return [left, `${index}${left}`];
  });
}

/**
 * The words with slips of the keyboard undone: `wnat` is `want`, `dieee` is `die`, `suicdal` is `suicidal`. A word that is known, and one that resembles
 * none, stays. Null where nothing differs.
 */
export function withoutSlips(words: readonly string[], { known, byKey, nearly }: Slips): readonly string[] | null {
  let isChanged = false;
  const mended = words.map((word) => {
    if (word.length < SHORTEST || known.has(word)) return word;
    const meant = byKey.get(keyOf(word)) ?? nearest(word, nearly);
    if (meant === undefined) return word;
    isChanged = true;
    return meant;
  });
  return isChanged ? mended : null;
}

/** The grave word that a word is but for one letter. */
function nearest(word: string, nearly: Slips['nearly']): string | undefined {
  if (word.length < SHORTEST_GRAVE - 1 || word.length > LONGEST) return undefined;
  const missing = nearly.get(word);
  if (missing !== undefined) return missing;
  for (const [left, placed] of leftOf(word)) {
    const meant = nearly.get(placed) ?? (nearly.get(left) === left ? left : undefined);
    if (meant !== undefined) return meant;
  }
  return undefined;
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
