import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { Effect } from '../../core/effect/effect.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { bindingOf } from '../approval/approval-binding.ts';
import type { Attempt } from '../decide/record-decision.ts';

/** Most requests that others may follow at once. */
const MAX_LEADERS = 1_000;

/** The request of a call that people are asked about first; null when in the end nobody was. */
export type Leader = Promise<ApprovalRequest | null>;

/**
 * Lets one prompt stand for identical calls that are made at the same time: the first asks, the others wait for its answer.
 *
 * Identical is what an approval is bound to (the action's digest, session, principal, policy, lease and plan) and what it does:
 * where a link changed in between, the same words are another call.
 */
export class IdenticalRequests {
  private readonly leaders = new Map<string, Leader>();

  /** Whom an attempt of this identity would follow; null where it is the first. */
  leaderOf(identity: string): Leader | null {
    return this.leaders.get(identity) ?? null;
  }

  /** Makes an attempt the one that others of its identity follow, until it `ends`. */
  lead(identity: string, leader: Leader): void {
    if (this.leaders.size < MAX_LEADERS) this.leaders.set(identity, leader);
  }

  /** Nobody follows any more: the request was answered, or never made. */
  end(identity: string, leader: Leader): void {
    if (this.leaders.get(identity) === leader) this.leaders.delete(identity);
  }
}

/** What must be the same for one prompt to stand for two calls: what an approval is bound to, and every effect that is shown. */
export function identityOf(attempt: Attempt, effects: readonly Effect[]): string {
  const shown = effects.map(({ class: name, resource, marks }) => [name, resource.kind, resource.value, ...marks]);
  return canonicalJson({ ...bindingOf(attempt), shown });
}
