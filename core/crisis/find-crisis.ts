import { CRISIS_KINDS, CRISIS_LEVELS, type CrisisKind, type CrisisLevel, type CrisisPhrases } from './crisis-kind.ts';
import { findPhrases, findSpread, type PhraseTable, phraseTable } from './phrase.ts';
import { CHINESE } from './phrases/chinese.ts';
import { ENGLISH } from './phrases/english.ts';
import { FRENCH } from './phrases/french.ts';
import { GERMAN } from './phrases/german.ts';
import { ITALIAN } from './phrases/italian.ts';
import { PORTUGUESE } from './phrases/portuguese.ts';
import { RUSSIAN } from './phrases/russian.ts';
import { SPANISH } from './phrases/spanish.ts';
import { sentencesOf } from './sentences.ts';
import { openSlips, type Slips, slipKeys, withoutSlips } from './slips.ts';
import { unhide, wordsOf } from './words.ts';

/** What a message was found to be about. */
export type CrisisFinding = {
  readonly level: CrisisLevel;
  /** Each once, the gravest first. */
  readonly kinds: readonly CrisisKind[];
  /** ISO 639 code of the language of the first phrase found; null where none was. */
  readonly language: string | null;
};

/** What stands around phrases and takes their meaning: a saying on the very words, a frame before them, or the end of a frame. */
type Frame = 'context' | 'turn';

/** Tables of every language, made once: see `openCrisisPhrases`. */
export type CrisisTables = readonly {
  readonly language: string;
  readonly phrases: PhraseTable<CrisisKind>;
  readonly spared: PhraseTable<null>;
  readonly frames: PhraseTable<Frame>;
  readonly slips: Slips;
}[];

/** The languages that are read. */
const LANGUAGES: readonly CrisisPhrases[] = [ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, RUSSIAN, CHINESE];

/** Makes the tables of all languages. Takes some milliseconds: whoever looks at messages does so once. */
export function openCrisisPhrases(): CrisisTables {
  return LANGUAGES.map(({ language, classes, phrases, spared, contexts, turns }) => {
    const table = phraseTable(
      kindsOf().flatMap((kind) => labelled(phrases[kind], kind)),
      classes,
    );
    return {
      language,
      phrases: table,
      spared: phraseTable(labelled(spared, null), classes),
      frames: phraseTable<Frame>([...labelled(contexts, 'context'), ...labelled(turns, 'turn')], classes),
      slips: openSlips(table.vocabulary),
    };
  });
}

function labelled<Label>(text: string, label: Label): readonly (readonly [string, Label])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line, label] as const);
}

/** In the order of the table, which is that of their gravity. */
function kindsOf(): readonly CrisisKind[] {
  return Object.keys(CRISIS_KINDS) as CrisisKind[];
}

/** A sentence as it is read: its words, their keys for slips, and what they say once hiding is undone. */
type Reading = {
  readonly words: readonly string[];
  readonly keys: readonly string[];
  readonly unhidden: ReturnType<typeof unhide>;
};

/**
 * Looks whether a message speaks of a crisis: of its writer's, or of somebody near.
 *
 * Each sentence is read as it stands, with slips of the keyboard mended, and with what may hide words undone. A phrase counts unless
 * it shares a word with a look-alike (`kill the process`, `to die for`), or stands behind words that say that it is told or quoted.
 * Linear in the text; total. Nothing is loosened by what it finds.
 */
export function findCrisis(text: string, tables: CrisisTables): CrisisFinding {
  const readings = sentencesOf(text).map((sentence): Reading => {
    const words = wordsOf(sentence);
    return { words, keys: slipKeys(words), unhidden: unhide(sentence) };
  });
  const kinds = new Set<CrisisKind>();
  let language: string | null = null;
  for (const table of tables) {
    const found = readings.flatMap((reading) => kindsOfReading(reading, table));
    if (found.length > 0) language ??= table.language;
    for (const kind of found) kinds.add(kind);
  }
  const sorted = kindsOf().filter((kind) => kinds.has(kind));
  return { level: gravest(sorted), kinds: sorted, language };
}

function kindsOfReading({ words, keys, unhidden }: Reading, table: CrisisTables[number]): readonly CrisisKind[] {
  const mended = withoutSlips(words, { keys, slips: table.slips });
  return [
    ...kindsIn(words, table),
    ...(mended === null ? [] : kindsIn(mended, table)),
    ...(unhidden === null ? [] : [...kindsIn(unhidden.words, table), ...findSpread(unhidden.spread, table.phrases)]),
  ];
}

function kindsIn(words: readonly string[], { phrases, spared, frames }: CrisisTables[number]): readonly CrisisKind[] {
  const found = findPhrases(words, phrases);
  if (found.length === 0) return [];
  const spans = findPhrases(words, spared);
  const sparedBefore = countBefore(words.length, spans);
  const isTold = toldAt(words.length, findPhrases(words, frames));
  return found
    .filter(({ from, to }) => sparedBefore[to] === sparedBefore[from] && isTold[from] !== true)
    .map(({ label }) => label);
}

type Span = { readonly from: number; readonly to: number };

/** How many words before each place stand in one of the spans. */
function countBefore(length: number, spans: readonly Span[]): readonly number[] {
  const depth = new Array<number>(length + 1).fill(0);
  for (const { from, to } of spans) {
    depth[from] = (depth[from] ?? 0) + 1;
    depth[to] = (depth[to] ?? 0) - 1;
  }
  const counts = [0];
  let open = 0;
  let count = 0;
  for (const change of depth.slice(0, length)) {
    open += change;
    count += open > 0 ? 1 : 0;
    counts.push(count);
  }
  return counts;
}

/** Whether what begins at each word is told or quoted: behind a context, up to where the writer turns to themselves. */
function toldAt(length: number, frames: readonly (Span & { readonly label: Frame })[]): readonly boolean[] {
  const changes = new Map(frames.map(({ label, to, from }) => [label === 'context' ? to : from, label === 'context']));
  const told: boolean[] = [];
  let isTold = false;
  for (let at = 0; at < length; at++) {
    isTold = changes.get(at) ?? isTold;
    told.push(isTold);
  }
  return told;
}

function gravest(kinds: readonly CrisisKind[]): CrisisLevel {
  return CRISIS_LEVELS.filter((level) => kinds.some((kind) => CRISIS_KINDS[kind] === level)).at(-1) ?? 'none';
}
