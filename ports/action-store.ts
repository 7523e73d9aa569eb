/**
 * Where an action stands (model §4). `unknown-outcome`: released, then a crash; a human is asked, nothing is
 * replayed.
 */
export const ACTION_STATUSES = [
  'denied',
  'deferred',
  'awaiting-approval',
  'authorised',
  'completed',
  'failed',
  'unknown-outcome',
] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** An action and where it stands. Times in milliseconds since 1970. */
export type ActionRecord = {
  readonly id: string;
  readonly digest: string;
  readonly session: string;
  readonly principal: string;
  readonly idempotencyKey: string | null;
  /** The agent's own name for the call, for example Claude Code's `tool_use_id`; null when it has none. */
  readonly callId: string | null;
  readonly toolName: string;
  /** Place of the action's first decision in the log. */
  readonly logIndex: number;
  readonly status: ActionStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

/**
 * Finds actions. Writing goes through `LedgerStore.commit`. Old and new are by the order of writing, which no clock
 * can turn.
 */
export interface ActionStore {
  find(id: string): Promise<ActionRecord | null>;
  findByIdempotencyKey(principal: string, key: string): Promise<ActionRecord | null>;
  /** The newest action of a session with this call id; null when there is none. */
  findByCallId(session: string, callId: string): Promise<ActionRecord | null>;
  /** Actions with a status, oldest first, at most `limit` (1 to 1,000). */
  listByStatus(status: ActionStatus, limit: number): Promise<readonly ActionRecord[]>;
}
