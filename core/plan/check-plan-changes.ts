import { counted } from '../counted.ts';
import { checkForbiddenFiles, placedConstraints } from './check-constraints.ts';
import { fileLimit } from './check-plan.ts';
import type { Plan, PlanConstraint, PlanStep } from './plan.ts';
import { type PlanProblem, visibleProblem } from './plan-problem.ts';
import { isChanged, type PlannedFile } from './planned-file.ts';
import { workspacePathProblem } from './workspace-path.ts';

/** What the changes of a plan are held against, beside the plan. */
export type ChangeSurroundings = { readonly constraints: readonly PlanConstraint[]; readonly maxFiles: number };

/**
 * Lists where the changes that a plan would really make differ from what it says: a file outside its targets, a forbidden
 * file, more files than are allowed, a path outside the workspace, a step that touches another file than its target or does
 * something else to it than it says.
 *
 * The changes are the truth here, the plan's words are held against them.
 */
export function checkPlanChanges(
  plan: Plan,
  files: readonly PlannedFile[],
  { constraints, maxFiles }: ChangeSurroundings,
): readonly PlanProblem[] {
  const changed = files.filter(isChanged);
  const paths = changed.map(({ path }) => path);
  const targets = new Set(plan.targetFiles);
  const problems: PlanProblem[] = [];
  const most = fileLimit(maxFiles);
  if (paths.length > most)
    problems.push({
      rule: 'files',
      path: '$',
      found: `changes of ${counted(paths.length, 'file')}`,
      wanted: `at most ${most}`,
    });
  for (const path of paths) {
    const found = workspacePathProblem(path);
    if (found !== null) problems.push({ rule: 'PV-4', path, found, wanted: 'a relative path inside the workspace' });
    if (!targets.has(path))
      problems.push({ rule: 'scope', path, found: 'a change of it', wanted: 'one of target_files' });
  }
  problems.push(...checkForbiddenFiles(paths, placedConstraints(plan, constraints)));
  for (const step of plan.steps) problems.push(...checkStep(step, changed));
  return problems.map(visibleProblem);
}

/** Which kinds of steps leave a path in which state. */
const DOES: { readonly [Kind in Exclude<PlanStep['kind'], 'build'>]: (file: PlannedFile) => boolean } = {
  create: ({ before, after }) => before === null && after !== null,
  modify: ({ after }) => after !== null,
  delete: ({ after }) => after === null,
};

function checkStep(step: PlanStep, changed: readonly PlannedFile[]): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const touched = changed.filter(({ steps }) => steps.includes(step.id));
  for (const file of touched) {
    const isOwn =
      file.path === step.target ||
      changed.some(({ path, movedFrom }) => path === step.target && movedFrom === file.path);
    if (step.kind === 'build' || !isOwn) {
      const wanted = step.kind === 'build' ? 'no change by a build step' : `a change of ${step.target} alone`;
      problems.push({ rule: 'scope', path: file.path, found: `a change by the step ${step.id}`, wanted });
    }
  }
  const own = touched.find(({ path }) => path === step.target);
  const isLast = own !== undefined && own.steps.at(-1) === step.id;
  if (isLast && step.kind !== 'build' && !DOES[step.kind](own)) {
    const found = `${own.after === null ? 'a deletion' : 'a change'} by the step ${step.id}`;
    problems.push({ rule: 'PS-2', path: own.path, found, wanted: `what the step says: ${step.kind}` });
  }
  return problems;
}
