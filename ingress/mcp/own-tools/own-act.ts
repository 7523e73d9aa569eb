import type { InputProblem } from '../../../core/action/parse-action.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import type { WireOwnTool } from '../../../sdk/wire.ts';
import type { CallVerdict } from '../mcp-gate.ts';

/** A call of one of the gateway's own tools. What its arguments must be is the tool's to say. */
export type OwnToolCall = {
  readonly tool: WireOwnTool;
  readonly args: JsonObject;
  readonly session: string;
  /** Absolute path of the folder that paths are relative to. */
  readonly workspace: string;
  readonly waitMs: number;
  readonly signal: AbortSignal | null;
};

/** What became of a call. Only `isDone` says that it was carried out, whole. */
export type OwnToolOutcome = {
  /** Null where nothing was decided: the call itself is wrong, or the files were not as it takes them to be. */
  readonly verdict: CallVerdict['verdict'] | null;
  readonly isDone: boolean;
  /** For the model: what happened, or why nothing did. */
  readonly text: string;
  readonly detail: JsonObject;
  readonly actionId: string | null;
  /** The open request's id while a human is to be asked. */
  readonly approval: string | null;
  /** Everything that is wrong with the call, at once; empty where the text says all. */
  readonly problems: readonly InputProblem[];
  /** What the model may do instead, beyond what the text says. */
  readonly remedies: readonly string[];
};

/**
 * Has the gateway act. Raises where it cannot be asked or does not answer as promised; a call that is refused, by policy or
 * because it is wrong, is an outcome.
 */
export type ActOwn = (call: OwnToolCall) => Promise<OwnToolOutcome>;

/** How the gateway names a failure of the call itself; everything else is a failure of the gateway. */
const OF_THE_CALL = ['plan.', 'files.', 'input.', 'checkpoint.', 'action.', 'idempotency.', 'approval.'] as const;

/** A failure that the gateway or its client raised. */
type Raised = {
  readonly code: string;
  readonly message: string;
  readonly problems: readonly InputProblem[];
  readonly remedies: readonly string[];
};

/** The outcome that a raised failure is, where it is about the call; null where nobody could be asked. */
export function outcomeOfFailure({ code, message, problems, remedies }: Raised): OwnToolOutcome | null {
  if (!OF_THE_CALL.some((prefix) => code.startsWith(prefix))) return null;
  const nothing = { verdict: null, isDone: false, detail: {}, actionId: null, approval: null } as const;
  return { ...nothing, text: message, problems, remedies };
}
