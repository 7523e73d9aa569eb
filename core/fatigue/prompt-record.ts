import type { RiskLevel } from '../risk/risk.ts';

/**
 * One question to a person, and what became of it, as the log tells. Times in milliseconds since 1970.
 */
export type PromptRecord = {
  readonly request: string;
  /** Place of the decision that asked, in the log. */
  readonly index: number;
  readonly session: string;
  readonly tool: string;
  readonly level: RiskLevel;
  readonly createdAtMs: number;
  /** The narrowest rule that would have made it needless, as a pattern; null where there is none. */
  readonly pattern: string | null;
  /** The id of that rule; null where there is none. */
  readonly ruleId: string | null;
  /** Null while nobody has answered, and where nobody did in time. */
  readonly answer: PromptAnswer | null;
};

/** A person's answer to a question. */
export type PromptAnswer = {
  readonly approved: boolean;
  readonly by: string;
  readonly channel: string;
  readonly atMs: number;
};

/** Time from a question to its answer. Never below zero. */
export function decisionTimeMs({ createdAtMs }: Pick<PromptRecord, 'createdAtMs'>, { atMs }: PromptAnswer): number {
  return Math.max(0, atMs - createdAtMs);
}
