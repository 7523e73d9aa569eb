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

/** What a language's table holds: phrases by kind, and look-alikes that spare what they stand on. */
export type CrisisPhrases = {
  readonly language: string;
  readonly phrases: { readonly [Kind in CrisisKind]: string };
  /** Sayings and talk of machines: a phrase that shares a word with one of these is none. */
  readonly spared: string;
};
