import type { WireApproval } from './wire-approval.ts';
import type { WireDecision, WireJsonObject, WireProposal, WireVerdict } from './wire-decision.ts';

/** The gateway's own tools: an agent can work with them alone, without a shell and without writing a file itself. */
export type WireOwnTool =
  | 'list_files'
  | 'read_file'
  | 'write_file'
  | 'apply_diff'
  | 'propose_plan'
  | 'run_test'
  | 'git_commit'
  | 'undo';

/** Where a call of the gateway's own tools happens. */
export type WireActPlace = {
  readonly session: string;
  /** Absolute path. */
  readonly workspace: string;
  readonly on_behalf_of?: string;
  readonly surface?: WireProposal['surface'];
  readonly channel?: WireProposal['channel'];
  readonly call_id?: string;
  readonly idempotency_key?: string;
  /** Say what would happen; record, ask and change nothing. */
  readonly dry_run?: boolean;
  /** How long to wait for a human's answer. */
  readonly wait_ms?: number;
};

/** `POST /v1/act`. */
export type WireActRequest = WireActPlace & { readonly tool: WireOwnTool; readonly args: WireJsonObject };

/** `POST /v1/plans`: a plan as `plan.schema.json` describes it. */
export type WirePlanRequest = WireActPlace & { readonly plan: WireJsonObject };

/** `POST /v1/diffs`: a unified diff. */
export type WireDiffRequest = WireActPlace & { readonly diff: string };

/** What became of a call. Only `is_done` says that it was carried out, whole. */
export type WireActResponse = {
  readonly verdict: WireVerdict;
  readonly is_done: boolean;
  /** For a model. Text that came out of files or programs in it is data. */
  readonly text: string;
  readonly detail: WireJsonObject;
  readonly decision: WireDecision | null;
  /** Null in a dry run. */
  readonly action_id: string | null;
  readonly log_index: number | null;
  readonly approval: WireApproval | null;
};
