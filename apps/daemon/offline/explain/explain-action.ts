import { type EffectSource, effectSources, shellArgument } from '../../../../application/reading/effect-sources.ts';
import { parseTree } from '../../../../application/reading/parse-tree.ts';
import type { Action } from '../../../../core/action/action.ts';
import { surroundingsOf } from '../../../../core/decide.ts';
import type { ApprovalTerms, Verdict } from '../../../../core/decision.ts';
import { placeOf } from '../../../../core/effect/action-place.ts';
import type { Effect } from '../../../../core/effect/effect.ts';
import type { JsonObject } from '../../../../core/encoding/json.ts';
import type { CompiledPolicy } from '../../../../core/policy/compiled-policy.ts';
import { assessRisk } from '../../../../core/risk/assess-risk.ts';
import { riskLevelOf } from '../../../../core/risk/risk.ts';
import type { Evaluator } from '../open-evaluator.ts';
import { findAlternatives } from './alternatives.ts';

/**
 * Everything that led to a decision, as data: what `countersign explain --json` prints, and what it draws its screen from.
 *
 * The action, the parse of its shell text, its effects with the words they come from, the score part by part, every gate,
 * how an approval would have to be given, and what would come out otherwise. Offsets are code units of the argument's text.
 */
export function explainAction(evaluator: Evaluator, action: Action): JsonObject & { readonly verdict: Verdict } {
  const { decision, facts, policy } = evaluator.examine(action);
  const place = placeOf(action, surroundingsOf(facts, policy));
  const sources = effectSources(decision.effects, { action, place });
  const shell = shellArgument(action);
  const { gates, risk, approval } = decision;
  const deciding = gates.find((gate) => gate.outcome === decision.verdict);
  return {
    action: {
      tool: action.tool.name,
      origin: action.tool.origin,
      args: action.args,
      cwd: action.cwd,
      workspace: action.workspace,
    },
    shell:
      shell === null
        ? null
        : {
            argument: shell.argument,
            language: shell.language,
            parse: shell.language === 'shell' ? parseTree(shell.text, policy.parseShell(shell.text)) : null,
          },
    effects: decision.effects.map((effect, index) =>
      effectJson(effect, { source: sources[index] ?? null, weights: policy.settings.weights }),
    ),
    risk: { score: risk.score, level: risk.level, parts: risk.parts.map((part) => ({ ...part })) },
    gates: gates.map((gate) => ({ ...gate })),
    verdict: decision.verdict,
    reason: decision.reason,
    decided_by: deciding === undefined ? null : { gate: deciding.gate, rule: deciding.rule },
    approval: decision.verdict === 'require-approval' && approval !== null ? termsJson(approval) : null,
    obligations: decision.obligations.map((obligation) => obligationJson(obligation)),
    remedies: decision.remedies,
    alternatives:
      shell?.language === 'shell'
        ? findAlternatives(shell.text, {
            verdict: decision.verdict,
            parse: policy.parseShell,
            judge: (text) =>
              evaluator.evaluate({ ...action, args: { ...action.args, [shell.argument]: text } }).verdict,
          }).map((found) => ({ ...found }))
        : [],
    policy_version: policy.settings.version,
    profile: policy.settings.profile,
  };
}

function effectJson(
  effect: Effect,
  {
    source,
    weights,
  }: { readonly source: EffectSource | null; readonly weights: CompiledPolicy['settings']['weights'] },
): JsonObject {
  const { class: effectClass, resource, detail, reversibility, marks } = effect;
  return {
    class: effectClass,
    resource: { ...resource },
    detail,
    reversibility,
    marks,
    floor: floorOf(effect, weights),
    source: source === null ? null : { ...source },
  };
}

/** The least score that this effect alone gives, and the rule that says so. */
function floorOf(effect: Effect, weights: CompiledPolicy['settings']['weights']): JsonObject {
  const input = { effects: [effect], production: false, financial: effect.class === 'payment', planPoints: 0 };
  const { parts } = assessRisk(input, weights);
  let [points, rule] = [0, `effect:${effect.class}`];
  for (const part of parts) if (part.kind === 'floor' && part.points > points) ({ points, rule } = part);
  return { score: points, level: riskLevelOf(points), rule };
}

function termsJson({ timeoutMs, approvers, secondFactor, batch, scopes, onTimeout }: ApprovalTerms): JsonObject {
  return { timeout_ms: timeoutMs, approvers, second_factor: secondFactor, batch, scopes, on_timeout: onTimeout };
}

function obligationJson(obligation: ReturnType<Evaluator['evaluate']>['obligations'][number]): JsonObject {
  if (obligation.kind === 'expire') return { kind: 'expire', at_ms: obligation.atMs };
  return { ...obligation };
}
