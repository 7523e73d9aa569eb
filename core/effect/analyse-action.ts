import type { Action } from '../action/action.ts';
import type { ToolProfile } from '../policy/policy.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseGeneric } from './analyse-generic.ts';
import { analyseShell, findShellFloor } from './analyse-shell.ts';
import { analyseUrl } from './analyse-url.ts';
import type { Effect } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import type { FloorFinding } from './shell/hard-floor-commands.ts';
import type { EffectSurroundings } from './surroundings.ts';
import { type ArgumentUse, TOOL_CATALOGUE } from './tool-catalogue.ts';

/** What an action would really do, and whether any of it is beyond every approval. */
export type Analysis = {
  readonly effects: readonly Effect[];
  readonly hardFloor: FloorFinding | null;
};

/**
 * Reduces an action to its effects. The one place where tool names are looked at; from here on only effects count.
 *
 * Precedence: what the operator declared for the tool, then the catalogue of built-in tools, then the arguments of an
 * unprofiled tool. An argument that is missing or of the wrong type where one is needed makes the effect `unknown`.
 */
export function analyseAction(action: Action, surroundings: EffectSurroundings): Analysis {
  const catalogue = TOOL_CATALOGUE[action.tool.origin];
  const uses =
    catalogue !== undefined && Object.hasOwn(catalogue, action.tool.name) ? catalogue[action.tool.name] : undefined;
  const effects =
    uses === undefined
      ? analyseUnlisted(action, surroundings)
      : uses.flatMap((use) => effectsOfUse(use, action, surroundings));
  return { effects, hardFloor: floorOfEffects(effects, action, surroundings) };
}

function analyseUnlisted(action: Action, surroundings: EffectSurroundings): readonly Effect[] {
  const profile = surroundings.toolProfiles.find((known) => surroundings.matchesTool(known.tool, action.tool.name));
  return profile === undefined ? analyseGeneric(action, surroundings) : effectsOfProfile(profile, action, surroundings);
}

/** The paths of effects, whose links the flow must resolve before deciding; each once, at most 64. */
export function pathsToResolve(effects: readonly Effect[]): readonly string[] {
  const paths = new Set<string>();
  for (const { resource } of effects) {
    if (resource.kind === 'path' && resource.value.startsWith('/') && paths.size < 64) paths.add(resource.value);
  }
  return [...paths];
}

function effectsOfUse(use: ArgumentUse, action: Action, surroundings: EffectSurroundings): readonly Effect[] {
  const value = use.argument === null ? '' : action.args[use.argument];
  if (use.kind === 'file' && value === undefined && use.orCwd === true)
    return analyseFile(use.operation, action.cwd, { action, surroundings });
  if (use.kind === 'effect') {
    return [
      makeEffect(use.class, { kind: 'other', value: String(value ?? '').slice(0, 256) }, { detail: action.tool.name }),
    ];
  }
  if (typeof value !== 'string') {
    return [
      makeEffect('unknown', { kind: 'tool', value: action.tool.name }, { detail: `no text argument ${use.argument}` }),
    ];
  }
  if (use.kind === 'file') return analyseFile(use.operation, value, { action, surroundings });
  return use.kind === 'url' ? analyseUrl(use.use, value, surroundings) : analyseShell(value);
}

/** The floor that follows from effects alone, whatever tool they came through. */
function floorOfEffects(
  effects: readonly Effect[],
  action: Action,
  surroundings: EffectSurroundings,
): FloorFinding | null {
  for (const effect of effects) {
    if (effect.class === 'sandbox.escape-attempt')
      return { rule: 'floor.escape', reason: 'it tries to leave its sandbox' };
    if (effect.class === 'shell.opaque') {
      const finding = findShellFloor(effect.resource.value, { ...surroundings, cwd: action.cwd });
      if (finding !== null) return finding;
    }
    if (effect.class === 'file.read' || effect.resource.kind !== 'path') continue;
    if (effect.marks.includes('gateway-state')) {
      return { rule: 'floor.gateway-state', reason: "it would touch the gateway's own keys, log or policy" };
    }
    if (effect.marks.includes('system-path') && effect.class === 'file.write' && isDevicePath(effect.resource.value)) {
      return { rule: 'floor.device-write', reason: 'it would write over a block device' };
    }
  }
  return null;
}

function isDevicePath(path: string): boolean {
  return path.startsWith('/dev/');
}

function effectsOfProfile(profile: ToolProfile, action: Action, surroundings: EffectSurroundings): readonly Effect[] {
  return profile.effects.flatMap((declared) => {
    const value = declared.argument === null ? '' : action.args[declared.argument];
    const text = typeof value === 'string' ? value : '';
    if (declared.class.startsWith('file.') && declared.argument !== null) {
      const operation = declared.class.slice('file.'.length) as 'read' | 'write' | 'delete' | 'metadata';
      return analyseFile(operation, text, { action, surroundings });
    }
    if (declared.class.startsWith('net.') && text.includes('://')) {
      return analyseUrl(declared.class.slice('net.'.length) as 'fetch' | 'upload' | 'connect', text, surroundings);
    }
    const kind = declared.class === 'shell.opaque' ? 'command' : 'other';
    return [makeEffect(declared.class, { kind, value: text.slice(0, 4_096) }, { detail: action.tool.name })];
  });
}
