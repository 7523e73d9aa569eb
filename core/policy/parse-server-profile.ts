import { EFFECT_CLASSES } from '../effect/effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import { fail, ok, type Result } from '../result.ts';
import { asDocument } from './document.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { type Fields, ProblemList, Reading } from './reading.ts';
import type { DeclaredEffect, EffectCondition, ProfileExample, ServerProfile, ServerTool } from './tool-profile.ts';

/** A profile file, parsed, with the whole of it as plain JSON: what the policy version is computed from. */
export type ServerProfileDocument = { readonly profile: ServerProfile; readonly document: JsonObject };

/** The keys of a profile file, of a tool, of an effect, of a condition and of an example. */
export const PROFILE_KEYS = {
  file: ['version', 'profile', 'servers', 'tools', 'examples'],
  tool: ['tool', 'effects', 'harmless'],
  effect: ['class', 'argument', 'missing', 'target', 'when', 'is_patch'],
  when: ['argument', 'is', 'is_not', 'missing'],
  example: ['tool', 'args', 'effects'],
} as const;

/** No argument has this name: what is touched is always the target. */
const NO_ARGUMENT = '';
const MAX_TOOLS = 300;
const MAX_ITEMS = 64;

/**
 * Reads the profile of an MCP server, already parsed from YAML, or explains every problem at once.
 *
 * Strict as `parsePolicyLayer` is: nothing is repaired, nothing falls back to a default because it was wrong. A tool may
 * stand in it once; each tool needs an example, so that what the profile says is tried. Total.
 */
export function parseServerProfile(
  raw: unknown,
  source: string,
): Result<ServerProfileDocument, readonly PolicyProblem[]> {
  const document = asDocument(raw);
  if (!document.ok) return fail([{ source, ...document.failure }]);
  const problems = new ProblemList(source);
  const fields = new Reading(document.value, '$', problems).fields(PROFILE_KEYS.file);
  const profile = fields === null ? null : readProfile(fields);
  if (profile === null || problems.all().length > 0) return fail(problems.all());
  return ok({ profile, document: document.value as JsonObject });
}

function readProfile(fields: Fields): ServerProfile {
  const version = fields.required('version');
  if (version.value !== 1) version.refuse('1, the version of this format');
  const tools = readTools(fields.required('tools'));
  const examples = fields.required('examples');
  const read = examples.items({ max: MAX_TOOLS * 2 }).flatMap(readExample);
  for (const { tool } of tools) {
    if (!read.some((example) => example.tool === tool)) examples.refuse(`an example of ${tool}`, 'none');
  }
  return {
    name: fields.required('profile').text({ maxLength: 64 }) ?? '',
    servers: readTexts(fields.required('servers')).map((name) => name.toLowerCase()),
    tools,
    examples: read,
  };
}

function readTools(reading: Reading): readonly ServerTool[] {
  const tools: ServerTool[] = [];
  for (const item of reading.items({ max: MAX_TOOLS })) {
    const fields = item.fields(PROFILE_KEYS.tool);
    const tool = fields?.required('tool').text({ maxLength: 128 }) ?? null;
    if (fields === null || tool === null) continue;
    if (tools.some((known) => known.tool === tool)) item.refuse('each tool once', `${tool} again`);
    const effects = fields.required('effects').items({ max: MAX_ITEMS }).flatMap(readEffect);
    const harmless = fields.optional('harmless');
    tools.push({ tool, effects, harmless: harmless === null ? [] : readTexts(harmless) });
  }
  return tools;
}

function readTexts(reading: Reading): readonly string[] {
  return reading.items({ max: MAX_ITEMS }).flatMap((item) => item.text({ maxLength: 128 }) ?? []);
}

function readEffect(reading: Reading): readonly DeclaredEffect[] {
  const fields = reading.fields(PROFILE_KEYS.effect);
  const effectClass = fields?.required('class').oneOf(EFFECT_CLASSES) ?? null;
  if (fields === null || effectClass === null) return [];
  const target = fields.optional('target')?.text({ maxLength: 512 }) ?? null;
  const missing = fields.optional('missing')?.text({ maxLength: 512 }) ?? target;
  const argument = fields.optional('argument')?.text({ maxLength: 128 }) ?? null;
  if (target !== null && argument !== null) reading.refuse('an argument or a target');
  const when = fields.optional('when');
  const condition = when === null ? null : readCondition(when);
  const isPatch = fields.optional('is_patch')?.flag() ?? false;
  return [
    {
      class: effectClass,
      argument: target === null ? argument : NO_ARGUMENT,
      ...(missing === null ? {} : { missing }),
      ...(condition === null ? {} : { when: condition }),
      ...(isPatch ? { isPatch } : {}),
    },
  ];
}

function readCondition(reading: Reading): EffectCondition | null {
  const fields = reading.fields(PROFILE_KEYS.when);
  const argument = fields?.required('argument').text({ maxLength: 128 }) ?? null;
  if (fields === null || argument === null) return null;
  const [wanted, unwanted] = [fields.optional('is'), fields.optional('is_not')];
  const list = wanted ?? unwanted;
  if (list === null || (wanted !== null && unwanted !== null)) return reading.refuse('one of is and is_not');
  return {
    argument,
    words: list.items({ max: MAX_ITEMS }).flatMap(readWord),
    wanted: wanted !== null,
    missing: fields.optional('missing')?.text({ maxLength: 128 })?.toLowerCase() ?? null,
  };
}

/** A word, a number or yes and no, as the value of an argument is compared. */
function readWord(reading: Reading): readonly string[] {
  const { value } = reading;
  if (typeof value === 'boolean' || typeof value === 'number') return [String(value)];
  const word = reading.text({ maxLength: 128 });
  return word === null ? [] : [word.toLowerCase()];
}

function readExample(reading: Reading): readonly ProfileExample[] {
  const fields = reading.fields(PROFILE_KEYS.example);
  const tool = fields?.required('tool').text({ maxLength: 128 }) ?? null;
  if (fields === null || tool === null) return [];
  const args = fields.required('args');
  const isMapping = typeof args.value === 'object' && args.value !== null && !Array.isArray(args.value);
  if (!isMapping) args.refuse('a mapping of arguments');
  const effects = fields.required('effects').items({ max: MAX_ITEMS });
  const classes = effects.flatMap((item) => item.oneOf(EFFECT_CLASSES) ?? []);
  return isMapping ? [{ tool, args: args.value as JsonObject, effects: classes }] : [];
}
