import type { Action } from '../../core/action/action.ts';
import type { Effect, EffectClass } from '../../core/effect/effect.ts';
import type { Provenance } from '../../core/provenance/provenance.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';

const REACHES_OUT: ReadonlySet<EffectClass> = new Set(['net.fetch', 'net.connect', 'net.upload']);

/**
 * From where the result of an action comes, where that is a place in which anybody may write: the web, or a tool of a server that does more
 * than reading files of the workspace. Null for what stays on this machine.
 */
export function resultSource({ tool }: Pick<Action, 'tool'>, effects: readonly Effect[]): Provenance | null {
  if (effects.some((effect) => REACHES_OUT.has(effect.class))) return 'web';
  if (!tool.origin.startsWith('mcp:') || tool.origin === OWN_ORIGIN) return null;
  return effects.every(isReadHere) ? null : `tool:${tool.name}`;
}

function isReadHere({ class: effectClass, marks }: Effect): boolean {
  return effectClass === 'file.read' && !marks.includes('outside-workspace');
}
