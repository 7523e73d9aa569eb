import type { InputProblem } from '../action/parse-action.ts';
import { visibleWords } from './visible-words.ts';

/**
 * The rules of a plan. PV: it is well formed (1 has steps, 2 its dependencies exist, 3 and have no cycle, 4 it stays inside the
 * workspace, 5 within the tokens that are left). PS: it is sound (1 keeps its constraints, 2 nothing in it conflicts, 3 deletes
 * nothing that has pending changes). Its size, and that it changes only what it says.
 */
export type PlanRule =
  | 'PV-1'
  | 'PV-2'
  | 'PV-3'
  | 'PV-4'
  | 'PV-5'
  | 'PS-1'
  | 'PS-2'
  | 'PS-3'
  | 'steps'
  | 'files'
  | 'scope';

/** One reason why a plan is refused: the rule it breaks, where (a JSON path or a file), what was found and what was wanted. */
export type PlanProblem = InputProblem & { readonly rule: PlanRule };

/** The same problem with everything in its words visible to people. */
export function visibleProblem({ rule, path, found, wanted }: PlanProblem): PlanProblem {
  return { rule, path: visibleWords(path), found: visibleWords(found), wanted: visibleWords(wanted) };
}
