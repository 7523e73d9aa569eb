import type { ModelUsage } from '../../core/budget/model-prices.ts';

/** What is known of a call when it is over. */
export type SeenUsage = {
  /** As far as the provider said. */
  readonly told: Partial<ModelUsage>;
  /** The most that it can have been. */
  readonly estimate: ModelUsage;
  /** True where the answer came to its own end. */
  readonly isComplete: boolean;
  /** Bytes of what the model was seen to write: a token has at least one. */
  readonly outputBytes: number;
  /** True where a model may write what is not seen, such as its reasoning. */
  readonly hidesOutput: boolean;
};

/**
 * What is booked for a call: what the provider said; of what it did not say the most that it can have been.
 *
 * An answer that was cut off has written what was seen of it at most, unless the model writes unseen: then up to its limit.
 */
export function settledUsage({ told, estimate, isComplete, outputBytes, hidesOutput }: SeenUsage): ModelUsage {
  const atMost = Math.max(told.output ?? 0, hidesOutput ? estimate.output : Math.min(estimate.output, outputBytes));
  const isTold = isComplete && told.output !== undefined;
  return {
    input: told.input ?? estimate.input,
    output: isTold
      ? (told.output ?? 0)
      : isComplete
        ? Math.min(estimate.output, Math.max(outputBytes, told.output ?? 0))
        : atMost,
    cacheRead: told.cacheRead ?? 0,
    cacheWrite: told.cacheWrite ?? 0,
  };
}
