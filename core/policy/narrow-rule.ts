import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { isWithin } from '../path/normalise-path.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Risk } from '../risk/risk.ts';
import { compileArgument } from './argument-pattern.ts';
import { compileRules } from './compile-rules.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { compileGlob, literalTexts } from './glob.ts';
import { parseToolPattern } from './parse-tool-pattern.ts';
import type { PolicyRule, RuleMatcher } from './policy.ts';
import { ruleId } from './rule-id.ts';
import { Subject } from './subject.ts';
import { formatTimestamp } from './timestamp.ts';

/** How long a proposed rule holds (model §4). */
const LIFETIME_MS = 90 * 86_400_000;

/** What a rule is proposed for. Its risk is the one that the action was decided with. */
export type NarrowRuleRequest = {
  readonly action: Action;
  readonly effects: readonly Effect[];
  readonly risk: Risk;
  readonly home: string;
  readonly nowMs: number;
};

type ExpiringRule = PolicyRule & { readonly expiresAtMs: number };

/** A permit rule, and the same as YAML lines to put under `rules:`. */
export type NarrowRule = { readonly rule: ExpiringRule; readonly pattern: string; readonly yaml: string };

/** Why no rule is proposed. */
export type NarrowRuleRefusal = {
  readonly code: 'destructive' | 'risk-too-high' | 'not-expressible';
  readonly reason: string;
};

/**
 * Proposes the narrowest rule that would have avoided a question: this tool on exactly this, for 90 days.
 *
 * Never for destructive effects, nor for high or critical risk: those are asked about each time. The proposal has been
 * tried on the action and holds no wildcard; where no such rule can be written, none is proposed. Nothing is put in force.
 */
export function proposeNarrowRule(request: NarrowRuleRequest): Result<NarrowRule, NarrowRuleRefusal> {
  const refusal = whyNeverPermitted(request);
  if (refusal !== null) return fail(refusal);
  for (const pattern of readableCandidates(request)) {
    const rule = ruleOf(pattern, request);
    if (rule !== null && coversAlone(rule, request)) return ok({ rule, pattern, yaml: toYaml(rule, pattern) });
  }
  const reason = `no pattern without wildcards says what ${request.action.tool.name} is used on here`;
  return fail({ code: 'not-expressible', reason });
}

function whyNeverPermitted({ effects, risk }: NarrowRuleRequest): NarrowRuleRefusal | null {
  const destructive = effects.find((effect) => EFFECT_TABLE[effect.class].destructive);
  if (destructive !== undefined) {
    return { code: 'destructive', reason: `${destructive.class} is destructive: it is asked about each time` };
  }
  if (risk.level !== 'high' && risk.level !== 'critical') return null;
  return { code: 'risk-too-high', reason: `${risk.level} risk is asked about each time` };
}

function readableCandidates(request: NarrowRuleRequest): readonly string[] {
  try {
    return candidates(request);
  } catch {
    return [];
  }
}

/** Patterns to try, what names the thing best first. */
function candidates(request: NarrowRuleRequest): readonly string[] {
  const { action, effects } = request;
  const subject = new Subject(request);
  const { commands, paths, hosts, declared } = subject.operands;
  const effectPaths = effects.filter(({ resource }) => resource.kind === 'path').map(({ resource }) => resource.value);
  const allPaths = [...new Set([...paths, ...effectPaths])].map((path) => writtenPath(path, subject));
  const names = [...new Set(hosts)];
  const values = new Set(effects.map(({ resource }) => resource.value));
  const named = Object.entries(action.args).flatMap(([name, value]) =>
    typeof value === 'string' && values.has(value) ? [`${name}:${value}`] : [],
  );
  const texts = [
    ...commands,
    joined(allPaths),
    names.length === 0 ? '' : `domain:${joined(names)}`,
    ...declared,
    ...named,
  ];
  return texts.filter((text) => text !== '').map((text) => `${action.tool.name}(${text})`);
}

function joined(texts: readonly string[]): string {
  return texts.length > 1 ? `{${texts.join(',')}}` : texts.join('');
}

function writtenPath(path: string, { places }: Subject): string {
  if (isWithin(path, places.workspace)) return path.slice(places.workspace.length + 1) || '.';
  return isWithin(path, places.home) ? `~${path.slice(places.home.length)}` : path;
}

/** Tells whether a tool pattern, such as a proposed rule holds, stands for exactly what it says: no wildcard in any part. */
export function isNarrowPattern(pattern: string): boolean {
  const parsed = parseToolPattern(pattern);
  return parsed.ok && isExact({ ...parsed.value, effect: null });
}

function ruleOf(pattern: string, { action, nowMs }: NarrowRuleRequest): ExpiringRule | null {
  const parsed = parseToolPattern(pattern);
  if (!parsed.ok || !isNarrowPattern(pattern)) return null;
  return {
    id: ruleId(`permit-${pattern}`),
    layer: 'organisation',
    decision: 'permit',
    when: [{ ...parsed.value, effect: null }],
    reason: `Proposed after ${action.tool.name} was approved on ${formatTimestamp(nowMs).slice(0, 10)}.`,
    instead: '',
    expiresAtMs: Math.floor((nowMs + LIFETIME_MS) / 1000) * 1000,
    match: [],
    notMatch: [],
  };
}

/** No part of the pattern stands for anything but itself. */
function isExact({ tool, argument }: RuleMatcher): boolean {
  const name = compileGlob(tool ?? '*', 'text');
  if (!name.ok || literalTexts(name.value) === null || argument === null) return false;
  const compiled = compileArgument(argument);
  return (
    compiled.ok &&
    (compiled.value.kind === 'domain' ? literalTexts(compiled.value.host) !== null : compiled.value.exact)
  );
}

function coversAlone(rule: PolicyRule, context: NarrowRuleRequest): boolean {
  return evaluateRules(compileRules({ rules: [rule] }), context).permits.length === 1;
}

/** JSON strings are YAML double-quoted strings, so that no text can break out of its line. */
function toYaml({ id, reason, expiresAtMs }: ExpiringRule, pattern: string): string {
  const lines = [
    `- id: ${id}`,
    `  permit: ${JSON.stringify(pattern)}`,
    `  reason: ${JSON.stringify(reason)}`,
    `  expires: ${formatTimestamp(expiresAtMs)}`,
  ];
  return `${lines.join('\n')}\n`;
}
