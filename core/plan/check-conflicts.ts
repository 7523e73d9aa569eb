import { foldPath } from '../path/fold-path.ts';
import { orderSteps, stepsBefore } from './order-steps.ts';
import type { Plan, PlanStep } from './plan.ts';
import type { PlanProblem } from './plan-problem.ts';

/** What stands in the workspace, and what of it is not settled. */
export type FileFacts = { readonly existing: ReadonlySet<string>; readonly pending: ReadonlySet<string> };

/** A step that changes a file, and its place in the plan. */
type FileStep = { readonly step: PlanStep; readonly index: number; readonly file: string };

/**
 * Lists what in a plan cannot be, or contradicts itself (PS-2), and deletions of files with pending changes (PS-3).
 *
 * Each step is held against the workspace as the steps before it leave it: creating what is there, changing or deleting what
 * is not. Two steps on one file must be in order by their dependencies. Two spellings of one file, and a file that would also
 * be a folder, are conflicts.
 */
export function checkConflicts(plan: Plan, facts: FileFacts): readonly PlanProblem[] {
  const steps = fileStepsOf(plan);
  return [
    ...checkSpellings(plan),
    ...checkOrder(plan, steps),
    ...checkStates(plan, facts),
    ...checkDeletes(steps, facts),
  ];
}

function fileStepsOf({ steps }: Plan): readonly FileStep[] {
  return steps
    .map((step, index) => ({ step, index, file: folded(step.target) }))
    .filter(({ step }) => step.kind !== 'build');
}

function checkSpellings({ targetFiles }: Plan): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const seen = new Map<string, string>();
  for (const [index, file] of targetFiles.entries()) {
    const first = seen.get(folded(file));
    if (first === undefined) seen.set(folded(file), file);
    else problems.push(conflict(`$.target_files[${index}]`, `${file}, which is ${first} again`, 'each file once'));
  }
  for (const [index, file] of targetFiles.entries()) {
    const below = [...seen].find(([other]) => other.startsWith(`${folded(file)}/`));
    if (below !== undefined)
      problems.push(conflict(`$.target_files[${index}]`, `${file}, which is the folder of ${below[1]}`, 'a file'));
  }
  return problems;
}

function checkOrder(plan: Plan, steps: readonly FileStep[]): readonly PlanProblem[] {
  const before = stepsBefore(orderSteps(plan.steps));
  const problems: PlanProblem[] = [];
  for (const [place, { step, index, file }] of steps.entries()) {
    for (const other of steps.slice(0, place)) {
      if (other.file !== file) continue;
      const isOrdered = before.get(step.id)?.has(other.step.id) || before.get(other.step.id)?.has(step.id);
      if (isOrdered !== true)
        problems.push(
          conflict(
            `$.steps[${index}]`,
            `a second change of ${step.target}, after ${other.step.id}`,
            'a dependency between the two',
          ),
        );
    }
  }
  return problems;
}

function checkStates(plan: Plan, { existing }: FileFacts): readonly PlanProblem[] {
  const there = new Set([...existing].map(folded));
  const problems: PlanProblem[] = [];
  for (const step of orderSteps(plan.steps)) {
    if (step.kind === 'build') continue;
    const file = folded(step.target);
    const path = `$.steps[${plan.steps.indexOf(step)}]`;
    if (step.kind === 'create' && there.has(file))
      problems.push(conflict(path, `${step.target}, which exists`, 'a new file to create'));
    if (step.kind !== 'create' && !there.has(file))
      problems.push(conflict(path, `${step.target}, which does not exist`, `a file to ${step.kind}`));
    if (step.kind === 'delete') there.delete(file);
    else there.add(file);
  }
  return problems;
}

function checkDeletes(steps: readonly FileStep[], { pending }: FileFacts): readonly PlanProblem[] {
  const unsettled = new Set([...pending].map(folded));
  return steps
    .filter(({ step }) => step.kind === 'delete')
    .flatMap(({ step, index, file }) => {
      const isChanged = steps.some((other) => other.file === file && other.step.kind !== 'delete');
      if (!isChanged && !unsettled.has(file)) return [];
      const found = `${step.target}, which ${isChanged ? 'this plan changes too' : 'has changes that are not settled'}`;
      return [
        { rule: 'PS-3', path: `$.steps[${index}]`, found, wanted: 'a file without pending changes to delete' } as const,
      ];
    });
}

function folded(path: string): string {
  return foldPath(`/${path}`);
}

function conflict(path: string, found: string, wanted: string): PlanProblem {
  return { rule: 'PS-2', path, found, wanted };
}
