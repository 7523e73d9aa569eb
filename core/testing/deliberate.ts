import type { Analysis } from '../effect/analyse-action.ts';
import type { Effect } from '../effect/effect.ts';
import type { Facts } from '../facts.ts';
import type { Deliberation } from '../gate/deliberation.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { RuleOutcome } from '../policy/rule-outcome.ts';
import { riskLevelOf } from '../risk/risk.ts';
import { actionOf, effectOf, factsOf, policyOf } from './samples.ts';

/** What a gate is to read; what is left out is calm, harmless and permitted by nobody. */
export type Scene = {
  readonly facts?: Partial<Facts>;
  readonly policy?: CompiledPolicy;
  readonly effects?: readonly Effect[];
  readonly hardFloor?: Analysis['hardFloor'];
  readonly score?: number;
  readonly rules?: Partial<RuleOutcome>;
};

/** A deliberation as it would be with these effects, this score and these rules. */
export function deliberationOf(scene: Scene = {}): Deliberation {
  const { facts = {}, policy = policyOf(), effects = [effectOf('file.read')], hardFloor = null, score = 0 } = scene;
  return {
    action: actionOf(),
    facts: factsOf(facts),
    policy,
    analysis: { effects, hardFloor },
    risk: { score, level: riskLevelOf(score), parts: [] },
    rules: { forbids: [], asks: [], permits: [], broken: [], ...scene.rules },
  };
}
