import { type ConceptTable, type Lexicon, openConcepts, readConcepts } from './concept.ts';
import { CHINESE_WORDS } from './concepts/chinese.ts';
import { ENGLISH_WORDS } from './concepts/english.ts';
import { FRENCH_WORDS } from './concepts/french.ts';
import { GERMAN_WORDS } from './concepts/german.ts';
import { ITALIAN_WORDS } from './concepts/italian.ts';
import { PORTUGUESE_WORDS } from './concepts/portuguese.ts';
import { RUSSIAN_WORDS } from './concepts/russian.ts';
import { SPANISH_WORDS } from './concepts/spanish.ts';
import { CRISIS_CONCEPTS, type CrisisConcept } from './crisis-concepts.ts';
import { CRISIS_FRAMES } from './crisis-frames.ts';
import { CRISIS_KINDS, CRISIS_LEVELS, type CrisisKind, type CrisisLevel, type CrisisPhrases } from './crisis-kind.ts';
import { EDGES } from './fits.ts';
import {
  type FoundPhrase,
  findPhrases,
  findSpread,
  type PhraseTable,
  phraseTable,
  placeReader,
  readPhrases,
  tableOf,
  vocabularyOf,
} from './phrase.ts';
import { CHINESE } from './phrases/chinese.ts';
import { ENGLISH } from './phrases/english.ts';
import { FRENCH } from './phrases/french.ts';
import { GERMAN } from './phrases/german.ts';
import { ITALIAN } from './phrases/italian.ts';
import { PORTUGUESE } from './phrases/portuguese.ts';
import { RUSSIAN } from './phrases/russian.ts';
import { SPANISH } from './phrases/spanish.ts';
import { sentencesOf } from './sentences.ts';
import { openSlips, type Slips, withoutSlips } from './slips.ts';
import { countBefore, type Span } from './spans.ts';
import { unhide, wordsOf } from './words.ts';

/** What a message was found to be about. */
export type CrisisFinding = {
  readonly level: CrisisLevel;
  /** Each once, the gravest first. */
  readonly kinds: readonly CrisisKind[];
  /** ISO 639 code of the language that phrases were found in; of several the first in the order of the tables. Null for none. */
  readonly language: string | null;
};

/** What stands around phrases and takes their meaning: a saying on the very words, a frame before them, or the end of a frame. */
type Frame = 'context' | 'turn';

/** A kind in the language that its phrase belongs to. */
type Meaning = { readonly kind: CrisisKind; readonly language: string };

/** Tables of every language, made once: see `openCrisisPhrases`. */
export type CrisisTables = {
  /** Of all languages, so that each word is looked up once. */
  readonly phrases: PhraseTable<Meaning>;
  /** What words stand for, whatever their order. */
  readonly concepts: ConceptTable<CrisisConcept, CrisisKind>;
  readonly slips: Slips;
  /** By language: looked at only where a phrase of it was found, and made then, once. */
  readonly around: ReadonlyMap<string, () => Around>;
};

/** What takes phrases of one language their meaning. */
type Around = { readonly spared: PhraseTable<null>; readonly frames: PhraseTable<Frame> };

/** The languages that are read. */
const LANGUAGES: readonly CrisisPhrases[] = [ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, RUSSIAN, CHINESE];

const LEXICONS: readonly Lexicon<CrisisConcept>[] = [
  ENGLISH_WORDS,
  GERMAN_WORDS,
  FRENCH_WORDS,
  SPANISH_WORDS,
  PORTUGUESE_WORDS,
  ITALIAN_WORDS,
  RUSSIAN_WORDS,
  CHINESE_WORDS,
];

/** Concepts that mean the same beside talk of machines. */
const PLAIN: readonly CrisisConcept[] = ['suicide', 'wheregoing', 'nomore', 'unsafe', 'letsdie', 'fumes'];

/** Makes the tables of all languages. Takes some tens of milliseconds: whoever looks at messages does so once, ahead of time. */
export function openCrisisPhrases(): CrisisTables {
  const tables = LANGUAGES.map(({ language, classes, phrases, spared, contexts, turns }) => {
    const reader = placeReader(classes);
    return {
      language,
      phrases: readPhrases(
        kindsOf().flatMap((kind) => labelled(phrases[kind], { kind, language })),
        reader,
      ),
      around: once(() => ({
        spared: phraseTable(labelled(spared, null), reader),
        frames: phraseTable([...labelled<Frame>(contexts, 'context'), ...labelled<Frame>(turns, 'turn')], reader),
      })),
    };
  });
  const phrases = tableOf(tables.flatMap((table) => table.phrases));
  const around = new Map(tables.map((table) => [table.language, table.around]));
  const concepts = openConcepts(
    { names: CRISIS_CONCEPTS, aside: 'aside', plain: PLAIN },
    { lexicons: LEXICONS, frames: CRISIS_FRAMES },
  );
  const known = vocabularyOf(phrases, concepts.words);
  return { phrases, concepts, slips: openSlips(known, graveWords()), around };
}

/** Words that say by themselves what a message is about, so that they are known with a letter missing too. */
function graveWords(): readonly string[] {
  const written = LEXICONS.flatMap(({ words }) => `${words.suicide} ${words.kill}`.split(' '));
  return [...new Set(written)].filter((word) => !word.includes('_') && !word.endsWith('*')).flatMap(wordsOf);
}

/** A value that is made when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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

/**
 * Looks whether a message speaks of a crisis: of its writer's, or of somebody near.
 *
 * Each sentence is read as it stands, with slips of the keyboard mended, and with what may hide words undone. A phrase counts unless
 * it shares a word with a look-alike (`kill the process`, `to die for`), or stands behind words that say that it is told or quoted.
 * Linear in the text; total. Nothing is loosened by what it finds.
 */
export function findCrisis(text: string, tables: CrisisTables): CrisisFinding {
  const sentences = sentencesOf(text);
  const found = [
    ...sentences.flatMap((sentence) => meaningsOf(sentence, tables)),
    ...runsOf(sentences.map(wordsOf)).flatMap((run) => acrossIn(run, tables)),
  ];
  const first = LANGUAGES.find(({ language }) => found.some((meaning) => meaning.language === language));
  const kinds = kindsOf().filter((kind) => found.some((meaning) => meaning.kind === kind));
  return { level: gravest(kinds), kinds, language: first?.language ?? null };
}

/** Most words of a sentence that is read with those beside it too, and most words that are read so at once. */
const SHORT_SENTENCE = 5;
const MOST_IN_RUN = 60;

/** Sentences in a row of which one of each two neighbours is short: `i'll do it. tonight. thanks for everything`. */
function runsOf(sentences: readonly (readonly string[])[]): readonly (readonly (readonly string[])[])[] {
  const runs: (readonly string[])[][] = [];
  let length = 0;
  sentences.forEach((words, index) => {
    const before = sentences[index - 1];
    const isJoined = before !== undefined && Math.min(before.length, words.length) <= SHORT_SENTENCE;
    length += words.length;
    if (isJoined && length <= MOST_IN_RUN) runs.at(-1)?.push(words);
    else {
      runs.push([words]);
      length = words.length;
    }
  });
  return runs.filter((run) => run.length > 1);
}

/** What is said across the borders of short sentences, and in none of them alone. */
function acrossIn(run: readonly (readonly string[])[], tables: CrisisTables): readonly Meaning[] {
  const borders = new Set<number>();
  let at = 1;
  for (const words of run) {
    at += words.length;
    borders.add(at);
  }
  const crosses = ({ from, to }: Span): boolean => [...borders].some((border) => from < border && border < to);
  return foundIn(run.flat(), tables)
    .filter(crosses)
    .map(({ label }) => label);
}

function meaningsOf(sentence: string, tables: CrisisTables): readonly Meaning[] {
  const words = wordsOf(sentence);
  const mended = withoutSlips(words, tables.slips);
  const unhidden = unhide(sentence);
  return distinct([
    ...foundIn(words, tables).map(({ label }) => label),
    ...(mended === null ? [] : newIn(mended, words, tables)),
    ...(unhidden === null
      ? []
      : [...foundIn(unhidden.words, tables).map(({ label }) => label), ...findSpread(unhidden.spread, tables.phrases)]),
  ]);
}

/**
 * What mended words say: only what a mended word is part of, and what nothing takes its meaning as it was written, since mending may
 * also lose words that do.
 */
function newIn(mended: readonly string[], words: readonly string[], tables: CrisisTables): readonly Meaning[] {
  const changed = words.flatMap((word, at) => (word === mended[at] ? [] : [{ from: at + 1, to: at + 2 }]));
  const before = countBefore(mended.length + 2, changed);
  const isTaken = takenBy(edged(words), tables.around);
  return foundIn(mended, tables)
    .filter(({ from, to }) => before[from] !== before[to])
    .filter((phrase) => !isTaken(phrase.label.language, phrase))
    .map(({ label }) => label);
}

function edged(words: readonly string[]): readonly string[] {
  return [EDGES.begin, ...words, EDGES.end];
}

/** What the words of a sentence say, with its edges for the first and the last word. */
function foundIn(
  spoken: readonly string[],
  { phrases, concepts, around }: CrisisTables,
): readonly FoundPhrase<Meaning>[] {
  const words = edged(spoken);
  const reading = readConcepts(words, concepts);
  const said = findPhrases(words, phrases).filter((phrase) => !reading.isAside(phrase.label.language, phrase));
  const found = [...said, ...reading.frames];
  if (found.length === 0) return [];
  const isTaken = takenBy(words, around);
  return found
    .filter((phrase) => !reading.isAside(reading.spoken, phrase))
    .filter((phrase) => ![phrase.label.language, reading.spoken].some((language) => isTaken(language, phrase)));
}

/** Whether a language takes what stands somewhere its meaning; each is asked at most once for all places. */
function takenBy(words: readonly string[], around: CrisisTables['around']): (language: string, span: Span) => boolean {
  const opened = new Map<string, (span: Span) => boolean>();
  const open = (language: string): ((span: Span) => boolean) => {
    const tables = around.get(language)?.();
    if (tables === undefined) return () => false;
    const sparedBefore = countBefore(words.length, findPhrases(words, tables.spared));
    const isTold = toldAt(words.length, findPhrases(words, tables.frames));
    return ({ from, to }) => sparedBefore[to] !== sparedBefore[from] || isTold[from] === true;
  };
  return (language, span) => {
    const known = opened.get(language) ?? open(language);
    opened.set(language, known);
    return known(span);
  };
}

/** Lines of one kind and language share their label, so that equal ones are the same value. */
function distinct(meanings: readonly Meaning[]): readonly Meaning[] {
  return [...new Set(meanings)];
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
