import type { Action } from '../action/action.ts';
import type { Effect, EffectClass } from '../effect/effect.ts';
import { cataloguedUses } from '../effect/tool-catalogue.ts';
import { parseHost } from '../effect/url/parse-url.ts';
import type { Containment, EmergencyState } from './emergency-state.ts';

/** Why the emergency state stops an action. */
export type EmergencyStop = { readonly rule: string; readonly reason: string; readonly remedy: string };

/** What safe mode still lets through: reading, and support in a crisis. */
const SAFE_CLASSES: ReadonlySet<EffectClass> = new Set(['file.read', 'db.read', 'crisis.support']);

/**
 * Tells whether the emergency state stops an action: halt, safe mode, and containments of its session, principal, tool,
 * hosts or effect classes. Null when nothing does.
 *
 * Support in a crisis is never stopped (model §10), but only when it is all that the action does.
 */
export function evaluateEmergency(
  state: EmergencyState,
  { action, effects }: { readonly action: Action; readonly effects: readonly Effect[] },
): EmergencyStop | null {
  if (effects.length > 0 && effects.every((effect) => effect.class === 'crisis.support')) return null;
  if (state.halt !== null) {
    return {
      rule: `emergency.halt.${state.halt.source}`,
      reason: `everything is halted: ${state.halt.reason}`,
      remedy: 'Stop and wait. A responder resumes with `countersign resume`.',
    };
  }
  if (state.safeMode && (isShell(action) || !effects.every((effect) => SAFE_CLASSES.has(effect.class)))) {
    return {
      rule: 'emergency.safe-mode',
      reason: 'the gateway is in safe mode: read only, and no shell',
      remedy: 'Only read until safe mode ends.',
    };
  }
  const containment = state.containments.find((candidate) => applies(candidate, action, effects));
  if (containment === undefined) return null;
  const { verb, target, reason } = containment;
  return {
    rule: `emergency.${verb}`,
    reason: `${target.kind} ${target.name} is under ${verb}: ${reason}`,
    remedy: 'Do not retry. A responder lifts it after review.',
  };
}

/** Safe mode has no shell at all, whatever a line would do. */
function isShell({ tool }: Action): boolean {
  return cataloguedUses(tool.origin, tool.name)?.some(({ kind }) => kind === 'shell') === true;
}

/** A kind of target that is not known here holds everything: containment fails closed. */
function applies({ target }: Containment, action: Action, effects: readonly Effect[]): boolean {
  switch (target.kind) {
    case 'session':
      return target.name === action.session;
    case 'principal':
      return target.name === action.principal || target.name === action.onBehalfOf;
    case 'tool':
      return target.name === action.tool.name || (action.tool.digest !== null && target.name === action.tool.digest);
    case 'host':
      return effects.some((effect) => reachesHost(effect, target.name));
    case 'effect-class':
      return effects.some((effect) => effect.class === target.name);
    default:
      return true;
  }
}

/** A host is held however it is spelled; a URL that cannot be read may lead to any host. */
function reachesHost({ resource }: Effect, name: string): boolean {
  if (resource.kind === 'url') return true;
  return resource.kind === 'host' && resource.value === (parseHost(name)?.name ?? name);
}
