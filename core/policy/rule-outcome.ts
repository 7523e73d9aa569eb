import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import type { PolicyRule } from './policy.ts';

/** What rules are evaluated against. `nowMs` is the recorded time of the decision, never a clock reading. */
export type RuleContext = {
  readonly action: Action;
  readonly effects: readonly Effect[];
  readonly home: string;
  readonly nowMs: number;
};

/** The rules that matched, by what they say, in policy order. */
export type RuleOutcome = {
  readonly forbids: readonly PolicyRule[];
  readonly asks: readonly PolicyRule[];
  readonly permits: readonly PolicyRule[];
  /** Rules that could not be evaluated. A broken forbid or ask counts as matched; a broken permit permits nothing. */
  readonly broken: readonly PolicyRule[];
};

/** An engine outside the core, for example Cedar: synchronous, deterministic, parsed beforehand. */
export type ExternalRules = (context: ExternalRuleRequest) => ExternalRuleAnswer;

/** The request in the vocabulary of the published Cedar schema. */
export type ExternalRuleRequest = RuleContext & {
  readonly riskScore: number;
};

/** Cedar's answer. `failed` means that a policy could not be evaluated: it counts against the action. */
export type ExternalRuleAnswer = {
  readonly decision: 'permit' | 'forbid' | 'no-permit' | 'failed';
  /** Ids of the policies that determined the answer, or that erred. */
  readonly policies: readonly string[];
};
