import type { Action } from '../core/action/action.ts';
import type { Decision } from '../core/decision.ts';
import type { JsonObject } from '../core/encoding/json.ts';

/** Writes down, for the operator to adopt, the narrowest rule that would have made a prompt unnecessary. */
export function proposeRule(shown: { readonly action: Action; readonly decision: Decision }, atMs: number): JsonObject {
  return { at_ms: atMs, tool: shown.action.tool.name };
}
