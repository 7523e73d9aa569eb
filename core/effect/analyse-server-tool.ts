import type { Action } from '../action/action.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { ServerTool } from '../policy/tool-profile.ts';
import type { ActionPlace } from './action-place.ts';
import { readArguments } from './analyse-generic.ts';
import { analyseProfiled } from './analyse-profiled.ts';
import { applies, firstName } from './declared-arguments.ts';
import { makeEffect } from './make-effect.ts';
import { joinReadings, type Reading, readingOf } from './reading.ts';

/**
 * Analyses a call of a tool that the profile of its MCP server describes. Null where none does: the server has no profile,
 * or its profile no such tool.
 *
 * The profile speaks of the server's listing as its author knew it: an argument that it does not name is read cautiously,
 * and makes the call `unknown`. So does a call that fulfils no condition of the effects.
 */
export function analyseServerTool(action: Action, place: ActionPlace): Reading | null {
  const tool = serverToolOf(action, place);
  if (tool === null) return null;
  const { args } = action;
  const strange = Object.entries(args).filter(([name]) => !isNamed(tool, name));
  const readings = [analyseProfiled(tool, action, place)];
  if (strange.length > 0) {
    const names = strange.map(([name]) => name.slice(0, 64)).join(', ');
    readings.push(unknown(action, `argument ${names.slice(0, 200)}, which no profile names`));
    readings.push(readArguments({ tool: action.tool, args: Object.fromEntries(strange) }, place));
  }
  if (tool.effects.length > 0 && !tool.effects.some((effect) => isInForce(effect, args))) {
    readings.push(unknown(action, 'arguments for which no effect is declared'));
  }
  return joinReadings(readings);
}

function isInForce({ when }: ServerTool['effects'][number], args: JsonObject): boolean {
  return when === undefined || applies(when, args);
}

function unknown({ tool }: Action, detail: string): Reading {
  return readingOf(makeEffect('unknown', { kind: 'tool', value: tool.name }, { detail }));
}

function isNamed({ effects, harmless }: ServerTool, name: string): boolean {
  return (
    harmless.includes(name) ||
    effects.some(
      ({ argument, when }) =>
        (argument !== null && firstName(argument) === name) ||
        (when !== undefined && firstName(when.argument) === name),
    )
  );
}

/** What the profile says of the tool. Agents write `mcp__<server>__<tool>` for what the server calls `<tool>`. */
function serverToolOf({ tool: { name, origin } }: Action, place: ActionPlace): ServerTool | null {
  const { serverProfiles = [], serverNames = [] } = place.surroundings;
  if (!origin.startsWith('mcp:') || serverProfiles.length === 0) return null;
  const server = origin.slice('mcp:'.length).toLowerCase();
  const meant = serverNames.find((one) => one.name.toLowerCase() === server);
  const profile = serverProfiles.find((one) =>
    meant === undefined ? one.servers.includes(server) : one.name === meant.profile,
  );
  const prefix = `mcp__${origin.slice('mcp:'.length)}__`;
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return profile?.tools.find(({ tool }) => tool === own) ?? null;
}
