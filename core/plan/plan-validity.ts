import { PLAN_LIMITS } from './plan.ts';
import type { PlanBinding } from './plan-binding.ts';

/** Why a plan is void. */
export type VoidReason =
  | { readonly kind: 'too-old'; readonly ageMs: number }
  | { readonly kind: 'file-changed'; readonly path: string }
  | { readonly kind: 'configuration-changed' | 'policy-changed' | 'profile-changed' | 'session-ended' };

/** How things stand when a plan is looked at again. */
export type PlanCircumstances = Pick<
  PlanBinding,
  'policyVersion' | 'profile' | 'configurationDigest' | 'fileDigests'
> & {
  readonly nowMs: number;
  /** The session of the plan, while it is open; null once it has ended. */
  readonly session: string | null;
};

/** The first millisecond at which a plan is void by its age: 30 minutes after it was made. */
export function expiresAtMs({ createdAtMs }: Pick<PlanBinding, 'createdAtMs'>): number {
  return createdAtMs + PLAN_LIMITS.validForMs;
}

/**
 * Lists everything that voids a plan now, pending or approved; empty while it holds.
 *
 * A plan holds from the millisecond it was made until 30 minutes later, when it is void; a time before it was made proves
 * nothing, and voids it too. Each target file must have the digest it had, and so must configuration; policy version, profile
 * and session must be the same. A file of which nothing is known now has changed. What is void stays void: the caller records
 * it (`expirePlan`).
 */
export function judgePlanValidity(binding: PlanBinding, now: PlanCircumstances): readonly VoidReason[] {
  const reasons: VoidReason[] = [];
  const ageMs = now.nowMs - binding.createdAtMs;
  if (!(ageMs >= 0 && ageMs < PLAN_LIMITS.validForMs)) reasons.push({ kind: 'too-old', ageMs });
  for (const [path, digest] of Object.entries(binding.fileDigests)) {
    const isSame = Object.hasOwn(now.fileDigests, path) && now.fileDigests[path] === digest;
    if (!isSame) reasons.push({ kind: 'file-changed', path });
  }
  if (now.configurationDigest !== binding.configurationDigest) reasons.push({ kind: 'configuration-changed' });
  if (now.policyVersion !== binding.policyVersion) reasons.push({ kind: 'policy-changed' });
  if (now.profile !== binding.profile) reasons.push({ kind: 'profile-changed' });
  if (now.session !== binding.session) reasons.push({ kind: 'session-ended' });
  return reasons;
}

/** Writes why a plan is void, for people and agents. */
export function describeVoidReason(reason: VoidReason): string {
  if (reason.kind === 'too-old') return `use a plan: found one of ${reason.ageMs} ms, want less than 30 minutes`;
  if (reason.kind === 'file-changed') return `use a plan: found ${reason.path} changed since, want it as it was`;
  const what = reason.kind.replace('-', ' ');
  return `use a plan: found the ${what}, want what the plan was made against`;
}
