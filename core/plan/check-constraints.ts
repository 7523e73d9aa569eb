import { readConstraintTarget } from './constraint-target.ts';
import type { Plan, PlanConstraint } from './plan.ts';
import type { PlanProblem } from './plan-problem.ts';

/** A constraint and where it stands: in the plan, or in the task that the plan is for. */
export type PlacedConstraint = { readonly constraint: PlanConstraint; readonly path: string };

/** The constraints of a plan and of its task; a plan cannot lift what its task demands. */
export function placedConstraints(plan: Plan, ofTask: readonly PlanConstraint[]): readonly PlacedConstraint[] {
  return [
    ...ofTask.map((constraint, index) => ({ constraint, path: `$.task_constraints[${index}]` })),
    ...plan.constraints.map((constraint, index) => ({ constraint, path: `$.constraints[${index}]` })),
  ];
}

/**
 * Lists the constraints that a plan breaks by what it says it does (PS-1): a forbidden file among its targets, a demanded one
 * that is none of them, a forbidden step that is there, a demanded one that is not. One that cannot be read is broken.
 *
 * `prefer` and global constraints are not judged here: see `constraintsForPeople`.
 */
export function checkConstraints(plan: Plan, ofTask: readonly PlanConstraint[]): readonly PlanProblem[] {
  return placedConstraints(plan, ofTask).flatMap((placed) => {
    const { scope, strength } = placed.constraint;
    if (strength === 'prefer' || scope === 'global') return [];
    return scope === 'file' ? checkFiles(plan, placed) : checkSteps(plan, placed);
  });
}

/** Lists the forbidden files among those that would really be changed. */
export function checkForbiddenFiles(
  paths: readonly string[],
  placed: readonly PlacedConstraint[],
): readonly PlanProblem[] {
  return placed.flatMap(({ constraint, path }) => {
    if (constraint.scope !== 'file' || constraint.strength !== 'must-not') return [];
    const concerns = readConstraintTarget(constraint.target ?? '', { forbids: true });
    if (!concerns.ok) return [unreadable(path, concerns.failure)];
    return paths
      .filter(concerns.value)
      .map((file) => broken(path, `a change of ${file}`, `no change of ${constraint.target}: ${constraint.statement}`));
  });
}

/** The binding constraints that no machine can judge: a person reads them beside the plan. */
export function constraintsForPeople(plan: Plan): readonly string[] {
  return plan.constraints
    .filter(({ scope, strength }) => scope === 'global' && strength !== 'prefer')
    .map(({ strength, statement }) => `${strength === 'must' ? 'must' : 'must not'}: ${statement}`);
}

/** Every file that a plan names, once: its targets and those of its steps. */
export function filesOfPlan(plan: Plan): readonly string[] {
  const ofSteps = plan.steps.filter(({ kind }) => kind !== 'build').map(({ target }) => target);
  return [...new Set([...plan.targetFiles, ...ofSteps])];
}

function checkFiles(plan: Plan, placed: PlacedConstraint): readonly PlanProblem[] {
  const { constraint, path } = placed;
  if (constraint.strength === 'must-not') return checkForbiddenFiles(filesOfPlan(plan), [placed]);
  const concerns = readConstraintTarget(constraint.target ?? '', { forbids: false });
  if (!concerns.ok) return [unreadable(path, concerns.failure)];
  if (filesOfPlan(plan).some(concerns.value)) return [];
  return [broken(path, 'no target file that fits', `a change of ${constraint.target}: ${constraint.statement}`)];
}

function checkSteps(plan: Plan, { constraint, path }: PlacedConstraint): readonly PlanProblem[] {
  const { target, strength, statement } = constraint;
  if (target === null) return [broken(path, 'no target', 'a step, or a kind of steps')];
  const isThere = plan.steps.some(({ id, kind }) => id === target || kind === target);
  if (isThere === (strength === 'must')) return [];
  return strength === 'must'
    ? [broken(path, 'no such step', `the step ${target}: ${statement}`)]
    : [broken(path, `the step ${target}`, `no such step: ${statement}`)];
}

function unreadable(path: string, phrase: string): PlanProblem {
  return broken(path, phrase.slice('found '.length, phrase.lastIndexOf(', want ')), 'a glob over paths as target');
}

function broken(path: string, found: string, wanted: string): PlanProblem {
  return { rule: 'PS-1', path, found, wanted };
}
