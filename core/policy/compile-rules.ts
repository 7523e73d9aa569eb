import { type CompiledArgument, compileArgument } from './argument-pattern.ts';
import { compileGlob, type Glob, literalTexts, matchGlob } from './glob.ts';
import { type CompiledEffect, compileEffect } from './match-effect.ts';
import type { Policy, PolicyRule, RuleMatcher } from './policy.ts';

/** One alternative of a rule, compiled. */
export type CompiledMatcher = {
  /** Null: any tool. */
  readonly tool: Glob | null;
  readonly argument: CompiledArgument | null;
  readonly effect: CompiledEffect | null;
};

/** A rule made ready for evaluation. A broken rule holds a pattern that cannot be read: it can never be evaluated. */
export type CompiledRule = {
  readonly rule: PolicyRule;
  readonly matchers: readonly CompiledMatcher[];
  readonly isBroken: boolean;
};

/** The rules of a policy, in its order, indexed by the tools they name. Immutable. */
export type CompiledRules = {
  /** Per tool name that a rule spells out: the rules that can concern that tool, without the alternatives that cannot. */
  readonly byTool: ReadonlyMap<string, readonly CompiledRule[]>;
  /** For every other tool: the rules that name no tool, or a pattern of tools. */
  readonly others: readonly CompiledRule[];
  /** For a tool of more than one name: every rule. */
  readonly all: readonly CompiledRule[];
};

/**
 * Makes the rules of a policy ready for evaluation. Total: a rule whose pattern cannot be read is kept as broken, so that
 * it counts against the action instead of vanishing.
 */
export function compileRules({ rules }: Pick<Policy, 'rules'>): CompiledRules {
  const compiled = rules.map(compileRule);
  const byTool = new Map<string, readonly CompiledRule[]>();
  for (const tool of new Set(compiled.flatMap(namedTools))) byTool.set(tool, rulesForTool(compiled, tool));
  const others = compiled.filter((rule) => rule.isBroken || !isOnlyNamed(rule)).map(withoutNamedTools);
  return { byTool, others, all: compiled };
}

/** Tells whether an alternative speaks of this tool. */
export function isForTool(matcher: CompiledMatcher, tool: string): boolean {
  return matcher.tool === null || matchGlob(matcher.tool, tool) === 'yes';
}

function compileRule(rule: PolicyRule): CompiledRule {
  const matchers: CompiledMatcher[] = [];
  for (const matcher of rule.when) {
    const compiled = compileMatcher(matcher);
    if (compiled === null) return { rule, matchers: [], isBroken: true };
    matchers.push(compiled);
  }
  return { rule, matchers, isBroken: false };
}

function compileMatcher(matcher: RuleMatcher): CompiledMatcher | null {
  const tool = matcher.tool === null ? null : compileGlob(matcher.tool, 'text');
  const argument = matcher.argument === null ? null : compileArgument(matcher.argument);
  const effect = matcher.effect === null ? null : compileEffect(matcher.effect);
  if (tool?.ok === false || argument?.ok === false || effect?.ok === false) return null;
  return { tool: tool?.value ?? null, argument: argument?.value ?? null, effect: effect?.value ?? null };
}

function namedTools({ matchers }: CompiledRule): readonly string[] {
  return matchers.flatMap((matcher) => toolsOf(matcher) ?? []);
}

/** The tools that an alternative spells out; null when it is for any tool or a pattern of tools. */
function toolsOf({ tool }: CompiledMatcher): readonly string[] | null {
  return tool === null ? null : literalTexts(tool);
}

function rulesForTool(compiled: readonly CompiledRule[], tool: string): readonly CompiledRule[] {
  const selected: CompiledRule[] = [];
  for (const rule of compiled) {
    const matchers = rule.matchers.filter((matcher) => isForTool(matcher, tool));
    if (rule.isBroken || matchers.length > 0) {
      selected.push({ ...rule, matchers: matchers.map((matcher) => ({ ...matcher, tool: null })) });
    }
  }
  return selected;
}

function isOnlyNamed({ matchers }: CompiledRule): boolean {
  return matchers.every((matcher) => toolsOf(matcher) !== null);
}

function withoutNamedTools(rule: CompiledRule): CompiledRule {
  return { ...rule, matchers: rule.matchers.filter((matcher) => toolsOf(matcher) === null) };
}
