import { fail, ok, type Result } from '../result.ts';
import type { PlanClass } from './classify-plan.ts';
import type { PlanBinding } from './plan-binding.ts';
import { judgePlanValidity, type PlanCircumstances } from './plan-validity.ts';

/** What has become of a plan. Both approvals can still expire; rejected and expired are the end. */
export const PLAN_STATUSES = ['pending', 'auto-approved', 'user-approved', 'rejected', 'expired'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** A plan on record: what it is bound to, what sort it is, and what has become of it. */
export type PlanRecord = {
  readonly binding: PlanBinding;
  readonly class: PlanClass;
  /** Whether the diffs of all its steps were there when it was judged (`PlanAssessment.awaitedSteps` is empty). */
  readonly isComplete: boolean;
  readonly status: PlanStatus;
};

/** Why a plan does not become what was asked. */
export type PlanRefusal = 'decided' | 'void' | 'other-plan' | 'self-approval' | 'needs-human';

/** A person's word on a plan: whose, and on which plan exactly (`planDigest`). */
export type PlanAnswer = { readonly by: string; readonly planDigest: string };

/**
 * Lets a pending plan go on without a person, where the gates allow it. Refused for a system-level or privilege-escalation
 * plan whatever its risk, for one whose diffs are still to come, since nobody knows what they do, and for one that is void.
 */
export function autoApprovePlan(record: PlanRecord, now: PlanCircumstances): Result<PlanRecord, PlanRefusal> {
  if (record.status !== 'pending') return fail('decided');
  if (judgePlanValidity(record.binding, now).length > 0) return fail('void');
  const mayGoOn = record.class === 'ordinary' && record.isComplete;
  return mayGoOn ? ok({ ...record, status: 'auto-approved' }) : fail('needs-human');
}

/** Lets a pending plan go on because a person read this very plan; never the one who asked for it, and never a void plan. */
export function approvePlan(
  record: PlanRecord,
  { answer, now }: { readonly answer: PlanAnswer; readonly now: PlanCircumstances },
): Result<PlanRecord, PlanRefusal> {
  if (record.status !== 'pending') return fail('decided');
  if (answer.planDigest !== record.binding.planDigest) return fail('other-plan');
  if (answer.by === record.binding.requester) return fail('self-approval');
  return judgePlanValidity(record.binding, now).length > 0 ? fail('void') : ok({ ...record, status: 'user-approved' });
}

/** Refuses a pending plan for good. */
export function rejectPlan(record: PlanRecord): Result<PlanRecord, PlanRefusal> {
  return record.status === 'pending' ? ok({ ...record, status: 'rejected' }) : fail('decided');
}

/** Ends a plan that no longer holds, approved or not; a rejected one stays rejected. Nothing brings a plan back. */
export function expirePlan(record: PlanRecord): PlanRecord {
  return record.status === 'rejected' ? record : { ...record, status: 'expired' };
}

/** Tells whether a plan may be carried out now: approved, and nothing has voided it since. */
export function mayCarryOut(record: PlanRecord, now: PlanCircumstances): boolean {
  const isApproved = record.status === 'auto-approved' || record.status === 'user-approved';
  return isApproved && judgePlanValidity(record.binding, now).length === 0;
}
