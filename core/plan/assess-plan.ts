import type { PlanFacts } from '../facts.ts';
import { assessPlanQuality, type PlanQuality } from './assess-plan-quality.ts';
import { assessPlanRisk, type PlanRisk, type RiskSurroundings } from './assess-plan-risk.ts';
import { constraintsForPeople } from './check-constraints.ts';
import { checkPlan, type PlanSurroundings } from './check-plan.ts';
import { checkPlanChanges } from './check-plan-changes.ts';
import { classifyPlan, type PlanClassification } from './classify-plan.ts';
import type { Plan, PlanStep } from './plan.ts';
import type { PlanProblem } from './plan-problem.ts';
import type { PlannedFile } from './planned-file.ts';

/** Everything that is known of a plan before the gates: what is wrong with it, and what they and people look at. */
export type PlanAssessment = {
  /** One is enough to refuse the plan. */
  readonly problems: readonly PlanProblem[];
  readonly risk: PlanRisk;
  readonly quality: PlanQuality;
  readonly classification: PlanClassification;
  /**
   * Steps that change a file and whose diff is not there, or changes nothing. While there are any, risk and class are what is
   * known so far: the plan never goes on without a person, and each diff is checked and judged when it comes.
   */
  readonly awaitedSteps: readonly string[];
  /** Binding constraints that only a person can judge. */
  readonly constraintsForPeople: readonly string[];
  /** For the facts of the actions that carry the plan out. */
  readonly facts: PlanFacts;
};

/** What a plan is assessed against. */
export type AssessmentSurroundings = PlanSurroundings & RiskSurroundings;

/**
 * Assesses a plan together with the changes that it would make: checks it, scores its risk from the changes, measures its
 * quality, and classifies it. Total and deterministic; permits nothing by itself.
 */
export function assessPlan(
  { plan, files }: { readonly plan: Plan; readonly files: readonly PlannedFile[] },
  surroundings: AssessmentSurroundings,
): PlanAssessment {
  const problems = [...checkPlan(plan, surroundings), ...checkPlanChanges(plan, files, surroundings)];
  const classification = classifyPlan({ plan, files }, surroundings.place);
  const risk = assessPlanRisk(files, surroundings);
  const quality = assessPlanQuality(plan, { files, problems, class: classification.class });
  return {
    problems,
    risk,
    quality,
    classification,
    awaitedSteps: plan.steps.filter((step) => isAwaited(step, files)).map(({ id }) => id),
    constraintsForPeople: constraintsForPeople(plan),
    facts: { points: risk.points, quality: quality.score, class: classification.class },
  };
}

function isAwaited({ id, kind }: PlanStep, files: readonly PlannedFile[]): boolean {
  return kind !== 'build' && !files.some(({ steps }) => steps.includes(id));
}
