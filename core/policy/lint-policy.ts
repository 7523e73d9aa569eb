import { EFFECT_CLASSES, type EffectClass } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { whyImpossible } from './impossible-matcher.ts';
import { unexplained } from './parse-rule.ts';
import type { Policy, PolicyRule, RuleMatcher } from './policy.ts';
import { isShadowedBy } from './shadowing.ts';
import { formatTimestamp } from './timestamp.ts';

/** What can be wrong with a rule that was read without problems. */
export type PolicyWarningCode =
  | 'duplicate-id'
  | 'expired'
  | 'never-matches'
  | 'shadowed'
  | 'permit-has-no-effect'
  | 'permit-everything'
  | 'missing-reason';

/** One finding on one rule, and what to write instead. Only `duplicate-id` is an error. */
export type PolicyWarning = {
  readonly code: PolicyWarningCode;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly suggestion: string;
};

/** The least risk that is always asked about, whatever a rule permits (model §4). */
const ALWAYS_ASKED = 66;

type Finding = Omit<PolicyWarning, 'rule' | 'severity'>;

/**
 * Finds rules that do not do what their author must have meant. Every claim is certain: a rule that might matter is not
 * warned about. `nowMs` is the time for which rules count as expired.
 */
export function lintPolicy(
  { rules }: Pick<Policy, 'rules'>,
  { nowMs }: { readonly nowMs: number },
): readonly PolicyWarning[] {
  const seen = new Set<string>();
  return rules.flatMap((rule) => {
    const isDuplicate = seen.has(rule.id);
    seen.add(rule.id);
    const findings = [...(isDuplicate ? [duplicate(rule)] : []), ...lintRule(rule, { rules, nowMs })];
    return findings.map((finding) => ({
      ...finding,
      rule: rule.id,
      severity: finding.code === 'duplicate-id' ? ('error' as const) : ('warning' as const),
    }));
  });
}

function lintRule(
  rule: PolicyRule,
  { rules, nowMs }: { readonly rules: readonly PolicyRule[]; readonly nowMs: number },
): readonly Finding[] {
  if (rule.expiresAtMs !== null && rule.expiresAtMs <= nowMs) return [expired(rule.expiresAtMs)];
  const forbids = rules.filter(
    (other) => other.decision === 'forbid' && (other.expiresAtMs === null || other.expiresAtMs > nowMs),
  );
  return [
    ...rule.when.flatMap(impossible),
    ...shadowed(rule, forbids),
    ...(rule.decision === 'permit' ? [...everything(rule), ...withoutEffect(rule)] : unexplainedRule(rule)),
  ];
}

function duplicate({ id }: PolicyRule): Finding {
  return {
    code: 'duplicate-id',
    message: `another rule has the id ${id}`,
    suggestion: 'Give each rule an id of its own.',
  };
}

function expired(atMs: number): Finding {
  const message = `it ended at ${formatTimestamp(atMs)} and matches nothing since`;
  return { code: 'expired', message, suggestion: 'Remove it, or set a later expires.' };
}

function impossible(matcher: RuleMatcher): readonly Finding[] {
  const reason = whyImpossible(matcher);
  if (reason === null) return [];
  const suggestion = 'Split it into one rule for each, or name classes that have what it looks for.';
  return [{ code: 'never-matches', message: `one of its patterns can never match: ${reason}`, suggestion }];
}

function shadowed(rule: PolicyRule, forbids: readonly PolicyRule[]): readonly Finding[] {
  const forbid = rule.decision === 'forbid' ? undefined : forbids.find((candidate) => isShadowedBy(rule, candidate));
  if (forbid === undefined) return [];
  const message = `the forbid ${forbid.id} matches whatever it matches, and a forbid outweighs it`;
  return [{ code: 'shadowed', message, suggestion: `Remove it, or narrow ${forbid.id}.` }];
}

function everything({ when }: PolicyRule): readonly Finding[] {
  const isAll = when.some(
    ({ tool, argument, effect }) => tool === null && argument === null && (effect === null || isAnyEffect(effect)),
  );
  if (!isAll) return [];
  const message = 'it permits everything up to medium risk that is not destructive';
  return [{ code: 'permit-everything', message, suggestion: 'Name the tool and what it may be used on.' }];
}

function isAnyEffect({ classes, path, host, mark }: NonNullable<RuleMatcher['effect']>): boolean {
  return classes.length === EFFECT_CLASSES.length && path === null && host === null && mark === null;
}

function withoutEffect({ when }: PolicyRule): readonly Finding[] {
  return when.flatMap((matcher) => {
    const classes = matcher.effect?.classes ?? [];
    const asked = classes.filter(isAlwaysAsked);
    if (asked.length === 0 || classes.length === EFFECT_CLASSES.length) return [];
    const isWhole = asked.length === classes.length;
    const message = `${asked.join(', ')} cannot be permitted by a rule: ${isWhole ? 'it has no effect' : 'these parts of it have no effect'}`;
    const suggestion = isWhole
      ? 'Remove it; people are asked each time.'
      : 'Name only the classes that can be permitted.';
    return [{ code: 'permit-has-no-effect' as const, message, suggestion }];
  });
}

function isAlwaysAsked(name: EffectClass): boolean {
  return EFFECT_TABLE[name].destructive || EFFECT_TABLE[name].floor >= ALWAYS_ASKED;
}

function unexplainedRule({ id, decision, reason }: PolicyRule): readonly Finding[] {
  if (reason.trim() !== '' && reason !== unexplained(id, decision)) return [];
  const message = 'it has no reason, so that agents and people are not told why';
  return [{ code: 'missing-reason', message, suggestion: 'Add a reason, and an instead that says what to do.' }];
}
