import type { HashFunction } from '../../core/hash.ts';
import { digestPlanStatement } from '../../core/plan/digest-plan.ts';
import type { FileDigests, PlanBinding } from '../../core/plan/plan-binding.ts';
import { describeVoidReason, judgePlanValidity, type PlanCircumstances } from '../../core/plan/plan-validity.ts';

/** Most plans that are remembered; the oldest are forgotten first, and are then bound anew when they come again. */
const MAX_PLANS = 10_000;

/**
 * A plan as it was bound when it was first proposed: the digest of this binding is what approvals hold. `seen`: the digests of the
 * files as they were then, which the binding names unless nobody may learn of them before the change is decided.
 */
export type BoundPlan = { readonly binding: PlanBinding; readonly digest: string; readonly seen: FileDigests };

/** Which files a change was of, and in which session. */
export type ChangedPlace = {
  readonly session: string;
  readonly workspace: string;
  readonly paths: readonly string[];
};

/**
 * Remembers what each plan was bound to when it was first proposed.
 *
 * The same plan proposed again within its validity is the same plan, so that an approval given meanwhile is for it. Once
 * anything voided it, the plan is bound anew, and what was approved before counts for nothing.
 */
export class PlanDesk {
  private readonly hash: HashFunction;
  private readonly plans = new Map<string, BoundPlan>();
  /** Of sessions that ended since. */
  private readonly ended = new WeakSet<BoundPlan>();
  private readonly attempts = new Map<string, number>();

  constructor(hash: HashFunction) {
    this.hash = hash;
  }

  /** The plan with its binding: the one it has, or a new one where there is none that still holds. */
  bind(fresh: PlanBinding, seen: FileDigests): BoundPlan {
    const key = JSON.stringify([fresh.session, fresh.requester, fresh.workspace, fresh.planDigest]);
    const known = this.plans.get(key);
    if (known !== undefined && this.voidReasons(known, circumstancesOf(fresh, seen)).length === 0) return known;
    const binding = known === undefined ? fresh : { ...fresh, turn: (known.binding.turn ?? 0) + 1 };
    const bound = { binding, digest: digestPlanStatement(binding, this.hash), seen };
    this.plans.delete(key);
    this.plans.set(key, bound);
    const oldest = this.plans.size > MAX_PLANS ? this.plans.keys().next().value : undefined;
    if (oldest !== undefined) this.plans.delete(oldest);
    return bound;
  }

  /** A session ended: its plans are void from now on, also where it goes on under the same id. */
  endSession(session: string): void {
    for (const bound of this.plans.values()) if (bound.binding.session === session) this.ended.add(bound);
  }

  /** Counts a change of these files that was made in this session: 1 for the first, and for the first after one that verified. */
  attempt(place: ChangedPlace): number {
    const key = keyOf(place);
    const count = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.delete(key);
    this.attempts.set(key, count);
    const oldest = this.attempts.size > MAX_PLANS ? this.attempts.keys().next().value : undefined;
    if (oldest !== undefined) this.attempts.delete(oldest);
    return count;
  }

  /** A change of these files verified: what comes next is no try to mend it. */
  verified(place: ChangedPlace): void {
    this.attempts.delete(keyOf(place));
  }

  /** Every reason why a plan may not be carried out now, in words; empty while it holds. */
  voidReasons(bound: BoundPlan, now: PlanCircumstances): readonly string[] {
    const session = this.ended.has(bound) ? null : now.session;
    const binding = { ...bound.binding, fileDigests: bound.seen };
    return judgePlanValidity(binding, { ...now, session }).map(describeVoidReason);
  }
}

function keyOf({ session, workspace, paths }: ChangedPlace): string {
  return JSON.stringify([session, workspace, paths.toSorted()]);
}

/** How things stand when a plan is proposed anew: as the new binding says, with the files as they were seen now. */
function circumstancesOf(
  { policyVersion, profile, configurationDigest, createdAtMs, session }: PlanBinding,
  fileDigests: FileDigests,
): PlanCircumstances {
  return { policyVersion, profile, configurationDigest, fileDigests, session, nowMs: createdAtMs };
}
