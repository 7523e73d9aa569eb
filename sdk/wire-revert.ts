import type { WireEntryState, WireUndone } from './wire-checkpoint.ts';
import type { WireJsonObject, WireVerdict } from './wire-decision.ts';

/**
 * `POST /v1/revert`: takes the actions of a session back, last first. Exactly one of `action` (that one and everything its
 * session did after it) and `session` (the whole task).
 */
export type WireRevertRequest = {
  readonly action?: string;
  readonly session?: string;
  /** Proposes the action again afterwards. */
  readonly rerun?: boolean;
  /** Put paths back although somebody changed them since; only people. */
  readonly force?: boolean;
  readonly dry_run?: boolean;
  /** For whom an agent reverts; default: the gateway's configured operator. */
  readonly on_behalf_of?: string;
  /** How long to wait for people about each inverse: 0 (default) to 600,000 ms. */
  readonly wait_ms?: number;
};

/** A call as it is made: the tool, its arguments, and the absolute folder that they are relative to. */
export type WireCall = {
  readonly tool: { readonly name: string; readonly origin: string; readonly digest: string | null };
  readonly args: WireJsonObject;
  readonly cwd: string;
};

/**
 * What became of one inverse. `to-run`: allowed; its principal makes the call and reports the outcome of `action_id`. `running`:
 * released earlier, its outcome is not known yet; `unknown`: it was not reported within the hour. `awaiting-approval`: revert again once `approval` is given.
 */
export type WireInverseRun = {
  /** The action that it undoes. */
  readonly undoes: string;
  readonly principal: string;
  /** Null where it was erased from the log. */
  readonly call: WireCall | null;
  readonly note: string | null;
  readonly status: 'planned' | 'to-run' | 'running' | 'unknown' | 'awaiting-approval' | 'done' | 'refused' | 'failed';
  readonly action_id: string | null;
  readonly approval: string | null;
  readonly why: string;
};

/** An action that was proposed again. Where it is not `is_done`, and the verdict is `allow`, its principal makes the call. */
export type WireAgain = {
  readonly principal: string;
  readonly call: WireCall;
  readonly verdict: WireVerdict;
  readonly is_done: boolean;
  readonly action_id: string | null;
  readonly approval: string | null;
  readonly text: string;
};

/** What was reverted, or would be; nothing unless the verdict is `allow`. */
export type WireReverted = {
  readonly session: string;
  readonly verdict: WireVerdict;
  /** Why, where an agent asked. */
  readonly reason: string | null;
  /** The request that waits for a person; null where none does. */
  readonly approval: string | null;
  /** Newest first. */
  readonly actions: readonly string[];
  readonly files: readonly WireUndone[];
  readonly inverses: readonly WireInverseRun[];
  /** Actions with effects outside files and no inverse: these effects stay. */
  readonly left: readonly { readonly action: string; readonly effects: readonly string[] }[];
  readonly again: WireAgain | null;
  readonly log_index: number | null;
};

/** `POST /v1/actions/{id}/compensation`: what undoes an action whose effects lie outside files. It permits nothing. */
export type WireCompensationRequest = {
  readonly inverse: {
    readonly tool: { readonly name: string; readonly origin: string; readonly digest?: string | null };
    readonly args: WireJsonObject;
    /** Default: the folder of the action. */
    readonly cwd?: string;
  };
  /** What it does, for the person who reverts. */
  readonly note: string;
};

/** An inverse, and how it stands. */
export type WireCompensation = {
  readonly action: string;
  readonly session: string;
  readonly principal: string;
  /** Null, with `note`, where it was erased from the log. */
  readonly inverse: WireCall | null;
  readonly note: string | null;
  readonly registered_at_ms: number;
  readonly state: 'registered' | 'running' | 'done' | 'refused' | 'failed' | 'unknown';
  /** The action that it became; its outcome is reported by that id. */
  readonly ran_as: string | null;
  readonly log_index: number;
};

/** A file or a link that an action deleted and that still is gone. */
export type WireDeleted = {
  readonly root: string;
  readonly path: string;
  readonly state: WireEntryState;
  readonly action: string;
  readonly session: string | null;
  readonly deleted_at_ms: number;
  /** The checkpoint that holds it. */
  readonly checkpoint: string;
};

/** `GET /v1/deleted`: newest first; `is_complete` is false where there may be more. */
export type WireDeletedList = { readonly deleted: readonly WireDeleted[]; readonly is_complete: boolean };

/** `POST /v1/deleted/restore`. */
export type WireRestoreDeletedRequest = { readonly root: string; readonly path: string };

/** What was put back. */
export type WireRestoredDeleted = WireDeleted & { readonly log_index: number };
