import type { Action } from '../action/action.ts';
import type { Analysis } from '../effect/analyse-action.ts';
import type { Facts } from '../facts.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { RuleOutcome } from '../policy/rule-outcome.ts';
import type { Risk } from '../risk/risk.ts';

/** Everything the gates read: the action, the facts, the policy, and what was derived from them once. */
export type Deliberation = {
  readonly action: Action;
  readonly facts: Facts;
  readonly policy: CompiledPolicy;
  readonly analysis: Analysis;
  readonly risk: Risk;
  readonly rules: RuleOutcome;
};
