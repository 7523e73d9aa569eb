import { type ArgumentUse, cataloguedUses } from '../effect/tool-catalogue.ts';
import type { Json, JsonObject } from '../encoding/json.ts';
import { fail, ok, type Result } from '../result.ts';
import { compileRules } from './compile-rules.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { learnedRuleYaml } from './learned-rule-yaml.ts';
import { type NarrowRule, type NarrowRuleRequest, proposeNarrowRule } from './narrow-rule.ts';
import type { PolicyRule, RuleExample, RuleMatcher } from './policy.ts';
import { ruleId } from './rule-id.ts';
import { type ExampleSetting, runExamples } from './run-examples.ts';
import { Subject } from './subject.ts';
import { type PatternGroup, widenPatterns } from './widen-patterns.ts';

/** A permit rule that was learned: its pattern, its YAML lines to put under `rules:`, and the actions it stands for, by index. */
export type LearnedRule = {
  readonly rule: PolicyRule & { readonly expiresAtMs: number };
  readonly pattern: string;
  readonly yaml: string;
  readonly from: readonly number[];
};

/** What could be learned from actions, and for which of them nothing could. */
export type LearnedRules = {
  readonly rules: readonly LearnedRule[];
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
};

/** How rules are learned. `avoid`: patterns that must not be used, whoever found out why. */
export type LearnOptions = {
  readonly setting: ExampleSetting;
  readonly reason: string;
  readonly avoid: ReadonlySet<string>;
};

const MAX_MATCHES = 3;
const MAX_LOOK_ALIKES = 2;
/** Most actions of one rule that are tried as examples. */
const MAX_TRIED = 16;
/** Longest arguments of an example, as JSON. */
const MAX_EXAMPLE = 2_000;

/**
 * Learns the narrowest permit rules for actions that were allowed: what each was used on, exactly, and nothing wider than
 * the names of three and more files of one kind in one folder of the workspace.
 *
 * Never for destructive effects, nor above medium risk. Each rule holds for 90 days and has examples: actions it was learned
 * from, and look-alikes that it must not match. Rules and examples have been tried; what does not hold is not proposed.
 */
export function learnRules(actions: readonly NarrowRuleRequest[], options: LearnOptions): LearnedRules {
  const refused: { index: number; reason: string }[] = [];
  const exact = new Map<string, readonly Sample[]>();
  for (const [index, request] of actions.entries()) {
    const narrow = proposeNarrowRule(request);
    if (!narrow.ok) refused.push({ index, reason: narrow.failure.reason });
    else {
      const { pattern, rule } = narrow.value;
      exact.set(pattern, [...(exact.get(pattern) ?? []), { index, request, rule }]);
    }
  }
  const rules: LearnedRule[] = [];
  for (const [pattern, group] of widenPatterns(exact, options.avoid)) {
    const learned = options.avoid.has(pattern)
      ? fail('the rule would change another recorded verdict')
      : learnRule(pattern, group, options);
    if (learned.ok) rules.push(learned.value);
    else refused.push(...group.samples.map(({ index }) => ({ index, reason: learned.failure })));
  }
  return { rules, refused: refused.sort((first, second) => first.index - second.index) };
}

type Sample = { readonly index: number; readonly request: NarrowRuleRequest; readonly rule: NarrowRule['rule'] };

function learnRule(
  pattern: string,
  { samples, glob }: PatternGroup<Sample>,
  { setting, reason }: LearnOptions,
): Result<LearnedRule, string> {
  const when = samples.slice(0, 1).flatMap(({ rule }) => rule.when.map((matcher) => withGlob(matcher, glob)));
  const bare = {
    id: ruleId(`learned-${pattern}`),
    layer: 'organisation',
    decision: 'permit',
    when,
    reason,
    instead: '',
    expiresAtMs: Math.max(...samples.map(({ rule }) => rule.expiresAtMs)),
    match: [],
    notMatch: [],
  } as const satisfies PolicyRule;
  const tried = samples.slice(0, MAX_TRIED).map(({ request }) => request);
  const match = distinct(tried.map(exampleOf)).filter((example) => holds({ ...bare, match: [example] }, setting));
  const notMatch = distinct(tried.flatMap(lookAlikes)).filter((example) =>
    holds({ ...bare, notMatch: [example] }, setting),
  );
  const isTried = samples.every(({ request }) => permits(bare, request)) && match.length > 0 && notMatch.length > 0;
  if (!isTried) return fail('no rule with examples that hold can be written for it');
  const rule = { ...bare, match: match.slice(0, MAX_MATCHES), notMatch: notMatch.slice(0, MAX_LOOK_ALIKES) };
  return ok({ rule, pattern, yaml: learnedRuleYaml(rule, pattern), from: samples.map(({ index }) => index) });
}

function withGlob(matcher: RuleMatcher, glob: string | null): RuleMatcher {
  return glob === null ? matcher : { ...matcher, argument: { kind: 'any-of-primary', glob } };
}

function permits(rule: PolicyRule, request: NarrowRuleRequest): boolean {
  return evaluateRules(compileRules({ rules: [rule] }), request).permits.length === 1;
}

function holds(rule: PolicyRule, setting: ExampleSetting): boolean {
  const lengths = [...rule.match, ...rule.notMatch].map(({ args }) => JSON.stringify(args).length);
  return Math.max(...lengths) <= MAX_EXAMPLE && runExamples({ rules: [rule] }, setting).length === 0;
}

function distinct(examples: readonly RuleExample[]): readonly RuleExample[] {
  return [...new Map(examples.map((example) => [JSON.stringify(example), example])).values()];
}

/** The call as it would be made in any workspace: a built-in tool's arguments that it is used on, paths from the workspace. */
function exampleOf(request: NarrowRuleRequest): RuleExample {
  const { tool, args, workspace } = request.action;
  const uses = cataloguedUses(tool.origin, tool.name);
  if (uses === null) return { tool: tool.name, args };
  const { paths } = new Subject(request).operands;
  const used = uses.flatMap(({ kind, argument }) =>
    Object.entries(args)
      .filter(([name]) => name === argument)
      .flatMap(([name, value]): readonly (readonly [string, Json])[] =>
        kind === 'file' ? paths.map((path) => [name, fromWorkspace(path, workspace)]) : [[name, value]],
      ),
  );
  return { tool: tool.name, args: Object.fromEntries(used) };
}

function fromWorkspace(path: string, workspace: string): string {
  return path.startsWith(`${workspace}/`) ? path.slice(workspace.length + 1) : path;
}

const LOOK_ALIKES: { readonly [Kind in ArgumentUse['kind']]: (value: string) => readonly string[] } = {
  shell: (value) => [`${value}; id`, `${value} --look-alike`],
  file: (value) => [`${value}.look-alike`, `look-alike/${value}`],
  url: (value) => [value.replace('://', '://look-alike.'), 'https://look-alike.invalid/'],
  plan: () => [],
  resource: (value) => [`${value}/look-alike`, 'https://look-alike.invalid/'],
  patch: (value) => [`${value}\n*** Delete File: ../look-alike`],
  effect: (value) => [`${value} look-alike`],
};

/** Calls that look like this one and are others. */
function lookAlikes(request: NarrowRuleRequest): readonly RuleExample[] {
  const { tool, args } = exampleOf(request);
  const uses = cataloguedUses(request.action.tool.origin, tool) ?? [];
  return Object.entries(args).flatMap(([name, value]) => {
    const kind = uses.find(({ argument }) => argument === name)?.kind ?? 'effect';
    const others = typeof value === 'string' ? LOOK_ALIKES[kind](value) : [];
    return others.map((other) => ({ tool, args: { ...args, [name]: other } satisfies JsonObject }));
  });
}
