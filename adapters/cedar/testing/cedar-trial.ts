import type { Effect, EffectClass, Resource } from '../../../core/effect/effect.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import type { ExternalRuleAnswer, ExternalRuleRequest } from '../../../core/policy/rule-outcome.ts';
import { exampleAction } from '../../../core/policy/run-examples.ts';
import { type CedarRules, openCedarRules } from '../evaluate-cedar.ts';

/** An effect of `file.read` unless it says otherwise. */
export function touching(kind: Resource['kind'], value: string, effectClass: EffectClass = 'file.read'): Effect {
  const resource = { kind, value, provenance: 'web' } as const;
  return { class: effectClass, resource, detail: '', reversibility: 'reversible', marks: ['outside-workspace'] };
}

/** A call of `Read` by `agent:example` for `user:example` in `/work/site`, at the start of 2027, with risk 40. */
export function requestOf(effects: readonly Effect[], args: JsonObject = {}): ExternalRuleRequest {
  const action = exampleAction({ tool: 'Read', args }, { workspace: '/work/site' });
  return { action, effects, home: '/home/ada', nowMs: Date.UTC(2027, 0, 1), riskScore: 40 };
}

/** Opens policies that must be sound. */
export function openSound(policies: string, mode: 'restrict' | 'allowlist' = 'restrict'): CedarRules {
  const opened = openCedarRules({ policies, mode });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}

/** What policies answer for these effects. */
export function answer(policies: string, effects: readonly Effect[], args: JsonObject = {}): ExternalRuleAnswer {
  const rules = openSound(policies);
  try {
    return rules.evaluate(requestOf(effects, args));
  } finally {
    rules.close();
  }
}
