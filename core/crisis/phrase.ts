import { wordsOf } from './words.ts';

/** One place of a phrase: words that fit there, whole or by their beginning; whether it may be left out. */
type Place = {
  readonly words: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  readonly isOptional: boolean;
  /** Up to this many other words may stand before it. */
  readonly gap: number;
};

/** A phrase ready to be found. */
type Phrase<Label> = { readonly label: Label; readonly places: readonly Place[] };

/** Phrases by the words that they can begin with. */
export type PhraseTable<Label> = {
  readonly byWord: ReadonlyMap<string, readonly Phrase<Label>[]>;
  readonly byBeginning: readonly (readonly [string, Phrase<Label>])[];
  /** Phrases written without gaps: what is left of words whose letters were spread. */
  readonly joined: readonly (readonly [string, Label])[];
};

/** A phrase that stands in a text: the words from `from` on, up to but not `to`. */
export type FoundPhrase<Label> = { readonly label: Label; readonly from: number; readonly to: number };

/** Most words that `..` stands for. */
const GAP = 3;
const SHORTEST_JOINED = 8;

/**
 * Makes a table of phrases, one a line, each with its label.
 *
 * A line is words with blanks between them. `a|b` is one of these words, `suicid*` any word that begins so, `?a|b` may be left out,
 * `..` stands for up to three words. Words are folded like those of messages. A line begins with a word that is not optional.
 */
export function phraseTable<Label>(lines: Iterable<readonly [string, Label]>): PhraseTable<Label> {
  const byWord = new Map<string, Phrase<Label>[]>();
  const byBeginning: (readonly [string, Phrase<Label>])[] = [];
  const joined: (readonly [string, Label])[] = [];
  for (const [line, label] of lines) {
    const phrase = parsePhrase(line, label);
    for (const { words, beginnings } of phrase.places.slice(0, 1)) {
      for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), phrase]);
      for (const beginning of beginnings) byBeginning.push([beginning, phrase]);
    }
    for (const written of writtenTogether(phrase.places)) joined.push([written, label]);
  }
  return { byWord, byBeginning, joined };
}

function parsePhrase<Label>(line: string, label: Label): Phrase<Label> {
  const places: Place[] = [];
  let gap = 0;
  for (const part of line.trim().split(' ')) {
    if (part === '..') {
      gap = GAP;
      continue;
    }
    const alternatives = part.replace('?', '').split('|');
    const folded = alternatives.map((word) => ({ words: wordsOf(word), isBeginning: word.endsWith('*') }));
    const [signs] = folded;
    if (folded.length === 1 && signs !== undefined && signs.words.length > 1) {
      for (const sign of signs.words) {
        places.push(placeOf([{ words: [sign], isBeginning: false }], { gap, isOptional: false }));
        gap = 0;
      }
      continue;
    }
    places.push(placeOf(folded, { gap, isOptional: part.startsWith('?') }));
    gap = 0;
  }
  return { label, places };
}

/** Most spellings of one phrase that are looked for where gaps between letters were lost. */
const MOST_WRITTEN = 200;

/** What a phrase of whole words without gaps looks like when its gaps are lost; nothing for any other, and for short ones. */
function writtenTogether(places: readonly Place[]): readonly string[] {
  let written: readonly string[] = [''];
  for (const { words, beginnings, isOptional, gap } of places) {
    if (isOptional || gap > 0 || beginnings.length > 0 || written.length * words.size > MOST_WRITTEN) return [];
    written = written.flatMap((before) => [...words].map((word) => `${before}${word}`));
  }
  return places.length < 2 ? [] : written.filter((text) => text.length >= SHORTEST_JOINED);
}

type Folded = { readonly words: readonly string[]; readonly isBeginning: boolean };

function placeOf(folded: readonly Folded[], { gap, isOptional }: Pick<Place, 'gap' | 'isOptional'>): Place {
  const whole = folded.filter(({ isBeginning }) => !isBeginning).map(({ words }) => words.join(''));
  const beginnings = folded.filter(({ isBeginning }) => isBeginning).map(({ words }) => words.join(''));
  return { words: new Set(whole), beginnings, gap, isOptional };
}

/**
 * Every phrase that stands in these words, in the order of their beginnings; of one phrase at one place only the longest.
 *
 * Linear: at each word only the phrases that begin with it are tried, and each tries a bounded number of ways.
 */
export function findPhrases<Label>(words: readonly string[], table: PhraseTable<Label>): readonly FoundPhrase<Label>[] {
  const found: FoundPhrase<Label>[] = [];
  words.forEach((word, from) => {
    const begun = table.byBeginning.filter(([beginning]) => word.startsWith(beginning)).map(([, phrase]) => phrase);
    for (const { label, places } of [...(table.byWord.get(word) ?? []), ...begun]) {
      const to = endOf(words, places, { place: 1, at: from + 1 });
      if (to !== null) found.push({ label, from, to });
    }
  });
  return found;
}

/** Phrases inside words that were spread letter by letter, whose gaps are lost. Such words are short (see `unhide`). */
export function findSpread<Label>(spread: readonly string[], table: PhraseTable<Label>): readonly Label[] {
  return table.joined.filter(([joined]) => spread.some((word) => word.includes(joined))).map(([, label]) => label);
}

/** Where a phrase ends that has come to this place; null where it does not go on. */
function endOf(
  words: readonly string[],
  places: readonly Place[],
  { place, at }: { readonly place: number; readonly at: number },
): number | null {
  const wanted = places[place];
  if (wanted === undefined) return at;
  for (let skipped = 0; skipped <= wanted.gap; skipped++) {
    const word = words[at + skipped];
    if (word === undefined) break;
    if (!fits(word, wanted)) continue;
    const end = endOf(words, places, { place: place + 1, at: at + skipped + 1 });
    if (end !== null) return end;
  }
  return wanted.isOptional ? endOf(words, places, { place: place + 1, at }) : null;
}

function fits(word: string, { words, beginnings }: Place): boolean {
  return words.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
}
