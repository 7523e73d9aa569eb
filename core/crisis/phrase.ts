import { type Fits, FitsShelf, openFits } from './fits.ts';

/**
 * One place of a phrase: what fits there, as it is written (words of its own, and whole classes; see `openFits`), whether it may be left
 * out, and how many other words may stand before it.
 */
type Place = { readonly fits: readonly string[]; readonly isOptional: boolean; readonly gap: number };

/** A phrase ready to be found. */
export type Phrase<Label> = { readonly label: Label; readonly places: readonly Place[] };

/** Words that stand for each other in the phrases of a language, by the name that lines write in braces. */
export type WordClasses = { readonly [name: string]: string };

/** Phrases by the words that they can begin with. */
export type PhraseTable<Label> = {
  readonly phrases: readonly Phrase<Label>[];
  /** Lists of phrases by the words that they can begin with; phrases that begin alike share one. */
  readonly byWord: ReadonlyMap<string, readonly (readonly Phrase<Label>[])[]>;
  /** By the first `SHORTEST_BEGINNING` letters of a word. */
  readonly byBeginning: ReadonlyMap<string, readonly (readonly [string, readonly Phrase<Label>[]])[]>;
  /** What messages came near last. */
  readonly shelf: FitsShelf;
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
 * to three words, `...` for up to six, `^` and `$` for where a sentence begins and ends. Words are folded like those of messages; a German umlaut fits its two letters too. A line
 * begins with a place that is not optional.
 */
export function phraseTable<Label>(
  lines: Iterable<readonly [string, Label]>,
  reader: PlaceReader = placeReader({}),
): PhraseTable<Label> {
  return tableOf(readPhrases(lines, reader));
}

/** The phrases of lines, for a table of several languages: each is read with the words of its own. */
export function readPhrases<Label>(
  lines: Iterable<readonly [string, Label]>,
  reader: PlaceReader,
): readonly Phrase<Label>[] {
  return [...lines].map(([line, label]) => ({ label, places: placesOf(line, reader) }));
}

/** Every whole word that some line of these tables names. */
export function vocabularyOf(...tables: readonly PhraseTable<unknown>[]): ReadonlySet<string> {
  const seen = new Set<string>();
  // Words of the index go first: an equal text from a line would be a second copy of it.
  const words = new Set<string>(tables.flatMap(({ byWord }) => [...byWord.keys()]));
  for (const { phrases } of tables)
    for (const { places } of phrases)
      for (const { fits } of places)
        for (const written of fits) {
          if (seen.has(written)) continue;
          seen.add(written);
          for (const [first, rests] of openFits(written).rows) {
            words.add(first);
            for (const rest of rests) for (const word of rest) words.add(word);
          }
        }
  return words;
}

/** A table of phrases that were read. */
export function tableOf<Label>(phrases: readonly Phrase<Label>[]): PhraseTable<Label> {
  const begun = new Map<string, Phrase<Label>[]>();
  for (const phrase of phrases)
    for (const { fits } of phrase.places.slice(0, 1)) for (const written of fits) put(begun, written, phrase);
  const byWord = new Map<string, readonly (readonly Phrase<Label>[])[]>();
  const byBeginning = new Map<string, (readonly [string, readonly Phrase<Label>[]])[]>();
  for (const [written, list] of begun) {
    const { rows, beginnings } = openFits(written);
    const shared = { value: list, alone: [list] };
    for (const word of rows.keys()) putShared(byWord, word, shared);
    for (const beginning of beginnings)
      put(byBeginning, beginning.slice(0, SHORTEST_BEGINNING), [beginning, list] as const);
  }
  return { phrases, byWord, byBeginning, shelf: new FitsShelf() };
}

function put<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** What is put under many keys, and the list of it alone that all those share which hold nothing else. */
type Shared<Value> = { readonly value: Value; readonly alone: readonly Value[] };

/** Nearly every key holds one value: tables with a list for each would be several times as large. */
function putShared<Key, Value>(lists: Map<Key, readonly Value[]>, key: Key, { value, alone }: Shared<Value>): void {
  const before = lists.get(key);
  lists.set(key, before === undefined ? alone : [...before, value]);
}

/** Reads the places of lines; tables of one language share it, since it reads a class, and equal lists of words, once. */
export type PlaceReader = (alternatives: string) => readonly string[];

/** A reader that knows these classes. */
export function placeReader(classes: WordClasses): PlaceReader {
  const known = new Map<string, readonly string[]>();
  const read: PlaceReader = (alternatives) => {
    const before = known.get(alternatives);
    if (before !== undefined) return before;
    const fits = alternatives.includes('{') ? fitsWithClasses(alternatives) : [alternatives];
    known.set(alternatives, fits);
    return fits;
  };
  const fitsWithClasses = (alternatives: string): readonly string[] => {
    const words = alternatives.split('|');
    const own = words.filter((word) => !word.startsWith('{'));
    const named = words.filter((word) => word.startsWith('{')).map((word) => classes[word.slice(1, -1)] ?? '');
    return [
      ...(own.length === 0 ? [] : [own.join('|')]),
      ...named.flatMap((members) => read(members.split(' ').join('|'))),
    ];
  };
  return read;
}

function placesOf(line: string, read: PlaceReader): readonly Place[] {
  const places: Place[] = [];
  let gap = 0;
  for (const part of line.trim().split(' ')) {
    const wider = GAPS.get(part);
    if (wider === undefined) {
      places.push({ fits: read(part.replace('?', '')), isOptional: part.startsWith('?'), gap });
      gap = 0;
    } else gap = wider;
  }
  // A copy is as long as it is: an array that grew keeps room for more.
  return places.slice();
}

/** Most spellings of one phrase that are looked for where gaps between letters were lost. */
const MOST_WRITTEN = 200;

/** What a phrase of whole words without gaps looks like when its gaps are lost; nothing for any other, and for short ones. */
function writtenTogether(places: readonly Place[]): readonly string[] {
  const isWhole = places.every(
    ({ fits, isOptional, gap }) => !isOptional && gap === 0 && !fits.some((written) => written.includes('*')),
  );
  if (!isWhole || places.length < 2) return [];
  let together: readonly string[] = [''];
  for (const { fits } of places) {
    const rows = fits.flatMap((written) =>
      [...openFits(written).rows].flatMap(([first, rests]) => rests.map((rest) => `${first}${rest.join('')}`)),
    );
    if (together.length * rows.length > MOST_WRITTEN) return [];
    together = together.flatMap((before) => rows.map((row) => `${before}${row}`));
  }
  return together.filter((text) => text.length >= SHORTEST_JOINED);
}

/**
 * Every phrase that stands in these words, in the order of their beginnings; of one phrase at one place only the shortest.
 *
 * Linear: at each word only the phrases that begin with it are tried, and each looks at no more words than its gaps are wide.
 */
export function findPhrases<Label>(words: readonly string[], table: PhraseTable<Label>): readonly FoundPhrase<Label>[] {
  const found: FoundPhrase<Label>[] = [];
  words.forEach((word, from) => {
    for (const phrase of phrasesAt(word, table)) {
      const to = endOf(words, phrase.places, { from, shelf: table.shelf });
      if (to !== null) found.push({ label: phrase.label, from, to });
    }
  });
  return found;
}

function phrasesAt<Label>(word: string, { byWord, byBeginning }: PhraseTable<Label>): readonly Phrase<Label>[] {
  const whole = byWord.get(word) ?? [];
  const begun = byBeginning.get(word.slice(0, SHORTEST_BEGINNING)) ?? [];
  if (whole.length === 0 && begun.length === 0) return [];
  return [...whole, ...begun.filter(([beginning]) => word.startsWith(beginning)).map(([, list]) => list)].flat();
}

/**
 * Phrases inside words that were spread letter by letter, whose gaps are lost. Such words are rare and short (see `unhide`), and so
 * are phrases looked for in them: of whole words, none left out.
 */
export function findSpread<Label>(spread: readonly string[], { phrases }: PhraseTable<Label>): readonly Label[] {
  if (spread.length === 0) return [];
  return phrases
    .filter(({ places }) => writtenTogether(places).some((written) => spread.some((word) => word.includes(written))))
    .map(({ label }) => label);
}

type Beginning = { readonly from: number; readonly shelf: FitsShelf };

/** Where a phrase ends that begins here, at the nearest; null where it does not stand here. */
function endOf(words: readonly string[], places: readonly Place[], { from, shelf }: Beginning): number | null {
  let reached: readonly number[] = [from];
  for (const { fits, isOptional, gap } of places) {
    const next: number[] = isOptional ? [...reached] : [];
    for (const written of fits) {
      const { rows, beginnings } = shelf.of(written);
      for (const at of reached)
        for (let skipped = 0; skipped <= gap; skipped++)
          addEnds(words, { rows, beginnings, at: at + skipped, ends: next });
    }
    if (next.length === 0) return null;
    reached = next;
  }
  return Math.min(...reached);
}

type Ends = Fits & { readonly at: number; readonly ends: number[] };

/** Adds where what fits at this word ends. */
function addEnds(words: readonly string[], { rows, beginnings, at, ends }: Ends): void {
  const word = words[at] ?? '';
  const rests = rows.get(word);
  if (rests !== undefined)
    for (const rest of rests)
      if (rest.every((part, index) => words[at + 1 + index] === part)) addOnce(ends, at + 1 + rest.length);
  if (beginnings.some((beginning) => word.startsWith(beginning))) addOnce(ends, at + 1);
}

function addOnce(ends: number[], end: number): void {
  if (!ends.includes(end)) ends.push(end);
}
