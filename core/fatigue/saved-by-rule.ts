import { decide } from '../decide.ts';
import type { DecisionRecord } from '../decision-record.ts';
import { compileRules } from '../policy/compile-rules.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { evaluateRules } from '../policy/evaluate-rules.ts';
import type { PolicyRule } from '../policy/policy.ts';

/** A policy with one rule more, for trying it; the version stays, so that recorded grants are judged as they were. */
export function withRule(policy: CompiledPolicy, rule: PolicyRule): CompiledPolicy {
  const added = compileRules({ rules: [rule] });
  return {
    ...policy,
    evaluateRules: (context) => {
      const own = policy.evaluateRules(context);
      const more = evaluateRules(added, context);
      return {
        forbids: [...own.forbids, ...more.forbids],
        asks: [...own.asks, ...more.asks],
        permits: [...own.permits, ...more.permits],
        broken: [...own.broken, ...more.broken],
      };
    },
  };
}

/** What a rule would have done to recorded decisions, by their place among those given. */
export type RuleTrial = {
  /** Asked about with the policy as it is, and allowed with the rule. */
  readonly saved: readonly number[];
  /** What the rule concerns and yet is asked about or denied: it is never let through by the rule. */
  readonly kept: readonly number[];
};

/**
 * Tries a permit rule on recorded decisions by deciding each again, without any approval or grant of its time: what gates
 * object to is asked about or denied with the rule as without it.
 */
export function tryRule(
  records: readonly DecisionRecord[],
  { policy, rule }: { readonly policy: CompiledPolicy; readonly rule: PolicyRule },
): RuleTrial {
  const compiled = compileRules({ rules: [rule] });
  const next = withRule(policy, rule);
  const saved: number[] = [];
  const kept: number[] = [];
  for (const [at, record] of records.entries()) {
    const { action, facts, decision } = record;
    const context = { action, effects: decision.effects, home: facts.home, nowMs: facts.nowMs };
    if (evaluateRules(compiled, context).permits.length === 0) continue;
    if (passesBare(record, policy)) continue;
    (passesBare(record, next) ? saved : kept).push(at);
  }
  return { saved, kept };
}

/** Tells whether what was decided would pass now, without any approval or grant of its time. */
export function passesBare(
  { action, facts }: Pick<DecisionRecord, 'action' | 'facts'>,
  policy: CompiledPolicy,
): boolean {
  return decide(action, { ...facts, approval: null, grants: [] }, policy).verdict === 'allow';
}
