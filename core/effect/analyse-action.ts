import type { Action } from '../action/action.ts';
import { crisisDecisionOf } from '../crisis/decision-tools.ts';
import { isJsonObject, type Json } from '../encoding/json.ts';
import { type ActionPlace, placeOf } from './action-place.ts';
import { analyseAddress } from './analyse-address.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseGeneric } from './analyse-generic.ts';
import { analyseModelCall } from './analyse-model-call.ts';
import { analyseOffer } from './analyse-offer.ts';
import { analyseProfiled } from './analyse-profiled.ts';
import { analyseServerTool } from './analyse-server-tool.ts';
import { analyseUrl } from './analyse-url.ts';
import { analysePatched } from './diff/analyse-patched.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { floorOfEffects } from './floor-of-effects.ts';
import { addedText, argumentsHoldSecret, carriesArguments, withSecret } from './held-secrets.ts';
import { keepMostSevere } from './keep-most-severe.ts';
import { makeEffect } from './make-effect.ts';
import { isOwnServerTool } from './own-server.ts';
import { joinReadings, type Reading, readingOf, readShell } from './reading.ts';
import type { FloorFinding } from './shell/floor-finding.ts';
import type { EffectSurroundings } from './surroundings.ts';
import { type ArgumentUse, cataloguedUses } from './tool-catalogue.ts';

/** What an action would really do, and whether any of it is beyond every approval. */
export type Analysis = {
  /** At least one for every tool that could do anything; at most 64, the most severe ones. */
  readonly effects: readonly Effect[];
  readonly hardFloor: FloorFinding | null;
};

/**
 * Reduces an action to its effects. The one place where tool names are looked at; from here on only effects count.
 *
 * Precedence: the catalogue of built-in tools, which nobody can vouch away; then what the operator declared for the tool,
 * and what the profile of its server says; then the arguments of an unprofiled tool. An argument that is missing or of the wrong type where one is needed makes the
 * effect `unknown`. What sends or writes a secret of the arguments is marked. The hard floor is looked for in everything
 * that was found.
 */
export function analyseAction(action: Action, surroundings: EffectSurroundings): Analysis {
  const place = placeOf(action, surroundings);
  const { effects, floor } = readAction(action, place);
  return { effects: keepMostSevere(effects), hardFloor: floor ?? floorOfEffects(effects, place) };
}

/**
 * Analyses an action whose paths may be links, with the one who can follow them: `resolve` answers where paths really
 * lead, by path, for those that lead elsewhere.
 *
 * Invariant: the analysis is `analyseAction(action, { ...surroundings, realPaths })` of the paths it answers with.
 */
export function analyseResolved(
  action: Action,
  surroundings: EffectSurroundings,
  resolve: (paths: readonly string[]) => EffectSurroundings['realPaths'],
): { readonly analysis: Analysis; readonly realPaths: EffectSurroundings['realPaths'] } {
  const asWritten = { ...surroundings, realPaths: {} };
  const analysis = analyseAction(action, asWritten);
  const paths = pathsOf(analysis.effects);
  if (paths.length === 0) return { analysis, realPaths: {} };
  const realPaths = resolve([...new Set([...placeOf(action, asWritten).workspaces, ...paths])]);
  if (Object.keys(realPaths).length === 0) return { analysis, realPaths };
  return { analysis: analyseAction(action, { ...surroundings, realPaths }), realPaths };
}

function pathsOf(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap(({ class: effectClass, resource }) =>
    resource.kind === 'path' && effectClass !== 'unknown' ? [resource.value] : [],
  );
}

function readAction(action: Action, place: ActionPlace): Reading {
  const model = analyseModelCall(action);
  if (model !== null) return model;
  const uses = cataloguedUses(action.tool.origin, action.tool.name);
  if (uses === null) return markSecrets(analyseUnlisted(action, place), action, { place, writes: true });
  const writes = uses.some(({ kind }) => kind === 'shell');
  return markSecrets(joinReadings(uses.map((use) => readUse(use, action, place))), action, { place, writes });
}

type Carried = { readonly place: ActionPlace; readonly writes: boolean };

/**
 * Marks the effects that take along a secret of the arguments. The arguments are searched only where something would: an effect, or
 * an MCP server, which is handed all of them whatever its tool does with them.
 */
function markSecrets(reading: Reading, { tool, args }: Action, { place, writes }: Carried): Reading {
  const carries = (effect: Effect): boolean => carriesArguments(effect, { writes });
  if (!reading.effects.some(carries)) {
    const isHanded = isForeignServer(tool, place) && argumentsHoldSecret(args, { path: null, place });
    return isHanded ? joinReadings([reading, readingOf(handsSecret(tool.name))]) : reading;
  }
  const written = new Set(
    reading.effects.flatMap((effect) => (effect.class === 'file.write' ? [effect.resource.value] : [])),
  );
  const path = written.size === 1 ? ([...written][0] as string) : null;
  if (!argumentsHoldSecret(args, { path, place })) return reading;
  return { ...reading, effects: reading.effects.map((effect) => (carries(effect) ? withSecret(effect) : effect)) };
}

function isForeignServer(tool: Action['tool'], { surroundings }: ActionPlace): boolean {
  const isOwn = surroundings.reachesOwnTools === true && isOwnServerTool(tool);
  return tool.origin.startsWith('mcp:') && !isOwn;
}

function handsSecret(tool: string): Effect {
  const detail = 'hand a secret to the server of the tool';
  return withSecret(makeEffect('net.upload', { kind: 'tool', value: tool }, { detail }));
}

function analyseUnlisted(action: Action, place: ActionPlace): Reading {
  const decision = crisisDecisionOf(action.tool.name);
  const reading = analyseUnknownName(action, place);
  if (decision === null) return reading;
  const resource = { kind: 'tool', value: action.tool.name } as const;
  return joinReadings([reading, readingOf(makeEffect('crisis.decision', resource, { detail: decision }))]);
}

function analyseUnknownName(action: Action, place: ActionPlace): Reading {
  const { toolProfiles, matchesTool } = place.surroundings;
  const profile = toolProfiles.find((known) => matchesTool(known.tool, action.tool.name));
  if (profile !== undefined) return analyseProfiled(profile, action, place);
  // The gateway decides the same call again, when it comes to its own tools, and carries it out itself.
  if (place.surroundings.reachesOwnTools === true && isOwnServerTool(action.tool)) return readingOf();
  return analyseOffer(action, place) ?? analyseServerTool(action, place) ?? analyseGeneric(action, place);
}

function readUse(use: ArgumentUse, { tool, args, cwd }: Action, place: ActionPlace): Reading {
  const given = use.argument !== null && Object.hasOwn(args, use.argument) ? args[use.argument] : undefined;
  if (use.kind === 'effect') {
    const value = typeof given === 'string' ? given.slice(0, 256) : '';
    return readingOf(makeEffect(use.class, { kind: 'other', value }, { detail: tool.name }));
  }
  if (use.kind === 'resource') return readingOf(...analyseAddress(given, place));
  if (use.kind === 'plan') return readPlan(given, { tool: tool.name, place });
  const value = given === undefined && use.kind === 'file' && use.orCwd === true ? cwd : given;
  if (use.kind === 'file' && use.isList === true && isListOfPaths(value))
    return readingOf(
      ...value.flatMap((path) => analyseFile(use.operation, path, { place, wholeTree: use.wholeTree === true })),
    );
  if (typeof value !== 'string') {
    const detail = `no text argument ${use.argument}`;
    return readingOf(makeEffect('unknown', { kind: 'tool', value: tool.name }, { detail }));
  }
  if (use.kind === 'patch') return analysePatched(value, { tool: tool.name, place });
  if (use.kind === 'shell') return readShell(value, place, use.language);
  if (use.kind === 'file') {
    const added = use.operation === 'write' ? addedText(args, use.argument) : '';
    return readingOf(...analyseFile(use.operation, value, { place, wholeTree: use.wholeTree === true, added }));
  }
  const path = filePathOf(value);
  const files = path === null ? [] : analyseFile('read', path, { place });
  return readingOf(...analyseUrl(use.use, value, place.surroundings), ...files);
}

/** What the diffs of a plan's steps do. A plan without any changes nothing; one that is none is unknown. */
function readPlan(plan: Json | undefined, about: { readonly tool: string; readonly place: ActionPlace }): Reading {
  const steps = isJsonObject(plan) ? plan['steps'] : undefined;
  if (!Array.isArray(steps)) {
    const detail = 'no plan with steps';
    return readingOf(makeEffect('unknown', { kind: 'tool', value: about.tool }, { detail }));
  }
  const diffs = steps.flatMap((step) => (isJsonObject(step) && (step['diff'] ?? null) !== null ? [step['diff']] : []));
  return joinReadings(diffs.map((diff) => analysePatched(typeof diff === 'string' ? diff : '', about)));
}

/** Paths of one list that are looked at; of a longer list nothing is taken as known. */
const MAX_LISTED = 64;

function isListOfPaths(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MAX_LISTED && value.every((path) => typeof path === 'string');
}
