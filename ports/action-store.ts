/**
 * Where an action stands (model §4). `unknown-outcome`: released, then a crash; a human is asked, nothing is
 * replayed. `rolled-back`: its changes of files were taken back; `compensated`: its inverse was carried out.
 */
export const ACTION_STATUSES = [
  'denied',
  'deferred',
  'awaiting-approval',
  'authorised',
  'completed',
  'failed',
  'unknown-outcome',
  'rolled-back',
  'compensated',
] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** The statuses of what was let through, so that it may have had effects, and was not taken back. */
export const RELEASED_STATUSES: readonly ActionStatus[] = ['authorised', 'completed', 'failed', 'unknown-outcome'];

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
  /** The newest action of a session with this call id, of its newest 10,000 at least (`CALL_DEPTH`); null when there is none. */
  findByCallId(session: string, callId: string): Promise<ActionRecord | null>;
  /**
   * Actions with a status, oldest first: the first ones, or those behind the action `after`, whatever its status. Nothing comes behind
   * one that is not known. All actions may have to be looked through, but for those that are deferred.
   */
  listByStatus(status: ActionStatus, page: ActionPage): Promise<readonly ActionRecord[]>;
  /**
   * Actions of a session, newest first, at most `limit` (1 to 1,000): the newest, or those before the action `before`. Nothing comes
   * before an action that is not of the session.
   */
  listBySession(
    session: string,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<readonly ActionRecord[]>;
}

/** How far back the action of a call is looked for at least. */
export const CALL_DEPTH = 10_000;

/** Which actions of a list are wanted: at most `limit` (1 to 1,000), behind the one with the id `after`. */
export type ActionPage = { readonly after: string | null; readonly limit: number };
