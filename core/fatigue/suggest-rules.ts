import { decisionTimeMs, type PromptAnswer, type PromptRecord } from './prompt-record.ts';

/** When a rule is suggested (model §4): so many approvals of one pattern, none of them a reflex, within so long. */
export const SUGGESTION = {
  approvals: 10,
  /** An answer that came sooner was not read: it does not count. */
  reflexMs: 1_000,
  windowMs: 90 * 86_400_000,
  /** How long a suggestion that was dismissed does not come back. */
  dismissedForMs: 30 * 86_400_000,
} as const;

/** What is known of the questions that one narrow rule would have made needless. */
export type PatternTally = {
  readonly pattern: string;
  readonly ruleId: string;
  readonly approvals: number;
  readonly denials: number;
  /** Approvals that came too soon to count. */
  readonly reflexes: number;
  /** The newest approval that counts. */
  readonly example: PromptRecord | null;
};

/**
 * Counts answers by the narrowest rule that would have made their question needless, most approvals first.
 *
 * Questions older than 90 days do not count, nor do those for which no such rule can be written: destructive effects, high and
 * critical risk.
 */
export function tallyPatterns(prompts: readonly PromptRecord[], nowMs: number): readonly PatternTally[] {
  const tallies = new Map<string, PatternTally>();
  for (const prompt of prompts) {
    const { pattern, ruleId, answer } = prompt;
    const isOld = !(nowMs - prompt.createdAtMs < SUGGESTION.windowMs);
    if (pattern === null || ruleId === null || answer === null || isOld) continue;
    const before = tallies.get(ruleId) ?? { pattern, ruleId, approvals: 0, denials: 0, reflexes: 0, example: null };
    tallies.set(ruleId, counted(before, prompt, answer));
  }
  return [...tallies.values()].sort((first, second) => second.approvals - first.approvals);
}

function counted(tally: PatternTally, prompt: PromptRecord, answer: PromptAnswer): PatternTally {
  if (!answer.approved) return { ...tally, denials: tally.denials + 1 };
  const isReflex = decisionTimeMs(prompt, answer) < SUGGESTION.reflexMs;
  if (isReflex) return { ...tally, reflexes: tally.reflexes + 1 };
  return { ...tally, approvals: tally.approvals + 1, example: prompt };
}

/** Tells whether a rule is to be suggested: ten approvals that count, and not one denial. */
export function isSuggested({ approvals, denials }: PatternTally): boolean {
  return approvals >= SUGGESTION.approvals && denials === 0;
}
