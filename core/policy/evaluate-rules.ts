import { type CompiledMatcher, type CompiledRule, type CompiledRules, isForTool } from './compile-rules.ts';
import { concernsArgument } from './concerns-argument.ts';
import { coversArgument } from './covers-argument.ts';
import { concernsEffects, coversEffects } from './match-effect.ts';
import type { PolicyRule } from './policy.ts';
import type { RuleContext, RuleOutcome } from './rule-outcome.ts';
import { Subject } from './subject.ts';

/**
 * Finds the rules that match an action, in policy order.
 *
 * A `forbid` or `ask` matches when any alternative concerns any part of the action; a `permit` only when one alternative
 * covers all of it. An expired rule never matches. A rule that cannot be evaluated is reported as broken, and a broken
 * `forbid` or `ask` counts as matched: a mistake in a rule may stop work, it never lets an action through.
 *
 * Total: every input is answered and nothing is thrown.
 */
export function evaluateRules(compiled: CompiledRules, context: RuleContext): RuleOutcome {
  const found = { forbid: [] as PolicyRule[], ask: [] as PolicyRule[], permit: [] as PolicyRule[] };
  const broken: PolicyRule[] = [];
  const subject = new Subject(context);
  for (const candidate of candidatesFor(compiled, subject.toolNames)) {
    const { rule } = candidate;
    if (rule.expiresAtMs !== null && context.nowMs >= rule.expiresAtMs) continue;
    const answer = evaluateRule(candidate, subject);
    if (answer === 'broken') broken.push(rule);
    else if (answer === 'match') found[rule.decision].push(rule);
  }
  return { forbids: found.forbid, asks: found.ask, permits: found.permit, broken };
}

/** The rules that can concern a tool, in policy order. */
function candidatesFor({ byTool, others, all }: CompiledRules, names: readonly string[]): readonly CompiledRule[] {
  return names.length > 1 ? all : (byTool.get(String(names[0])) ?? others);
}

function evaluateRule({ rule, matchers, isBroken }: CompiledRule, subject: Subject): 'match' | 'no-match' | 'broken' {
  if (isBroken) return 'broken';
  const speaks = rule.decision === 'permit' ? covers : concerns;
  try {
    for (const matcher of matchers) if (speaks(matcher, subject)) return 'match';
    return 'no-match';
  } catch {
    return 'broken';
  }
}

function concerns(matcher: CompiledMatcher, subject: Subject): boolean {
  return (
    subject.toolNames.some((name) => isForTool(matcher, name)) &&
    (matcher.effect === null || concernsEffects(matcher.effect, subject)) &&
    (matcher.argument === null || concernsArgument(matcher.argument, subject))
  );
}

function covers(matcher: CompiledMatcher, subject: Subject): boolean {
  return (
    subject.toolNames.some((name) => isForTool(matcher, name)) &&
    (matcher.effect === null || coversEffects(matcher.effect, subject)) &&
    (matcher.argument === null || coversArgument(matcher.argument, subject))
  );
}
