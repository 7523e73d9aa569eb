import { type FoundPhrase, findPhrases, type PhraseTable, placeReader, readPhrases, tableOf } from './phrase.ts';
import { countBefore, type Span } from './spans.ts';

/** The words of each concept in a language, with blanks between them, in the notation of `phraseTable`. */
export type Lexicon<Name extends string> = {
  readonly language: string;
  /** Whether its words are signs, of which more stand in as much of a sentence. */
  readonly areSigns: boolean;
  /** What stands before a vowel without a gap, once apostrophes are left out: `d`, `l`, `qu`. */
  readonly elided: readonly string[];
  readonly words: { readonly [Own in Name]: string };
};

/** Concepts that mean something where they stand together, whatever the words between them. */
export type ConceptFrame<Name extends string, Kind extends string> = {
  readonly kind: Kind;
  readonly parts: readonly Name[];
  /** Most words from the first to the last of them. */
  readonly within: number;
  /** Whether they must stand in this order. */
  readonly isOrdered: boolean;
  /** Concepts beside which it means something else. */
  readonly unless: readonly Name[];
};

/** What a frame says, in the language of its words. */
export type FrameMeaning<Kind extends string> = { readonly kind: Kind; readonly language: string };

/** The concepts of a field, which of them takes others their meaning, and which of them never lose it. */
export type Concepts<Name extends string> = {
  readonly names: readonly Name[];
  readonly aside: Name;
  readonly plain: readonly Name[];
};

type Heard<Name extends string> = { readonly concept: Name; readonly language: string };
type OwnFrame<Name extends string, Kind extends string> = ConceptFrame<Name, Kind> & {
  readonly label: FrameMeaning<Kind>;
};
type FramesBy<Name extends string, Kind extends string> = ReadonlyMap<Name, readonly OwnFrame<Name, Kind>[]>;

/** The words of every concept in every language, and the frames of each language by the concepts in them; made once. */
export type ConceptTable<Name extends string, Kind extends string> = Concepts<Name> & {
  readonly words: PhraseTable<Heard<Name>>;
  readonly frames: ReadonlyMap<string, FramesBy<Name, Kind>>;
};

/**
 * Frames by what they say, one a line: the most words, then the concepts, with `>` among them where their order counts, and those
 * behind a `!` beside which it says nothing.
 */
export type FrameLines<Kind extends string> = readonly (readonly [kind: Kind, lines: string])[];

/** Makes the table of the concepts of a field in all languages. */
export function openConcepts<Name extends string, Kind extends string>(
  concepts: Concepts<Name>,
  { lexicons, frames }: { readonly lexicons: readonly Lexicon<Name>[]; readonly frames: FrameLines<Kind> },
): ConceptTable<Name, Kind> {
  const { names } = concepts;
  const read = framesOf<Name, Kind>(names, frames);
  const words = lexicons.flatMap(({ language, words: own, elided }) =>
    readPhrases(
      names.map((concept) => [spelled(own[concept], elided), { concept, language }] as const),
      placeReader({}),
    ),
  );
  const own = lexicons.map((lexicon) => [lexicon.language, framesIn(lexicon, read)] as const);
  return { ...concepts, words: tableOf(words), frames: new Map(own) };
}

function framesOf<Name extends string, Kind extends string>(
  names: readonly Name[],
  frames: FrameLines<Kind>,
): readonly ConceptFrame<Name, Kind>[] {
  return frames.flatMap(([kind, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line) => {
        const [within, ...written] = line.split(' ');
        const parts = written.flatMap((part) => names.filter((name) => name === part));
        const unless = written.flatMap((part) => names.filter((name) => `!${name}` === part));
        return { kind, parts, within: Number(within), isOrdered: written.includes('>'), unless };
      }),
  );
}

const VOWEL = /^[aehiou\u00e1-\u00ff]/;

/** Shorter words would become other words: `s` and `ui` are no more than `sui`. */
const SHORTEST_ELIDED = 3;

/** Rows of words are written as they are said: only single words stand behind an elided one. */
function isElidable(word: string): boolean {
  return VOWEL.test(word) && word.length >= SHORTEST_ELIDED && !word.includes('_');
}

/** The words as the alternatives of a place, and how those that begin with a vowel are written behind an elided one. */
function spelled(words: string, elided: readonly string[]): string {
  if (elided.length === 0) return words.replaceAll(' ', '|');
  const behind = (word: string): readonly string[] =>
    isElidable(word) ? elided.map((before) => `${before}${word}`) : [];
  return words
    .split(' ')
    .flatMap((word) => [word, ...behind(word)])
    .join('|');
}

/** How much farther frames of signs reach. */
const SIGNS_A_WORD = 2;

function framesIn<Name extends string, Kind extends string>(
  { language, areSigns }: Lexicon<Name>,
  frames: readonly ConceptFrame<Name, Kind>[],
): FramesBy<Name, Kind> {
  const by = new Map<Name, OwnFrame<Name, Kind>[]>();
  for (const frame of frames) {
    const within = frame.within * (areSigns ? SIGNS_A_WORD : 1);
    const own = { ...frame, within, label: { kind: frame.kind, language } };
    for (const part of frame.parts) by.set(part, [...(by.get(part) ?? []), own]);
  }
  return by;
}

/** How far before and behind a frame something beside it counts. */
const BESIDE = { before: 4, behind: 6 } as const;

/** What the concepts in some words say, by language. */
export type ConceptReading<Kind extends string> = {
  readonly frames: readonly FoundPhrase<FrameMeaning<Kind>>[];
  /** Whether what stands there stands beside talk of something else, in a language; what is plain never does. */
  readonly isAside: (language: string, span: Span) => boolean;
  /** The language that most of the concepts are heard in; empty where none is. */
  readonly spoken: string;
};

/**
 * Every frame whose concepts stand near each other in these words, in one language; none beside talk of something else.
 *
 * Linear: at each word that stands for a concept, the nearest places of the others are looked at, for the frames it is part of.
 */
export function readConcepts<Name extends string, Kind extends string>(
  words: readonly string[],
  table: ConceptTable<Name, Kind>,
): ConceptReading<Kind> {
  const heard = Map.groupBy(findPhrases(words, table.words), ({ label }) => label.language);
  const beside = new Map([...heard].map(([language, own]) => [language, besideIn(words.length, own)] as const));
  const isAside = (language: string, span: Span): boolean => {
    const here = beside.get(language);
    if (here === undefined || table.plain.some((name) => here.within(name, span))) return false;
    return here.around(table.aside, span);
  };
  const frames = [...table.frames].flatMap(([language, own]) => {
    const here = beside.get(language);
    if (here === undefined) return [];
    return heardFrames(here.heard, own)
      .filter(({ frame, span }) => !frame.unless.some((name) => here.around(name, span)))
      .map(({ frame, span }) => ({ label: frame.label, ...span }))
      .filter((frame) => !isAside(language, frame));
  });
  return { frames, isAside, spoken: mostHeard(heard) };
}

function mostHeard(heard: ReadonlyMap<string, readonly unknown[]>): string {
  const lengths = [...heard].map(([language, own]) => ({ language, length: own.length }));
  return lengths.sort((one, other) => other.length - one.length)[0]?.language ?? '';
}

/** What is heard in a language, and whether a word of a concept stands in a span, or in it and around it. */
type Beside<Name extends string> = {
  readonly heard: readonly FoundPhrase<Heard<Name>>[];
  readonly within: (name: Name, span: Span) => boolean;
  readonly around: (name: Name, span: Span) => boolean;
};

/** Each concept is counted once, when it is first asked for. */
function besideIn<Name extends string>(length: number, heard: readonly FoundPhrase<Heard<Name>>[]): Beside<Name> {
  const counted = new Map<Name, readonly number[]>();
  const within = (name: Name, { from, to }: Span): boolean => {
    const counts =
      counted.get(name) ??
      countBefore(
        length,
        heard.filter(({ label }) => label.concept === name),
      );
    counted.set(name, counts);
    return counts[from] !== counts[to];
  };
  const around = (name: Name, { from, to }: Span): boolean =>
    within(name, { from: Math.max(0, from - BESIDE.before), to: Math.min(length, to + BESIDE.behind) });
  return { heard, within, around };
}

type HeardFrame<Name extends string, Kind extends string> = {
  readonly frame: OwnFrame<Name, Kind>;
  readonly span: Span;
};

function heardFrames<Name extends string, Kind extends string>(
  heard: readonly FoundPhrase<Heard<Name>>[],
  frames: FramesBy<Name, Kind>,
): readonly HeardFrame<Name, Kind>[] {
  const newest = new Map<Name, Span>();
  const found: HeardFrame<Name, Kind>[] = [];
  for (const { label, from, to } of heard) {
    newest.set(label.concept, { from, to });
    for (const frame of frames.get(label.concept) ?? []) {
      const span = spanOf(frame, newest);
      if (span !== null && span.to - span.from <= frame.within) found.push({ frame, span });
    }
  }
  return found;
}

/** From the first to the last of a frame's concepts, at their newest places; null where one is missing, or out of order. */
function spanOf<Name extends string>(
  { parts, isOrdered }: Pick<ConceptFrame<Name, string>, 'parts' | 'isOrdered'>,
  newest: ReadonlyMap<Name, Span>,
): Span | null {
  const places = parts.flatMap((part) => newest.get(part) ?? []);
  if (places.length < parts.length) return null;
  if (isOrdered && places.some(({ from }, index) => from < (places[index - 1]?.from ?? 0))) return null;
  return { from: Math.min(...places.map(({ from }) => from)), to: Math.max(...places.map(({ to }) => to)) };
}
