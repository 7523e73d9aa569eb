import type { WordClasses } from './phrase.ts';

/** How near danger is. From `high` on tools are restricted; support is shown from `concern` on. */
export const CRISIS_LEVELS = ['none', 'concern', 'high', 'imminent'] as const;
export type CrisisLevel = (typeof CRISIS_LEVELS)[number];

/** What a message may be about, with how near that is. */
export const CRISIS_KINDS = {
  /** Something was taken or done already, or is about to be. */
  attempt: 'imminent',
  /** A way, a place, a time, a farewell. */
  plan: 'high',
  'wish-to-die': 'high',
  'self-harm': 'high',
  despair: 'concern',
  /** Somebody does violence to the person who writes. */
  'violence-suffered': 'high',
  /** The person who writes means to hurt somebody. */
  'violence-meant': 'high',
  /** Somebody else is in danger. */
  'another-person': 'high',
} as const satisfies { readonly [kind: string]: CrisisLevel };
export type CrisisKind = keyof typeof CRISIS_KINDS;

/** What a language's table holds, in the notation of `phraseTable`. */
export type CrisisPhrases = {
  readonly language: string;
  /** Words that stand for each other; a class may name those before it. */
  readonly classes: WordClasses;
  readonly phrases: { readonly [Kind in CrisisKind]: string };
  /** Sayings and talk of machines: a phrase that shares a word with one of these is none. */
  readonly spared: string;
  /** What says that the rest of the sentence is told, quoted, counted or taught: phrases behind it are none. */
  readonly contexts: string;
  /** What ends such a context: the person who writes speaks of themselves again. */
  readonly turns: string;
};
