import type { Result } from '../core/result.ts';
import type { ReviewPrompt } from '../core/reviewer/review-prompt.ts';

/** Why a reviewer model did not answer. */
export type ReviewerFailureCode = 'unreachable' | 'timed-out' | 'refused' | 'unusable-answer';

/** A failure as a value. `reason` is for people and holds neither the key nor what was sent. */
export type ReviewerFailure = { readonly code: ReviewerFailureCode; readonly reason: string };

/** Bounds that every reviewer keeps. */
export const REVIEWER_LIMITS = { answerTokens: 16, answerBytes: 65_536 } as const;

/**
 * A model that judges actions, somewhere.
 *
 * `review` asks once, at temperature 0, for at most 16 tokens, follows no redirection, and gives the answer's text exactly as it came:
 * reading it is the core's. It never throws.
 */
export interface Reviewer {
  /** As people named it in the configuration. */
  readonly name: string;
  /** Whose model it is, for example `anthropic` or `local`. */
  readonly provider: string;
  readonly model: string;
  readonly review: (
    prompt: ReviewPrompt,
    options: { readonly timeoutMs: number },
  ) => Promise<Result<string, ReviewerFailure>>;
}
