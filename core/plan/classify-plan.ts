import { filesOfPlan } from './check-constraints.ts';
import type { Plan } from './plan.ts';
import { isChanged, type PlannedFile } from './planned-file.ts';
import { systemPartOf, type WorkspacePlace } from './system-files.ts';
import { visibleWords } from './visible-words.ts';
import { widenedRights } from './widened-rights.ts';

/**
 * What sort of plan it is. `system-level`: it touches what keeps agents in check (policy, enforcement, CI, upgrade, hooks,
 * agent configuration). `privilege-escalation`: it widens somebody's rights. Neither ever goes on without a person.
 */
export const PLAN_CLASSES = ['ordinary', 'system-level', 'privilege-escalation'] as const;
export type PlanClass = (typeof PLAN_CLASSES)[number];

/** Why a plan is of its class: which file, and what about it. */
export type ClassReason = {
  readonly class: Exclude<PlanClass, 'ordinary'>;
  readonly path: string;
  readonly reason: string;
};

/** The class of a plan, the gravest of its reasons, and all of them. */
export type PlanClassification = { readonly class: PlanClass; readonly reasons: readonly ClassReason[] };

/**
 * Classifies a plan by the files it names and by what its changes really do.
 *
 * Invariant: another file or another change never makes the class less grave.
 *
 * @param plan Null for changes that come without a plan.
 */
export function classifyPlan(
  { plan, files }: { readonly plan: Plan | null; readonly files: readonly PlannedFile[] },
  place: WorkspacePlace,
): PlanClassification {
  const changed = files.filter(isChanged);
  const named = plan === null ? [] : filesOfPlan(plan);
  const reasons: ClassReason[] = [];
  for (const path of new Set([...named, ...changed.map((file) => file.path)])) {
    const part = systemPartOf(path, place);
    if (part !== null) reasons.push({ class: 'system-level', path: visibleWords(path), reason: `it touches ${part}` });
  }
  for (const file of changed) {
    for (const reason of widenedRights(file, place))
      reasons.push({ class: 'privilege-escalation', path: visibleWords(file.path), reason: visibleWords(reason) });
  }
  return { class: gravestOf(reasons), reasons };
}

function gravestOf(reasons: readonly ClassReason[]): PlanClass {
  if (reasons.some((reason) => reason.class === 'privilege-escalation')) return 'privilege-escalation';
  return reasons.length > 0 ? 'system-level' : 'ordinary';
}
