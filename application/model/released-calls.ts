import type { Authorization, Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/** What came of a call, as a later request of the client tells the model. */
export type ToolResult = { readonly callId: string; readonly isError: boolean; readonly text: string };

type Released = { readonly caller: Caller; readonly session: string; readonly actionId: string };

const MAX_RELEASED = 10_000;

/**
 * Remembers the tool calls that the proxy let go on, until their results pass it on the way back to the model: then their outcomes
 * are recorded. Bounded; what is forgotten has no outcome on record.
 */
export class ReleasedCalls {
  private readonly released = new Map<string, Released>();

  note(who: { readonly caller: Caller }, callId: string, { action }: Authorization): void {
    const key = keyOf(action.session, callId);
    this.released.delete(key);
    this.released.set(key, { caller: who.caller, session: action.session, actionId: action.id });
    const [oldest] = this.released.keys();
    if (this.released.size > MAX_RELEASED && oldest !== undefined) this.released.delete(oldest);
  }

  /** Records the outcomes of those that are known; each once. Raises what recording raises, but for an outcome that is known. */
  async report(
    gateway: Pick<Gateway, 'reportOutcome'>,
    session: string,
    results: readonly ToolResult[],
  ): Promise<void> {
    for (const { callId, isError, text } of results) {
      const key = keyOf(session, callId);
      const known = this.released.get(key);
      if (known === undefined) continue;
      this.released.delete(key);
      try {
        await gateway.reportOutcome(known.caller, {
          by: { actionId: known.actionId },
          result: isError ? 'failed' : 'completed',
          error: isError ? 'tool-error' : null,
          durationMs: null,
          response: text,
        });
      } catch (error) {
        const isKnown = error instanceof GatewayError && error.code === 'action.state';
        if (!isKnown) throw error;
      }
    }
  }
}

function keyOf(session: string, callId: string): string {
  return JSON.stringify([session, callId]);
}
