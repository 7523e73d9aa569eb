import { wordsOf } from './words.ts';

/** What fits at a place: rows of words by their first word, and words by their beginning. */
type Fits = {
  readonly rows: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly beginnings: readonly string[];
};

/** One place of a phrase: what fits there, whether it may be left out, and how many other words may stand before it. */
type Place = { readonly fits: Fits; readonly isOptional: boolean; readonly gap: number };

/** A phrase ready to be found. */
type Phrase<Label> = { readonly label: Label; readonly places: readonly Place[] };

/** Words that stand for each other in the phrases of a language, by the name that lines write in braces. */
export type WordClasses = { readonly [name: string]: string };

/** Phrases by the words that they can begin with. */
export type PhraseTable<Label> = {
  readonly byWord: ReadonlyMap<string, readonly Phrase<Label>[]>;
  /** By the first `SHORTEST_BEGINNING` letters of a word. */
  readonly byBeginning: ReadonlyMap<string, readonly (readonly [string, Phrase<Label>])[]>;
  /** Phrases written without gaps: what is left of words whose letters were spread. */
  readonly joined: readonly (readonly [string, Label])[];
  /** Every whole word that some line names. */
  readonly vocabulary: ReadonlySet<string>;
};

/** A phrase that stands in a text: the words from `from` on, up to but not `to`. */
export type FoundPhrase<Label> = { readonly label: Label; readonly from: number; readonly to: number };

/** Most words that stand in a gap, by how the gap is written. */
const GAPS: ReadonlyMap<string, number> = new Map([
  ['..', 3],
  ['...', 6],
]);
const SHORTEST_JOINED = 8;
const SHORTEST_BEGINNING = 3;

/**
 * Makes a table of phrases, one a line, each with its label.
 *
 * A line is places with blanks between them. `a|b` is one of these words, `a_b|c` a row of words or one, `suicid*` any word that
 * begins so (with three letters at least), `{name}` whatever the class of that name holds, `?a|b` may be left out, `..` stands for up
 * to three words, `...` for up to six. Words are folded like those of messages; a German umlaut fits its two letters too. A line
 * begins with a place that is not optional.
 */
export function phraseTable<Label>(
  lines: Iterable<readonly [string, Label]>,
  classes: WordClasses = {},
): PhraseTable<Label> {
  const byWord = new Map<string, Phrase<Label>[]>();
  const byBeginning = new Map<string, (readonly [string, Phrase<Label>])[]>();
  const joined: (readonly [string, Label])[] = [];
  const read = fitsReader(classes);
  for (const [line, label] of lines) {
    const phrase = { label, places: placesOf(line, read) };
    for (const { fits } of phrase.places.slice(0, 1)) {
      for (const word of fits.rows.keys()) put(byWord, word, phrase);
      for (const beginning of fits.beginnings)
        put(byBeginning, beginning.slice(0, SHORTEST_BEGINNING), [beginning, phrase] as const);
    }
    for (const written of writtenTogether(phrase.places)) joined.push([written, label]);
  }
  return { byWord, byBeginning, joined, vocabulary: read.vocabulary };
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

type FitsReader = { readonly of: (alternatives: string) => Fits; readonly vocabulary: ReadonlySet<string> };

/** Reads what fits at a place; the same text is read once, since lines of a table share most of their places. */
function fitsReader(classes: WordClasses): FitsReader {
  const known = new Map<string, Fits>();
  const vocabulary = new Set<string>();
  const of = (alternatives: string): Fits => {
    const fits = known.get(alternatives) ?? readFits(withClasses(alternatives, classes));
    known.set(alternatives, fits);
    for (const rows of fits.rows.values()) for (const row of rows) for (const word of row) vocabulary.add(word);
    return fits;
  };
  return { of, vocabulary };
}

/** `{pills}|poison` with the class written out. A class may name others that stand before it. */
function withClasses(alternatives: string, classes: WordClasses): string {
  let text = alternatives;
  for (const name of Object.keys(classes).reverse())
    text = text.replaceAll(`{${name}}`, () => (classes[name] ?? '').trim().split(/\s+/).join('|'));
  return text;
}

function readFits(alternatives: string): Fits {
  const rows = new Map<string, (readonly string[])[]>();
  const beginnings: string[] = [];
  for (const alternative of alternatives.split('|'))
    for (const spelling of spellingsOf(alternative)) {
      const words = wordsOf(spelling.replaceAll('_', ' '));
      if (alternative.endsWith('*')) beginnings.push(words.join(''));
      else for (const first of words.slice(0, 1)) put(rows, first, words);
    }
  return { rows, beginnings };
}

/** A word with an umlaut is also written with two letters. */
function spellingsOf(word: string): readonly string[] {
  const spelled = word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return spelled === word ? [word] : [word, spelled];
}

function placesOf(line: string, read: FitsReader): readonly Place[] {
  const places: Place[] = [];
  let gap = 0;
  for (const part of line.trim().split(' ')) {
    const wider = GAPS.get(part);
    if (wider === undefined) {
      places.push({ fits: read.of(part.replace('?', '')), isOptional: part.startsWith('?'), gap });
      gap = 0;
    } else gap = wider;
  }
  return places;
}

/** Most spellings of one phrase that are looked for where gaps between letters were lost. */
const MOST_WRITTEN = 200;

/** What a phrase of whole words without gaps looks like when its gaps are lost; nothing for any other, and for short ones. */
function writtenTogether(places: readonly Place[]): readonly string[] {
  let written: readonly string[] = [''];
  for (const { fits, isOptional, gap } of places) {
    const rows = [...fits.rows.values()].flat();
    if (isOptional || gap > 0 || fits.beginnings.length > 0 || written.length * rows.length > MOST_WRITTEN) return [];
    written = written.flatMap((before) => rows.map((row) => `${before}${row.join('')}`));
  }
  return places.length < 2 ? [] : written.filter((text) => text.length >= SHORTEST_JOINED);
}

/**
 * Every phrase that stands in these words, in the order of their beginnings; of one phrase at one place only the shortest.
 *
 * Linear: at each word only the phrases that begin with it are tried, and each looks at no more words than its gaps are wide.
 */
export function findPhrases<Label>(words: readonly string[], table: PhraseTable<Label>): readonly FoundPhrase<Label>[] {
  const found: FoundPhrase<Label>[] = [];
  words.forEach((word, from) => {
    for (const phrase of begunBy(word, table)) {
      const to = endOf(words, phrase.places, from);
      if (to !== null) found.push({ label: phrase.label, from, to });
    }
  });
  return found;
}

function begunBy<Label>(word: string, { byWord, byBeginning }: PhraseTable<Label>): readonly Phrase<Label>[] {
  const whole = byWord.get(word) ?? [];
  const begun = byBeginning.get(word.slice(0, SHORTEST_BEGINNING));
  if (begun === undefined) return whole;
  return [...whole, ...begun.filter(([beginning]) => word.startsWith(beginning)).map(([, phrase]) => phrase)];
}

/** Phrases inside words that were spread letter by letter, whose gaps are lost. Such words are short (see `unhide`). */
export function findSpread<Label>(spread: readonly string[], table: PhraseTable<Label>): readonly Label[] {
  return table.joined.filter(([joined]) => spread.some((word) => word.includes(joined))).map(([, label]) => label);
}

/** Where a phrase ends that begins here, at the nearest; null where it does not stand here. */
function endOf(words: readonly string[], places: readonly Place[], from: number): number | null {
  let reached: ReadonlySet<number> = new Set([from]);
  for (const { fits, isOptional, gap } of places) {
    const next = new Set<number>(isOptional ? reached : []);
    for (const at of reached)
      for (let skipped = 0; skipped <= gap && at + skipped < words.length; skipped++)
        addEnds(words, { fits, at: at + skipped, ends: next });
    if (next.size === 0) return null;
    reached = next;
  }
  return Math.min(...reached);
}

type Ends = { readonly fits: Fits; readonly at: number; readonly ends: Set<number> };

/** Adds where what fits at this word ends. */
function addEnds(words: readonly string[], { fits, at, ends }: Ends): void {
  const word = words[at] ?? '';
  for (const row of fits.rows.get(word) ?? [])
    if (row.every((part, index) => words[at + index] === part)) ends.add(at + row.length);
  if (fits.beginnings.some((beginning) => word.startsWith(beginning))) ends.add(at + 1);
}
