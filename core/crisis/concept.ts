import type { CrisisKind } from './crisis-kind.ts';
import { type FoundPhrase, findPhrases, type PhraseTable, placeReader, readPhrases, tableOf } from './phrase.ts';

/** What words of a language stand for where crises are spoken of; every language names the words of each. */
export const CONCEPTS = [
  /** The person who writes, as a word or in the form of a verb. */
  'self',
  'want',
  /** Thinking of, about to, drawn to, afraid of oneself. */
  'mind',
  'die',
  'suicide',
  'not',
  'life',
  /** Sense, reason, strength, desire. */
  'reason',
  'tired',
  'sleep',
  'wake',
  /** To be over, of itself. */
  'cease',
  'all',
  'vanish',
  'forever',
  'others',
  'nobody',
  'better',
  /** A world without the person who writes. */
  'without',
  'burden',
  'care',
  'rather',
  /** To follow somebody who died, and that somebody did. */
  'join',
  'died',
  'pills',
  'many',
  'swallow',
  'poison',
  'unwell',
  'blade',
  'hand',
  'cry',
  'height',
  'jump',
  'train',
  'cut',
  'limb',
  'bleed',
  'harm',
  /** How much, how high, which. */
  'lethal',
  'kill',
  'prepared',
  'peace',
  'kin',
  'wants',
  'says',
  'farewell',
  'unreachable',
  'hit',
  'neck',
  'threat',
  'hopeless',
  /** Machines, games, kitchens and other talk beside which a frame means something else. */
  'aside',
] as const;
export type Concept = (typeof CONCEPTS)[number];

/** The words of each concept in a language, with blanks between them, in the notation of `phraseTable`. */
export type Lexicon = { readonly language: string; readonly words: { readonly [Name in Concept]: string } };

/** Concepts that mean something where they stand together, whatever the words between them. */
export type ConceptFrame = {
  readonly kind: CrisisKind;
  readonly parts: readonly Concept[];
  /** Most words from the first to the last of them. */
  readonly within: number;
  /** Whether they must stand in this order. */
  readonly isOrdered: boolean;
};

/** A frame that stands in a text, in the language of its words. */
export type FoundFrame = { readonly kind: CrisisKind; readonly language: string; readonly from: number; readonly to: number };

type Heard = { readonly concept: Concept; readonly language: string };

/** The words of every concept in every language, and the frames by the concepts in them; made once. */
export type ConceptTable = {
  readonly words: PhraseTable<Heard>;
  readonly framesBy: ReadonlyMap<Concept, readonly ConceptFrame[]>;
  /** Languages whose words are signs: more of them stand in as much of a sentence. */
  readonly signs: ReadonlySet<string>;
};

/** Reads frames, one a line: the most words, and the concepts with blanks between them, or with `>` where the order counts. */
export function conceptFrames(kind: CrisisKind, lines: string): readonly ConceptFrame[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [within, ...names] = line.split(' ');
      const parts = names.flatMap((name) => CONCEPTS.filter((concept) => concept === name));
      return { kind, parts, within: Number(within), isOrdered: names.includes('>') };
    });
}

/** Makes the table of the concepts of all languages. */
export function openConcepts(lexicons: readonly Lexicon[], frames: readonly ConceptFrame[]): ConceptTable {
  const words = lexicons.flatMap(({ language, words: own }) =>
    readPhrases(
      CONCEPTS.filter((concept) => own[concept] !== '').map(
        (concept) => [own[concept].trim().split(/\s+/).join('|'), { concept, language }] as const,
      ),
      placeReader({}),
    ),
  );
  const framesBy = new Map(
    CONCEPTS.map((concept) => [concept, frames.filter(({ parts }) => parts.includes(concept))] as const),
  );
  return { words: tableOf(words), framesBy, signs: new Set(['zh']) };
}

/** How much farther frames of signs reach. */
const SIGNS_A_WORD = 2;
/** How far before and behind a frame something beside it counts. */
const BESIDE = { before: 3, behind: 4 } as const;

/**
 * Every frame whose concepts stand near each other in these words, in one language.
 *
 * Linear: at each word that stands for a concept, the nearest places of the others are looked at, for the frames it is part of.
 */
export function findFrames(words: readonly string[], table: ConceptTable): readonly FoundFrame[] {
  const heard = findPhrases(words, table.words);
  const languages = new Set(heard.map(({ label }) => label.language));
  return [...languages].flatMap((language) => {
    const own = heard.filter(({ label }) => label.language === language);
    const aside = own.filter(({ label }) => label.concept === 'aside');
    return framesIn(own, table, language).filter(({ from, to }) => !aside.some((at) => isBeside(at, { from, to })));
  });
}

type Span = { readonly from: number; readonly to: number };

function isBeside(at: Span, { from, to }: Span): boolean {
  return at.from < to + BESIDE.behind && at.to > from - BESIDE.before;
}

function framesIn(
  heard: readonly FoundPhrase<Heard>[],
  { framesBy, signs }: ConceptTable,
  language: string,
): readonly FoundFrame[] {
  const reach = signs.has(language) ? SIGNS_A_WORD : 1;
  const newest = new Map<Concept, Span>();
  const found: FoundFrame[] = [];
  for (const { label, from, to } of heard) {
    newest.set(label.concept, { from, to });
    for (const frame of framesBy.get(label.concept) ?? []) {
      const span = spanOf(frame, newest);
      if (span !== null && span.to - span.from <= frame.within * reach) found.push({ kind: frame.kind, language, ...span });
    }
  }
  return found;
}

/** From the first to the last of a frame's concepts, at their newest places; null where one is missing, or out of order. */
function spanOf({ parts, isOrdered }: ConceptFrame, newest: ReadonlyMap<Concept, Span>): Span | null {
  const places = parts.flatMap((part) => newest.get(part) ?? []);
  if (places.length < parts.length) return null;
  if (isOrdered && places.some(({ from }, index) => from < (places[index - 1]?.from ?? 0))) return null;
  return { from: Math.min(...places.map(({ from }) => from)), to: Math.max(...places.map(({ to }) => to)) };
}
