import { parseDocument } from 'yaml';
import type { Proposed } from '../../../../application/policy/list-proposals.ts';
import { isNarrowPattern } from '../../../../core/policy/narrow-rule.ts';
import { parseTimestamp } from '../../../../core/policy/timestamp.ts';
import { fail, ok, type Result } from '../../../../core/result.ts';

/** Longest life of a proposed rule (model §4), with the day that rounding may add. */
const MAX_LIFETIME_MS = 91 * 86_400_000;

/** A proposed rule that may go into the policy: its id, and its YAML lines as they were proposed. */
export type AcceptableRule = { readonly id: string; readonly pattern: string; readonly yaml: string };

/**
 * Says whether a proposed rule may be put into the policy as it stands, or why not.
 *
 * It must be open, hold exactly an id, a permit of one pattern without wildcards, a reason and an end, agree with what the log
 * says of it, and end within 90 days of its proposal.
 */
export function checkProposal(proposed: Proposed): Result<AcceptableRule, string> {
  const { state, yaml, ruleId, expiresAtMs, atMs } = proposed;
  if (state === 'refused') return fail(`no rule could be proposed (${proposed.why ?? 'unknown'})`);
  if (state === 'erased' || yaml === null) return fail('payload erased: the rule is not beside the log any more');
  if (state === 'expired')
    return fail(`it expired on ${new Date(expiresAtMs ?? 0).toISOString()}, want one that holds`);
  const [rule, ...others] = readRules(yaml);
  if (rule === undefined || others.length > 0) return fail('it is not one rule');
  const { id, permit, reason, expires, ...rest } = rule;
  if (Object.keys(rest).length > 0) return fail(`it also says ${Object.keys(rest).join(', ')}, want a permit alone`);
  if (typeof id !== 'string' || id !== ruleId || typeof reason !== 'string')
    return fail('its id is not the recorded one');
  if (typeof permit !== 'string' || !isNarrowPattern(permit)) return fail('it permits more than one exact thing');
  const endsAtMs = typeof expires === 'string' ? parseTimestamp(expires) : null;
  if (endsAtMs === null || endsAtMs !== expiresAtMs || endsAtMs > atMs + MAX_LIFETIME_MS)
    return fail('its end is not the recorded one, or is more than 90 days off');
  return ok({ id, pattern: permit, yaml });
}

function readRules(yaml: string): readonly { readonly [field: string]: unknown }[] {
  const document = parseDocument(yaml, { uniqueKeys: true });
  const value: unknown = document.errors.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null;
  const rules: readonly unknown[] = Array.isArray(value) ? value : [];
  return rules.filter((rule) => typeof rule === 'object' && rule !== null) as { readonly [field: string]: unknown }[];
}
