import type { Action } from '../../core/action/action.ts';
import { MODEL_ORIGIN } from '../../core/effect/analyse-model-call.ts';
import type { Effect, EffectClass } from '../../core/effect/effect.ts';
import type { Provenance } from '../../core/provenance/provenance.ts';

const REACHES_OUT: ReadonlySet<EffectClass> = new Set(['net.fetch', 'net.connect', 'net.upload']);

/** Who supplies what the gateway itself proposes of connections. */
const GATEWAY_ORIGIN = 'countersign';

/**
 * Tells whether a tool is supplied by somebody whose tools nobody has catalogued: a server, or the program that an agent is. Not the tools that
 * agents come with, the gateway's own, and models.
 */
export function isForeign({ origin }: Pick<Action['tool'], 'origin'>): boolean {
  return !origin.startsWith('builtin:') && !origin.startsWith(MODEL_ORIGIN) && origin !== GATEWAY_ORIGIN;
}

/**
 * From where the result of an action comes, where that is a place in which anybody may write: the web, or a foreign tool that does more
 * than reading files of the workspace, or leaves this machine otherwise. Null for what stays on this machine.
 */
export function resultSource({ tool }: Pick<Action, 'tool'>, effects: readonly Effect[]): Provenance | null {
  if (effects.some((effect) => REACHES_OUT.has(effect.class))) return 'web';
  if (!isForeign(tool)) return null;
  const isHere = tool.origin.startsWith('mcp:') ? isReadHere : staysHere;
  return effects.every(isHere) ? null : `tool:${tool.name}`;
}

/** Of a program that is an agent itself: its shell and its files are of this machine, as those of other agents. */
function staysHere({ class: effectClass }: Effect): boolean {
  return effectClass.startsWith('file.') || effectClass.startsWith('process.') || effectClass === 'git.commit';
}

function isReadHere({ class: effectClass, marks }: Effect): boolean {
  return effectClass === 'file.read' && !marks.includes('outside-workspace');
}
