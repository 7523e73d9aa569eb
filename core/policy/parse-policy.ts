import type { JsonObject } from '../encoding/json.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseChecks } from '../verify/parse-checks.ts';
import { asDocument } from './document.ts';
import { parseRule } from './parse-rule.ts';
import { CEDAR_MODES, parseSurroundings, parseThresholds, parseWindow, SETTING_KEYS } from './parse-settings.ts';
import { parseTrustedFolders, parseWhitelist } from './parse-whitelist.ts';
import { AUTONOMY_PROFILES, type PolicyLayer, type PolicyRule } from './policy.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { type Fields, ProblemList, Reading } from './reading.ts';

/** The keys of a policy source. */
export const POLICY_KEYS = [
  'version',
  'profile',
  'mode',
  'window',
  'thresholds',
  'critical_approvers',
  'accept_fair_quality',
  'accept_binary_patches',
  'diff_context_lines',
  'known_hosts',
  'production',
  'tools',
  'servers',
  'secrets',
  'cedar',
  'verify',
  'whitelist',
  'trusted_folders',
  'rules',
] as const;
/** How strictly verdicts hold. */
export const MODES = ['enforce', 'shadow'] as const;

const MAX_RULES = 1_000;
const MAX_CONTEXT_LINES = 10;

/** Where a source stands, what people call it, and which time zones exist; without the last, any name of that form does. */
export type LayerPlace = {
  readonly layer: PolicyLayer;
  readonly source: string;
  readonly isTimeZone?: (name: string) => boolean;
};

/**
 * Reads one policy source, already parsed from YAML or JSON, or explains every problem at once.
 *
 * Strict: unknown keys, wrong types, patterns that cannot be read and times that are not RFC 3339 are refused, never
 * repaired. Nothing falls back to a default because it was wrong; what is not written is null. Total.
 */
export function parsePolicyLayer(
  raw: unknown,
  { layer, source, isTimeZone = looksLikeTimeZone }: LayerPlace,
): Result<PolicyLayerDocument, readonly PolicyProblem[]> {
  const document = asDocument(raw);
  if (!document.ok) return fail([{ source, ...document.failure }]);
  const problems = new ProblemList(source);
  const fields = new Reading(document.value, '$', problems).fields(POLICY_KEYS);
  const parsed =
    fields === null ? null : readLayer(fields, { layer, source, isTimeZone, document: document.value as JsonObject });
  return parsed === null || problems.all().length > 0 ? fail(problems.all()) : ok(parsed);
}

type KnownPlace = Required<LayerPlace> & { readonly document: JsonObject };

function readLayer(fields: Fields, { isTimeZone, ...place }: KnownPlace): PolicyLayerDocument {
  readVersion(fields.required('version'));
  const window = fields.optional('window');
  const verify = fields.optional('verify');
  const binary = fields.optional('accept_binary_patches')?.flag() ?? null;
  const context = fields.optional('diff_context_lines')?.integer({ min: 0, max: MAX_CONTEXT_LINES }) ?? null;
  return {
    ...place,
    profile: fields.optional('profile')?.oneOf(AUTONOMY_PROFILES) ?? null,
    mode: fields.optional('mode')?.oneOf(MODES) ?? null,
    window: window === null ? null : parseWindow(window, isTimeZone),
    thresholds: parseThresholds(fields.optional('thresholds')),
    criticalApprovers: fields.optional('critical_approvers')?.integer({ min: 1, max: 10 }) ?? null,
    acceptFairQuality: fields.optional('accept_fair_quality')?.flag() ?? null,
    cedarMode: fields.optional('cedar')?.fields(SETTING_KEYS.cedar)?.required('mode').oneOf(CEDAR_MODES) ?? null,
    surroundings: parseSurroundings(fields),
    rules: readRules(fields.optional('rules'), place.layer),
    ...(binary === null ? {} : { acceptBinaryPatches: binary }),
    ...(context === null ? {} : { diffContextLines: context }),
    ...(verify === null ? {} : { verify: parseChecks(verify, place.layer) }),
    ...parseWhitelist(fields.optional('whitelist')),
    ...parseTrustedFolders(fields.optional('trusted_folders')),
  };
}

function readVersion(reading: Reading): void {
  if (reading.value !== 1) reading.refuse('1, the version of this format');
}

function readRules(reading: Reading | null, layer: PolicyLayer): readonly PolicyRule[] {
  const rules: PolicyRule[] = [];
  const seen = new Map<string, string>();
  for (const item of reading?.items({ max: MAX_RULES }) ?? []) {
    const rule = parseRule(item, layer);
    if (rule === null) continue;
    const first = seen.get(rule.id);
    if (first !== undefined) item.refuse('an id of its own', `the id ${rule.id}, which ${first} has`);
    if (rule.id !== '') seen.set(rule.id, item.path);
    rules.push(rule);
  }
  return rules;
}

/** `UTC`, or words of letters, digits, `_`, `+` and `-` joined by slashes. */
function looksLikeTimeZone(name: string): boolean {
  return name === 'UTC' || (name.includes('/') && name.split('/').every(isZoneWord));
}

function isZoneWord(word: string): boolean {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789_+-';
  return word !== '' && Array.from(word.toLowerCase()).every((letter) => letters.includes(letter));
}
