import { EFFECT_CLASSES } from '../effect/effect.ts';
import type { AllowedSecret } from '../secret/allowed-secret.ts';
import { compileGlob } from './glob.ts';
import { compileHostPattern } from './host-pattern.ts';
import { compilePathPattern } from './path-pattern.ts';
import { CHANNELS, type PolicySurroundings, type ServerName, type ToolProfile } from './policy.ts';
import type { PolicyLayerDocument, WindowSetting } from './policy-layer.ts';
import type { Fields, Reading } from './reading.ts';

/** The keys of each mapping of settings. */
export const SETTING_KEYS = {
  window: ['from', 'to', 'time_zone'],
  thresholds: CHANNELS,
  production: ['paths', 'hosts'],
  tool: ['tool', 'effects'],
  toolEffect: ['class', 'argument'],
  secrets: ['allow'],
  allowedSecret: ['kind', 'path', 'inline'],
  server: ['name', 'profile'],
  cedar: ['mode'],
} as const;
/** How Cedar's answer can count. */
export const CEDAR_MODES = ['off', 'restrict', 'allowlist'] as const;

const MAX_PLACES = 2_000;
const MAX_PROFILES = 1_000;

/** Reads `always`, or opening and closing time on the same or the next day, `24:00` included. */
export function parseWindow(reading: Reading, isTimeZone: (name: string) => boolean): WindowSetting | null {
  if (reading.value === 'always') return { kind: 'always' };
  if (typeof reading.value === 'string') return reading.refuse('always, or a mapping with from, to, time_zone');
  const fields = reading.fields(SETTING_KEYS.window);
  if (fields === null) return null;
  const from = parseTimeOfDay(fields.required('from'), { latest: 1_439 });
  const to = parseTimeOfDay(fields.required('to'), { latest: 1_440 });
  const zone = fields.optional('time_zone');
  const timeZone = zone === null ? null : parseTimeZone(zone, isTimeZone);
  if (from === null || to === null) return null;
  if (from === to) return reading.refuse('a window that opens: from and to that differ', 'equal times');
  return { kind: 'hours', fromMinute: from, toMinute: to, timeZone };
}

/** Reads the score of each channel from which a human is asked. */
export function parseThresholds(reading: Reading | null): PolicyLayerDocument['thresholds'] {
  const fields = reading?.fields(SETTING_KEYS.thresholds) ?? null;
  const score = (channel: (typeof CHANNELS)[number]): number | null =>
    fields?.optional(channel)?.integer({ min: 0, max: 100 }) ?? null;
  return { api: score('api'), telegram: score('telegram'), discord: score('discord'), cli: score('cli') };
}

/** Reads known hosts, production places and the effects that tools are vouched for. */
export function parseSurroundings(fields: Fields): PolicySurroundings {
  const production = fields.optional('production')?.fields(SETTING_KEYS.production) ?? null;
  return {
    knownHosts: parsePatterns(fields.optional('known_hosts'), hostProblem),
    productionPaths: parsePatterns(production?.optional('paths') ?? null, pathProblem),
    productionHosts: parsePatterns(production?.optional('hosts') ?? null, hostProblem),
    toolProfiles: (fields.optional('tools')?.items({ max: MAX_PROFILES }) ?? []).flatMap(parseProfile),
    ...given('allowedSecrets', parseAllowedSecrets(fields.optional('secrets'))),
    ...given('serverNames', (fields.optional('servers')?.items({ max: MAX_PLACES }) ?? []).flatMap(parseServerName)),
  };
}

function given<Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): { readonly [Key in Name]?: readonly Item[] } {
  return (items.length === 0 ? {} : { [name]: items }) as { readonly [Key in Name]?: readonly Item[] };
}

/** Findings of the secret scanner that are none: of a kind, at paths, or on lines that ask for it; one of the two is needed. */
function parseAllowedSecrets(reading: Reading | null): readonly AllowedSecret[] {
  const items = reading?.fields(SETTING_KEYS.secrets)?.required('allow').items({ max: MAX_PLACES }) ?? [];
  return items.flatMap((item) => {
    const fields = item.fields(SETTING_KEYS.allowedSecret);
    const kind = fields?.required('kind').text({ maxLength: 64 }) ?? null;
    const pathReading = fields?.optional('path') ?? null;
    const path = pathReading?.text({ maxLength: 512 }) ?? null;
    const problem = path === null ? null : pathProblem(path);
    if (problem !== null) pathReading?.refusePhrase(problem);
    const inline = fields?.optional('inline')?.flag() ?? false;
    if (fields !== null && pathReading === null && !inline) item.refuse('a path, or inline: true');
    return kind === null ? [] : [{ kind, path, inline }];
  });
}

/** Which profile is meant by the name that the operator gave a server; `none` for none. */
function parseServerName(reading: Reading): readonly ServerName[] {
  const fields = reading.fields(SETTING_KEYS.server);
  const name = fields?.required('name').text({ maxLength: 128 }) ?? null;
  const profile = fields?.required('profile').text({ maxLength: 64 }) ?? null;
  return name === null || profile === null ? [] : [{ name, profile: profile === 'none' ? null : profile }];
}

function parseTimeOfDay(reading: Reading, { latest }: { readonly latest: number }): number | null {
  const text = typeof reading.value === 'string' ? reading.value : '';
  const hours = twoDigits(text.slice(0, 2));
  const minutes = twoDigits(text.slice(3));
  const isTime = text.charAt(2) === ':' && hours !== null && minutes !== null && minutes < 60;
  if (isTime && hours * 60 + minutes <= latest) return hours * 60 + minutes;
  return reading.refuse(`a time of day in quotes, from "00:00" to "${latest === 1_440 ? '24:00' : '23:59'}"`);
}

function twoDigits(text: string): number | null {
  const isNumber = text.length === 2 && Array.from(text).every((digit) => digit >= '0' && digit <= '9');
  return isNumber ? Number(text) : null;
}

function parseTimeZone(reading: Reading, isTimeZone: (name: string) => boolean): string | null {
  const name = reading.text({ maxLength: 64 });
  if (name === null) return null;
  return isTimeZone(name) ? name : reading.refuse('an IANA time zone, as in Europe/Berlin');
}

function parsePatterns(reading: Reading | null, problemOf: (text: string) => string | null): readonly string[] {
  const items = reading?.items({ max: MAX_PLACES }) ?? [];
  return items.flatMap((item) => {
    const text = item.text({ maxLength: 512 });
    if (text === null) return [];
    const problem = problemOf(text);
    if (problem !== null) item.refusePhrase(problem);
    return problem === null ? [text] : [];
  });
}

function hostProblem(text: string): string | null {
  const pattern = compileHostPattern(text);
  return pattern.ok ? null : pattern.failure;
}

function pathProblem(text: string): string | null {
  const pattern = compilePathPattern(text);
  return pattern.ok ? null : pattern.failure;
}

function parseProfile(reading: Reading): readonly ToolProfile[] {
  const fields = reading.fields(SETTING_KEYS.tool);
  if (fields === null) return [];
  const toolReading = fields.required('tool');
  const tool = toolReading.text({ maxLength: 512 });
  const glob = tool === null ? null : compileGlob(tool, 'text');
  if (glob?.ok === false) toolReading.refusePhrase(glob.failure);
  const effectsReading = fields.required('effects');
  const effects = effectsReading.items({ max: 16 }).flatMap(parseProfileEffect);
  if (Array.isArray(effectsReading.value) && effectsReading.value.length === 0) {
    effectsReading.refuse('at least one effect', 'an empty list');
  }
  return tool === null ? [] : [{ tool, effects }];
}

function parseProfileEffect(reading: Reading): ToolProfile['effects'] {
  const fields = reading.fields(SETTING_KEYS.toolEffect);
  const effectClass = fields?.required('class').oneOf(EFFECT_CLASSES) ?? null;
  const argument = fields?.optional('argument') ?? null;
  const name = argument === null ? null : argument.text({ maxLength: 64 });
  return effectClass === null ? [] : [{ class: effectClass, argument: name }];
}
