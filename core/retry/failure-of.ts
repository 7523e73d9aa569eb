import type { InputProblem } from '../action/parse-action.ts';
import { isEscape } from '../plan/workspace-path.ts';
import { FAILURE_CODES, type Failure } from './failure.ts';

/**
 * Makes the failure of an output or a plan out of its problems: of security where a path tries to leave the workspace, of
 * validation otherwise.
 *
 * @param what What was refused, as a person calls it: `the output`, `the plan`, `the diff`.
 * @param problems Those of `parseOutput`, `checkPlan` or `checkPlanChanges`; at least one.
 */
export function failureOf(what: string, problems: readonly InputProblem[]): Failure {
  const escapes = problems.some(({ found }) => isEscape(found));
  const message = escapes ? `${what} tries to leave the workspace` : `${what} has ${countOf(problems.length)}`;
  return {
    code: escapes ? FAILURE_CODES.pathEscape : FAILURE_CODES.invalidOutput,
    message,
    problems: problems.map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`),
  };
}

function countOf(problems: number): string {
  return problems === 1 ? 'a problem' : `${problems} problems`;
}
