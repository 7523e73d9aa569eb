import { counted } from '../counted.ts';
import { foldPath } from '../path/fold-path.ts';
import { checkConflicts } from './check-conflicts.ts';
import { checkConstraints, filesOfPlan } from './check-constraints.ts';
import { orderSteps } from './order-steps.ts';
import { PLAN_LIMITS, type Plan, type PlanConstraint } from './plan.ts';
import { type PlanProblem, visibleProblem } from './plan-problem.ts';
import { workspacePathProblem } from './workspace-path.ts';

/** What a plan is held against. */
export type PlanSurroundings = {
  /** Those of the plan's files (`filesOfPlan`) that stand in the workspace now. */
  readonly existing: ReadonlySet<string>;
  /** Files that another plan or action has changed and that are not settled. */
  readonly pending: ReadonlySet<string>;
  readonly remainingTokens: number;
  /** The most files that policy allows; 15 where it says nothing, and never more than 50. */
  readonly maxFiles: number;
  /** What whoever gave the task demands; a plan cannot lift it. */
  readonly constraints: readonly PlanConstraint[];
};

/**
 * Lists everything that is wrong with a plan as it stands, by rule; empty when it may go on.
 *
 * Whole or not at all: one problem refuses the plan. What its diffs really do is checked by `checkPlanChanges`. Total and
 * deterministic.
 */
export function checkPlan(plan: Plan, surroundings: PlanSurroundings): readonly PlanProblem[] {
  return [
    ...checkSize(plan, surroundings),
    ...checkDependencies(plan),
    ...checkPaths(plan),
    ...checkBudget(plan, surroundings),
    ...checkConstraints(plan, surroundings.constraints),
    ...checkConflicts(plan, surroundings),
  ].map(visibleProblem);
}

/** The most files of a plan where policy says `wanted`: whole, 0 to 50; 15 for what is no number. */
export function fileLimit(wanted: number): number {
  return Number.isFinite(wanted) ? Math.min(PLAN_LIMITS.filesHard, Math.max(0, Math.floor(wanted))) : PLAN_LIMITS.files;
}

function checkSize(plan: Plan, { maxFiles }: PlanSurroundings): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const steps = plan.steps.length;
  if (steps === 0) problems.push({ rule: 'PV-1', path: '$.steps', found: 'no steps', wanted: 'at least one step' });
  if (steps > PLAN_LIMITS.steps)
    problems.push({ rule: 'steps', path: '$.steps', found: `${steps} steps`, wanted: `at most ${PLAN_LIMITS.steps}` });
  const files = filesOfPlan(plan).length;
  const most = fileLimit(maxFiles);
  if (files > most)
    problems.push({ rule: 'files', path: '$.target_files', found: counted(files, 'file'), wanted: `at most ${most}` });
  return problems;
}

function checkDependencies({ steps }: Plan): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const ids = new Set<string>();
  for (const [index, { id }] of steps.entries()) {
    if (ids.has(id))
      problems.push({ rule: 'PV-2', path: `$.steps[${index}].id`, found: `${id} a second time`, wanted: 'an id once' });
    ids.add(id);
  }
  for (const [index, { dependsOn }] of steps.entries()) {
    for (const id of dependsOn) {
      if (!ids.has(id))
        problems.push({ rule: 'PV-2', path: `$.steps[${index}].depends_on`, found: id, wanted: 'a step of this plan' });
    }
  }
  const stuck = steps.length - orderSteps(steps).length;
  if (stuck > 0) {
    const found = `a cycle: ${stuck} steps wait for each other`;
    problems.push({ rule: 'PV-3', path: '$.steps', found, wanted: 'an order in which every step can be done' });
  }
  return problems;
}

function checkPaths(plan: Plan): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const check = (file: string, path: string): void => {
    const found = workspacePathProblem(file);
    if (found !== null) problems.push({ rule: 'PV-4', path, found, wanted: 'a relative path inside the workspace' });
  };
  for (const [index, file] of plan.targetFiles.entries()) check(file, `$.target_files[${index}]`);
  const targets = new Set(plan.targetFiles.map(folded));
  for (const [index, { kind, target }] of plan.steps.entries()) {
    if (kind === 'build') continue;
    const path = `$.steps[${index}].target`;
    check(target, path);
    if (!targets.has(folded(target)))
      problems.push({ rule: 'scope', path, found: target, wanted: 'one of target_files' });
  }
  return problems;
}

function checkBudget({ estimatedTokens }: Plan, { remainingTokens }: PlanSurroundings): readonly PlanProblem[] {
  if (estimatedTokens <= remainingTokens) return [];
  const wanted = `at most the ${remainingTokens} tokens that are left`;
  return [{ rule: 'PV-5', path: '$.estimated_tokens', found: String(estimatedTokens), wanted }];
}

function folded(path: string): string {
  return foldPath(`/${path}`);
}
