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
import { unhide, wordsOf } from './words.ts';

/** What a message was found to be about. */
export type CrisisFinding = {
  readonly level: CrisisLevel;
  /** Each once, the gravest first. */
  readonly kinds: readonly CrisisKind[];
  /** ISO 639 code of the language of the first phrase found; null where none was. */
  readonly language: string | null;
};

/** Tables of every language, made once: see `openCrisisPhrases`. */
export type CrisisTables = readonly {
  readonly language: string;
  readonly phrases: PhraseTable<CrisisKind>;
  readonly spared: PhraseTable<null>;
}[];

/** The languages that are read. */
const LANGUAGES: readonly CrisisPhrases[] = [ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, RUSSIAN, CHINESE];

/** Makes the tables of all languages. Takes some milliseconds: whoever looks at messages does so once. */
export function openCrisisPhrases(): CrisisTables {
  return LANGUAGES.map(({ language, phrases, spared }) => ({
    language,
    phrases: phraseTable(linesOf(phrases)),
    spared: phraseTable(lines(spared).map((line) => [line, null] as const)),
  }));
}

function linesOf(phrases: CrisisPhrases['phrases']): readonly (readonly [string, CrisisKind])[] {
  return kindsOf().flatMap((kind) => lines(phrases[kind]).map((line) => [line, kind] as const));
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** In the order of the table, which is that of their gravity. */
function kindsOf(): readonly CrisisKind[] {
  return Object.keys(CRISIS_KINDS) as CrisisKind[];
}

/**
 * Looks whether a message speaks of a crisis: of its writer's, or of somebody near.
 *
 * The text is read as it stands, and again with what may hide words undone. A phrase counts unless it shares a word with a
 * look-alike (`kill the process`, `to die for`). Linear in the text; total. Nothing is loosened by what it finds.
 */
export function findCrisis(text: string, tables: CrisisTables): CrisisFinding {
  const words = wordsOf(text);
  const unhidden = unhide(text);
  const kinds = new Set<CrisisKind>();
  let language: string | null = null;
  for (const table of tables) {
    const found = [
      ...kindsIn(words, table),
      ...(unhidden === null ? [] : [...kindsIn(unhidden.words, table), ...findSpread(unhidden.spread, table.phrases)]),
    ];
    if (found.length > 0) language ??= table.language;
    for (const kind of found) kinds.add(kind);
  }
  const sorted = kindsOf().filter((kind) => kinds.has(kind));
  return { level: gravest(sorted), kinds: sorted, language };
}

function kindsIn(words: readonly string[], { phrases, spared }: CrisisTables[number]): readonly CrisisKind[] {
  const found = findPhrases(words, phrases);
  if (found.length === 0) return [];
  const spans = findPhrases(words, spared);
  return found
    .filter(({ from, to }) => !spans.some((span) => span.from < to && from < span.to))
    .map(({ label }) => label);
}

function gravest(kinds: readonly CrisisKind[]): CrisisLevel {
  return CRISIS_LEVELS.filter((level) => kinds.some((kind) => CRISIS_KINDS[kind] === level)).at(-1) ?? 'none';
}
