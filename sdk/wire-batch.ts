import type { WireInputProblem } from './problem.ts';
import type { WireDecideResponse } from './wire-approval.ts';
import type { WireProposal, WireVerdict } from './wire-decision.ts';

/** A call of one model turn. */
export type WireBatchCall = {
  /** The call's name in the batch, for `depends_on` and the answer; 1 to 64 characters. */
  readonly id: string;
  readonly proposal: WireProposal;
  /** Ids of calls of the same batch that must have run before. */
  readonly depends_on?: readonly string[];
};

/** `POST /v1/batch`: 1 to 64 calls of one session, and how long to wait for people in all: 0 (default) to 600,000 ms. */
export type WireBatchRequest = { readonly calls: readonly WireBatchCall[]; readonly wait_ms?: number };

/**
 * What became of one call of a batch.
 *
 * `decided`: on record; `decision` is what `POST /v1/decide` answers. `in-turn`: another call of the batch may change what
 * this one touches, so propose it (`POST /v1/decide`) when its turn comes; the verdict is what it would be now. `failed`: it
 * could not be decided, and may not run. `skipped`: a call it depends on does not run; nothing was decided.
 */
export type WireBatchAnswer =
  | { readonly id: string; readonly state: 'decided'; readonly decision: WireDecideResponse }
  | { readonly id: string; readonly state: 'in-turn'; readonly verdict: WireVerdict; readonly reason: string }
  | {
      readonly id: string;
      readonly state: 'failed';
      readonly code: string;
      readonly reason: string;
      readonly remedies: readonly string[];
      readonly problems: readonly WireInputProblem[];
    }
  | { readonly id: string; readonly state: 'skipped'; readonly because: readonly string[] };

/**
 * The answer of `POST /v1/batch`: every call in the order of the request, and the schedule.
 *
 * The steps of the schedule run one after the other; the calls of a step may run together, and are never more than eight. A
 * call that is in no step may not run.
 */
export type WireBatchResponse = {
  readonly calls: readonly WireBatchAnswer[];
  readonly schedule: readonly (readonly string[])[];
};
