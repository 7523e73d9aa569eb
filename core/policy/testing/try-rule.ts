import type { Action } from '../../action/action.ts';
import { analyseAction } from '../../effect/analyse-action.ts';
import { EFFECT_CLASSES, type Effect, type EffectClass, type EffectMark, type Resource } from '../../effect/effect.ts';
import type { JsonObject } from '../../encoding/json.ts';
import { unparsedShell } from '../../testing/unparsed-shell.ts';
import { unparsedSql } from '../../testing/unparsed-sql.ts';
import { compileRules } from '../compile-rules.ts';
import { evaluateRules } from '../evaluate-rules.ts';
import type { EffectPattern, PolicyRule, RuleMatcher } from '../policy.ts';
import type { RuleOutcome } from '../rule-outcome.ts';
import { exampleAction } from '../run-examples.ts';

/** The home of every tried call; its workspace and working directory is `/work/site`. */
export const HOME = '/home/ada';
export const WORKSPACE = '/work/site';

/** A world in which nothing is special and every host is known. */
export const SURROUNDINGS = {
  home: HOME,
  gatewayPaths: [],
  realPaths: {},
  otherWorkspaces: [],
  isKnownHost: () => true,
  toolProfiles: [],
  matchesTool: () => false,
  parseShell: unparsedShell,
  parseSql: unparsedSql,
};

/** A call to try rules on. Its effects are analysed unless they are given. */
export type Call = {
  readonly tool: string;
  readonly args: JsonObject;
  readonly effects?: readonly Effect[];
  readonly home?: string;
};

/** A rule that says no more than it must; its id is its decision. */
export function rule(
  decision: PolicyRule['decision'],
  when: readonly Partial<RuleMatcher>[],
  more: Partial<PolicyRule> = {},
): PolicyRule {
  const matchers = when.map((matcher) => ({ tool: null, argument: null, effect: null, ...matcher }));
  const rest = { reason: '', instead: '', expiresAtMs: null, match: [], notMatch: [] };
  return { id: decision, layer: 'organisation', decision, when: matchers, ...rest, ...more };
}

/** `tool(glob)`. */
export function on(tool: string | null, glob: string): Partial<RuleMatcher> {
  return { tool, argument: { kind: 'any-of-primary', glob } };
}

/** `*(name:glob)`. */
export function named(name: string, glob: string): Partial<RuleMatcher> {
  return { argument: { kind: 'named', name, glob } };
}

/** An alternative on effects; of every class unless it says which. */
export function effect(pattern: Partial<EffectPattern>): Partial<RuleMatcher> {
  return { effect: { classes: EFFECT_CLASSES, path: null, host: null, mark: null, ...pattern } };
}

/** An effect of class `file.read` unless it says otherwise. */
export function touching(
  kind: Resource['kind'],
  value: string,
  more: { readonly class?: EffectClass; readonly marks?: readonly EffectMark[] } = {},
): Effect {
  const resource = { kind, value, provenance: 'unknown' } as const;
  return { class: 'file.read', detail: '', reversibility: 'reversible', marks: [], ...more, resource };
}

/** Calls of the tools that rules are most often about. */
export function bash(command: string): Call {
  return { tool: 'Bash', args: { command } };
}
export function read(path: string): Call {
  return { tool: 'Read', args: { file_path: path } };
}
export function fetchOf(url: string): Call {
  return { tool: 'WebFetch', args: { url } };
}

/** A call of a tool nobody knows, with these effects. */
export function unknownTool(args: JsonObject, ...effects: readonly Effect[]): Call {
  return { tool: 'T', args, effects };
}

/** Evaluates rules on a call at 1,000 ms. */
export function tryRules(rules: readonly PolicyRule[], call: Call): RuleOutcome {
  const action: Action = exampleAction(call, { workspace: WORKSPACE });
  const effects = call.effects ?? analyseAction(action, SURROUNDINGS).effects;
  return evaluateRules(compileRules({ rules }), { action, effects, home: call.home ?? HOME, nowMs: 1_000 });
}

/** Tells whether one rule of one alternative matches a call; throws when it is broken. */
export function hits(decision: PolicyRule['decision'], when: Partial<RuleMatcher>, call: Call): boolean {
  const { forbids, asks, permits, broken } = tryRules([rule(decision, [when])], call);
  if (broken.length > 0) throw new Error('try a rule: found a broken one, want one that can be evaluated');
  return forbids.length + asks.length + permits.length === 1;
}
