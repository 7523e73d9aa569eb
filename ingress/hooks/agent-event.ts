import type { Gateway, OutcomeReport } from '../../application/gateway.ts';
import type { JsonObject } from '../../core/encoding/json.ts';

/** An event of an agent's hook in our own words, whichever agent it came from. */
export type AgentEvent =
  | {
      readonly kind: 'call';
      /**
       * `before`: the call is about to run. `permission`: the agent's own rules ask about it. `again`: another hook tells of a
       * call that may have been told of before.
       */
      readonly phase: 'before' | 'permission' | 'again';
      readonly call: AgentCall;
    }
  | { readonly kind: 'outcome'; readonly report: CallOutcome }
  | { readonly kind: 'session'; readonly observed: Parameters<Gateway['observeSession']>[1] }
  /** Asks nothing of us and changes nothing here. */
  | { readonly kind: 'notice' };

/** A tool call that wants to run. */
export type AgentCall = {
  readonly session: string;
  readonly cwd: string;
  /** Where the agent works; what is below it is its own. */
  readonly workspace: string;
  readonly tool: string;
  readonly origin: string;
  readonly args: JsonObject;
  readonly callId: string | null;
  readonly subagent: string | null;
};

/** How a call ended; `by` is null where the agent does not say which call it was. */
export type CallOutcome = Omit<OutcomeReport, 'by'> & {
  readonly by: { readonly session: string; readonly callId: string } | null;
};
