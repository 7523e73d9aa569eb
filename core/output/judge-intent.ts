import type { Intent } from '../plan/plan.ts';

/** What becomes of an intent: work goes on, the user is asked what was meant, or it is refused. */
export type IntentOutcome = 'go-on' | 'ask' | 'reject';

/** From `sure` on work goes on, below `unsure` nothing does. */
export const CONFIDENCE_BORDERS = { sure: 0.85, unsure: 0.6 } as const;

/**
 * Judges how sure a model is of what is wanted: from 0.85 on go on, from 0.60 on ask, below reject. What is no number is
 * rejected. Going on permits nothing: every gate still comes.
 */
export function judgeIntent({ confidence }: Pick<Intent, 'confidence'>): IntentOutcome {
  if (confidence >= CONFIDENCE_BORDERS.sure) return 'go-on';
  return confidence >= CONFIDENCE_BORDERS.unsure ? 'ask' : 'reject';
}
