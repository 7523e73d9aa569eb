import type { Failure } from './failure.ts';

/** How the next attempt differs from those before it, in this order; none is used twice. */
export const STRATEGIES = ['say-what-was-wrong', 'widen-context', 'simplify-and-split'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What the caller changes for the next attempt. Everything that is checked stays as it was. */
export type AttemptChanges = {
  /** Lines of context that are shown around each place beyond those of the attempt before. */
  readonly extraContextLines: number;
  /** Whether files are read again before they are shown. */
  readonly rereadFiles: boolean;
  /** The most steps and files the next proposal should have; null for no narrower bound than a plan's own. */
  readonly narrower: { readonly steps: number; readonly files: number } | null;
};

/** What each strategy changes. Later ones keep what earlier ones added: they widen what is read, and narrow what is asked for. */
export const CHANGES: { readonly [Name in Strategy]: AttemptChanges } = {
  'say-what-was-wrong': { extraContextLines: 0, rereadFiles: false, narrower: null },
  'widen-context': { extraContextLines: 10, rereadFiles: true, narrower: null },
  'simplify-and-split': { extraContextLines: 10, rereadFiles: true, narrower: { steps: 3, files: 5 } },
};

/** Most problems that are repeated to the model. */
const MAX_SHOWN = 20;

const ASKS: { readonly [Name in Strategy]: string } = {
  'say-what-was-wrong': 'Correct every problem listed, and write the whole output again in the same form.',
  'widen-context':
    'The files are shown again as they are now, with more around each place. Compare them with what you assumed, and write the whole output again in the same form.',
  'simplify-and-split':
    'Do the smallest part that is useful by itself, with at most 3 steps and 5 files, and leave the rest for a later plan. Write the whole output again in the same form.',
};

/** What the model is told for the next attempt: what was wrong, and how to go about it now. The demands stay the same. */
export function instructionsOf(strategy: Strategy, { code, message, problems }: Failure): string {
  const listed = problems.slice(0, MAX_SHOWN).map((problem) => `- ${problem}`);
  const more = problems.length > MAX_SHOWN ? [`- and ${problems.length - MAX_SHOWN} more`] : [];
  return [`The last attempt was refused (${code}): ${message}`, ...listed, ...more, ASKS[strategy]].join('\n');
}
