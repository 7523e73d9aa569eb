import type { ModelUsage } from '../../core/budget/model-prices.ts';
import { MalformedStream, type SseEvent } from './sse-reader.ts';

/**
 * What lets a provider's stream through to a client, event by event.
 *
 * Invariant: of a tool call nothing is answered before it was decided, and then it is answered whole or not at all. What stands
 * before the first held call is answered at once, as it came.
 */
export type StreamGate = {
  /** What goes on to the client now. Raises `MalformedStream`; then nothing more may be sent of this stream but a failure. */
  readonly take: (event: SseEvent) => string | Promise<string>;
  /** True once the stream said that it is over, by its own last word. */
  readonly isComplete: () => boolean;
  /** What the provider said the call used, as far as it said so. */
  readonly usage: () => Partial<ModelUsage>;
  /** Bytes of what the model wrote so far. */
  readonly outputBytes: () => number;
  /** The stream's own way to say that it failed. */
  readonly failure: (message: string) => string;
};

/** Most that is kept of one answer while its calls are held, in UTF-16 units. */
export const MAX_HELD_LENGTH = 24 * 1024 * 1024;

/** Most calls of one answer that are held. No model makes so many, and of one turn far fewer are decided; the rest would only cost time. */
export const MAX_HELD_CALLS = 1_024;

/** Requires that an answer holds no more calls than are looked at. Raises `MalformedStream`. */
export function requireFewCalls(count: number): void {
  if (count > MAX_HELD_CALLS)
    throw new MalformedStream(`hold tool calls: found more than ${MAX_HELD_CALLS} calls in one answer`);
}

/** Counts what is held and refuses to hold more than the limits. */
export class HeldLength {
  private length = 0;
  private calls = 0;

  /** Counts one more call. */
  addCall(): void {
    this.calls += 1;
    requireFewCalls(this.calls);
  }

  add(text: string): void {
    this.length += text.length;
    if (this.length > MAX_HELD_LENGTH) {
      throw new MalformedStream(`hold tool calls: found more than ${MAX_HELD_LENGTH} units in one answer`);
    }
  }
}
