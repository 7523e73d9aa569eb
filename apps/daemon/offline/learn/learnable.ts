import type { EntryHead } from '../../../../application/log/read-decision.ts';
import type { Action } from '../../../../core/action/action.ts';
import { decide } from '../../../../core/decide.ts';
import type { DecisionRecord } from '../../../../core/decision-record.ts';
import { canonicalJson } from '../../../../core/encoding/canonical-json.ts';
import type { CompiledPolicy } from '../../../../core/policy/compiled-policy.ts';
import type { RecordedEntry } from '../recorded-decisions.ts';

/** A recorded decision and its place in the log. */
export type Recorded = { readonly index: number; readonly record: DecisionRecord };

/** Something of the session that no rule is learned for, and why. */
export type LeftOut = { readonly index: number; readonly tool: string; readonly reason: string };

/** The actions of a session that people approved or that were allowed, each once, and those that must stay as they are. */
export type Learnable = { readonly actions: readonly Recorded[]; readonly leftOut: readonly LeftOut[] };

/** What makes two proposals the same action: tool, arguments and place. */
export function sameAction({ tool, args, cwd, workspace }: Action): string {
  return canonicalJson([tool.origin, tool.name, args, cwd, workspace]);
}

/**
 * Picks what may be learned from a session: what was allowed in the end, by the policy or by a person.
 *
 * Not what a person denied anywhere in the log, nor what was allowed only because it ran in a sandbox: a rule would let it
 * run outside one as well.
 */
export function learnableOf(
  entries: readonly RecordedEntry[],
  { session, policy }: { readonly session: string; readonly policy: CompiledPolicy },
): Learnable {
  const decisions = decisionsOf(entries);
  const answers = answersOf(entries);
  const denied = new Set(
    decisions
      .filter(({ record }) => answers.denied.has(record.action.id))
      .map(({ record }) => sameAction(record.action)),
  );
  const actions = new Map<string, Recorded>();
  const leftOut = new Map<string, LeftOut>();
  for (const { index, record } of decisions.filter((each) => each.record.action.session === session)) {
    const { action, facts, decision } = record;
    const key = sameAction(action);
    const isApproved = facts.approval !== null || answers.approved.has(action.id);
    if (decision.verdict !== 'allow' && !isApproved) continue;
    const needsSandbox = !isApproved && facts.sandbox !== 'none' && !isAllowedOutside(record, policy);
    const reason = denied.has(key) ? 'a person said no to it' : 'it is allowed only in a sandbox';
    if (denied.has(key) || needsSandbox) leftOut.set(key, { index, tool: action.tool.name, reason });
    else if (!actions.has(key)) actions.set(key, { index, record });
  }
  return { actions: [...actions.values()], leftOut: [...leftOut.values()] };
}

/** The entries that are decisions and can still be read. */
export function decisionsOf(entries: readonly RecordedEntry[]): readonly Recorded[] {
  return entries.flatMap(({ index, record }) => (record === null ? [] : [{ index, record }]));
}

function isAllowedOutside({ action, facts }: DecisionRecord, policy: CompiledPolicy): boolean {
  return decide(action, { ...facts, sandbox: 'none' }, policy).verdict === 'allow';
}

/** Ids of the actions that people answered about. */
function answersOf(entries: readonly RecordedEntry[]): {
  readonly approved: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
} {
  const [approved, denied] = [new Set<string>(), new Set<string>()];
  for (const { head } of entries) {
    if (head.type !== 'approval.answered') continue;
    const { action } = head as EntryHead & { readonly action: string };
    if (head.data['status'] === 'approved') approved.add(action);
    if (head.data['answer'] === 'deny') denied.add(action);
  }
  return { approved, denied };
}
