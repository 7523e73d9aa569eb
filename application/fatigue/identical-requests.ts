import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { bindingOf } from '../approval-binding.ts';
import type { Attempt } from '../record-decision.ts';

/** Most requests that others may follow at once. */
const MAX_LEADERS = 1_000;

/** The request of a call that people are asked about first; null when in the end nobody was. */
export type Leader = Promise<ApprovalRequest | null>;

/**
 * Lets one prompt stand for identical calls that are made at the same time: the first asks, the others wait for its answer.
 *
 * Identical is what an approval is bound to: the action's digest, session, principal, policy, lease and plan.
 */
export class IdenticalRequests {
  private readonly leaders = new Map<string, Leader>();

  /** Whom an attempt would follow; null where it is the first. */
  leaderOf(attempt: Attempt): Leader | null {
    return this.leaders.get(keyOf(attempt)) ?? null;
  }

  /** Makes an attempt the one that others follow, until it `ends`. */
  lead(attempt: Attempt, leader: Leader): void {
    if (this.leaders.size < MAX_LEADERS) this.leaders.set(keyOf(attempt), leader);
  }

  /** Nobody follows any more: the request was answered, or never made. */
  end(attempt: Attempt, leader: Leader): void {
    const key = keyOf(attempt);
    if (this.leaders.get(key) === leader) this.leaders.delete(key);
  }
}

function keyOf(attempt: Attempt): string {
  return canonicalJson(bindingOf(attempt));
}
