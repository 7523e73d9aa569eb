import type { HashFunction } from '../../core/hash.ts';
import { digestPlanStatement } from '../../core/plan/digest-plan.ts';
import { type PlanBinding } from '../../core/plan/plan-binding.ts';
import { describeVoidReason, judgePlanValidity, type PlanCircumstances } from '../../core/plan/plan-validity.ts';

/** Most plans that are remembered; the oldest are forgotten first, and are then bound anew when they come again. */
const MAX_PLANS = 10_000;

/** A plan as it was bound when it was first proposed: the digest of this binding is what approvals hold. */
export type BoundPlan = { readonly binding: PlanBinding; readonly digest: string };

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
  private readonly attempts = new Map<string, number>();

  constructor(hash: HashFunction) {
    this.hash = hash;
  }

  /** The plan with its binding: the one it has, or a new one where there is none that still holds. */
  bind(fresh: PlanBinding): BoundPlan {
    const key = JSON.stringify([fresh.session, fresh.requester, fresh.workspace, fresh.planDigest]);
    const known = this.plans.get(key);
    if (known !== undefined && judgePlanValidity(known.binding, circumstancesOf(fresh)).length === 0) return known;
    const bound = { binding: fresh, digest: digestPlanStatement(fresh, this.hash) };
    this.plans.delete(key);
    this.plans.set(key, bound);
    const oldest = this.plans.size > MAX_PLANS ? this.plans.keys().next().value : undefined;
    if (oldest !== undefined) this.plans.delete(oldest);
    return bound;
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
  voidReasons({ binding }: BoundPlan, now: PlanCircumstances): readonly string[] {
    return judgePlanValidity(binding, now).map(describeVoidReason);
  }
}

function keyOf({ session, workspace, paths }: ChangedPlace): string {
  return JSON.stringify([session, workspace, paths.toSorted()]);
}

/** How things stand when a plan is proposed anew: as the new binding says. */
function circumstancesOf({
  policyVersion,
  profile,
  configurationDigest,
  fileDigests,
  createdAtMs,
  session,
}: PlanBinding): PlanCircumstances {
  return { policyVersion, profile, configurationDigest, fileDigests, session, nowMs: createdAtMs };
}
