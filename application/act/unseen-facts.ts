import type { InputProblem } from '../../core/action/parse-action.ts';
import type { PlanFacts } from '../../core/facts.ts';
import { classifyPlan } from '../../core/plan/classify-plan.ts';
import type { PlannedFile } from '../../core/plan/planned-file.ts';
import type { WorkspacePlace } from '../../core/plan/system-files.ts';

/** Of the 100 points of risk that a change may have: what one is taken to have that nobody has looked at. */
const UNSEEN_POINTS = 40;

/**
 * What is thought of a change that nobody has looked at, by the paths it names alone: that it is system-level at least, or
 * whatever graver class changing such a file always is.
 */
export function unseenFacts(paths: readonly string[], place: WorkspacePlace): PlanFacts {
  const after = { kind: 'file', mode: 0o644, content: '' } as const;
  const files = paths.map((path): PlannedFile => ({ path, before: null, after, movedFrom: null, steps: [] }));
  const found = classifyPlan({ plan: null, files }, place).class;
  return { points: UNSEEN_POINTS, class: found === 'ordinary' ? 'system-level' : found };
}

/** What keeps a change from being made that turned out to be graver than what was decided unseen. */
export function graverThanDecided(found: PlanFacts, decided: PlanFacts): readonly InputProblem[] {
  const isGraver = found.class === 'privilege-escalation' && decided.class !== 'privilege-escalation';
  if (found.points <= decided.points && !isGraver) return [];
  const wanted = `at most ${decided.points} points and ${decided.class}: it was decided before anybody could look at it`;
  return [{ path: '$', found: `a change of ${found.points} points that is ${found.class}`, wanted }];
}
