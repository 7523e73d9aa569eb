import type { Action } from '../../core/action/action.ts';
import type { Decision } from '../../core/decision.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { proposeNarrowRule } from '../../core/policy/narrow-rule.ts';

/**
 * Writes down, for the operator to adopt, the narrowest rule that would have made a prompt unnecessary, or why there is none.
 *
 * The rule goes beside the log, where people read it: it names what the agent wanted to touch.
 */
export function proposeRule(
  shown: { readonly action: Action; readonly decision: Decision },
  { home, nowMs }: { readonly home: string; readonly nowMs: number },
): { readonly data: JsonObject; readonly yaml: string | null } {
  const { action, decision } = shown;
  const proposed = proposeNarrowRule({ action, effects: decision.effects, risk: decision.risk, home, nowMs });
  if (!proposed.ok) return { data: { refused: proposed.failure.code, tool: action.tool.name }, yaml: null };
  return {
    data: { expires_at_ms: proposed.value.rule.expiresAtMs, rule: proposed.value.rule.id, tool: action.tool.name },
    yaml: proposed.value.yaml,
  };
}
