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
  /** Bytes that the model wrote for certain, without what stands around them. */
  readonly writtenBytes: number;
  /** True where a model may write what is not seen, such as its reasoning. */
  readonly hidesOutput: boolean;
};

/**
 * What is booked for a call: what the provider said; of what it did not say the most that it can have been.
 *
 * An answer that was cut off has written what was seen of it at most, unless the model writes unseen: then up to its limit.
 */
export function settledUsage({
  told: given,
  estimate,
  isComplete,
  outputBytes,
  writtenBytes,
  hidesOutput,
}: SeenUsage): ModelUsage {
  const told = {
    input: saneCount(given.input),
    output: saneCount(given.output),
    cacheRead: saneCount(given.cacheRead),
    cacheWrite: saneCount(given.cacheWrite),
  };
  const atMost = Math.max(told.output ?? 0, hidesOutput ? estimate.output : Math.min(estimate.output, outputBytes));
  const atLeast = Math.floor(writtenBytes / MOST_BYTES_PER_TOKEN);
  const untold = Math.min(estimate.output, outputBytes);
  const output = isComplete ? Math.max(told.output ?? untold, atLeast) : atMost;
  return {
    input: told.input ?? estimate.input,
    output,
    cacheRead: told.cacheRead ?? 0,
    cacheWrite: told.cacheWrite ?? 0,
  };
}

/** No model is told of tokens that hold more than this on the whole: what was seen is never booked as less. */
const MOST_BYTES_PER_TOKEN = 8;
/** The most of one kind that is believed: a number beyond it would not be booked at all, and stay held. */
const MAX_TOLD = 10_000_000;

function saneCount(told: number | undefined): number | undefined {
  return told === undefined || !(told >= 0) ? undefined : Math.min(Math.floor(told), MAX_TOLD);
}
