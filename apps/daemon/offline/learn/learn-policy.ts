import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { ReadyPolicy } from '../../../../application/gateway-ports.ts';
import { decide } from '../../../../core/decide.ts';
import { compileRules } from '../../../../core/policy/compile-rules.ts';
import { evaluateRules } from '../../../../core/policy/evaluate-rules.ts';
import { type LearnedRule, learnRules } from '../../../../core/policy/learn-rules.ts';
import { formatTimestamp } from '../../../../core/policy/timestamp.ts';
import type { Places } from '../../environment.ts';
import { exampleSetting } from '../../prepare-policy.ts';
import { openPolicy } from '../open-policy.ts';
import { insertRule } from '../proposals/insert-rule.ts';
import { loadStaged } from '../proposals/load-staged.ts';
import { withRecord } from '../proposals/read-proposals.ts';
import { type RecordedEntry, recordedEntries } from '../recorded-decisions.ts';
import { decisionsOf, type LeftOut, learnableOf, type Recorded, sameAction } from './learnable.ts';

/** A policy that was learned: its whole text, the rules in it that are new, and what was left out of the session. */
export type LearnedPolicy = {
  readonly session: string;
  /** Recorded decisions that the policy was tried on. */
  readonly decisions: number;
  readonly rules: readonly (Omit<LearnedRule, 'from'> & { readonly entries: readonly number[] })[];
  readonly leftOut: readonly LeftOut[];
  /** The operator's policy with the rules; null when there is nothing to learn. */
  readonly policy: string | null;
};

/** Rules that do not work out are taken back and the rest is tried again, so often at most. */
const MAX_ROUNDS = 8;
const MAX_RULES = 200;

/**
 * Learns permit rules from a recorded session and puts them into a copy of the operator's policy.
 *
 * The copy has been loaded as the gateway would load it and tried on the log: with it every action that a rule was learned
 * from is allowed with nobody asked, and the verdict of no other recorded action changes. Nothing is put in force.
 */
export async function learnPolicy(
  places: Places,
  { session: wanted, last, nowMs }: { readonly session: string | null; readonly last: number; readonly nowMs: number },
): Promise<LearnedPolicy> {
  const entries = await withRecord(places, async ({ stores, cipher, hash }) => {
    const read: RecordedEntry[] = [];
    for await (const entry of recordedEntries({ ledger: stores.ledger, cipher, hash }, { last })) read.push(entry);
    return read;
  });
  const recorded = decisionsOf(entries);
  const session = wanted ?? recorded.at(-1)?.record.action.session ?? '';
  if (!recorded.some(({ record }) => record.action.session === session)) throw noSession(wanted, recorded);
  const { current } = await openPolicy(places.configDirectory, places);
  const { actions, leftOut } = learnableOf(entries, { session, policy: current.policy });
  const trial: Trial = { recorded, actions, current, places, reason: reasonOf(session, nowMs), nowMs };
  const found = await findRules(trial);
  return { session, decisions: recorded.length, ...found, leftOut: [...leftOut, ...found.leftOut] };
}

type Trial = {
  readonly recorded: readonly Recorded[];
  readonly actions: readonly Recorded[];
  readonly current: ReadyPolicy;
  readonly places: Places;
  readonly reason: string;
  readonly nowMs: number;
};

/** Learns, tries, and takes back what changes too much or nothing, until the rest is right. */
async function findRules(trial: Trial): Promise<Pick<LearnedPolicy, 'rules' | 'leftOut' | 'policy'>> {
  const { actions, current, places, reason, nowMs } = trial;
  const requests = actions.map(({ record: { action, facts, decision } }) => ({
    action,
    effects: decision.effects,
    risk: decision.risk,
    home: facts.home,
    nowMs,
  }));
  const setting = exampleSetting(current.policy, places);
  const avoid = new Set<string>();
  const reasons = new Map<number, string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const learned = learnRules(requests, { setting, reason, avoid });
    const rules = learned.rules.slice(0, MAX_RULES);
    for (const { index, reason: why } of learned.refused) if (!reasons.has(index)) reasons.set(index, why);
    for (const { from } of learned.rules.slice(MAX_RULES))
      for (const index of from) reasons.set(index, `more than ${MAX_RULES} rules would be needed`);
    const policy = rules.length === 0 ? null : withRules(rules, places);
    const next = policy === null ? current : await loadStaged(policy, places);
    const wrong = wrongRules(rules, { trial, next, reasons });
    if (wrong.length === 0)
      return {
        rules: rules.map((rule) => withEntries(rule, actions)),
        policy,
        leftOut: leftOutOf(reasons, rules, actions),
      };
    for (const pattern of wrong) avoid.add(pattern);
  }
  throw new GatewayError(
    'unavailable',
    `learn a policy: after ${MAX_ROUNDS} rounds it still changes other verdicts, want none changed`,
  );
}

type Tried = { readonly trial: Trial; readonly next: ReadyPolicy; readonly reasons: Map<number, string> };

/** Patterns of rules that would change the verdict of something else, or that do not let anything through. */
function wrongRules(rules: readonly LearnedRule[], { trial, next, reasons }: Tried): readonly string[] {
  const { actions, recorded, current } = trial;
  const learned = new Set(rules.flatMap(({ from }) => from.map((index) => keyAt(index, actions))));
  const changed = recorded.filter(
    ({ record: { action, facts } }) =>
      !learned.has(sameAction(action)) &&
      decide(action, facts, next.policy).verdict !== decide(action, facts, current.policy).verdict,
  );
  const useless = rules.filter(({ from }) => !from.some((index) => isLetThrough(index, { trial, next, reasons })));
  return rules
    .filter((rule) => useless.includes(rule) || changed.some((each) => matches(rule, each)))
    .map(({ pattern }) => pattern);
}

/** Whether an action is allowed with nobody asked, and no grant that was given for its session. */
function isLetThrough(index: number, { trial, next, reasons }: Tried): boolean {
  const found = trial.actions[index];
  if (found === undefined) return false;
  const { action, facts } = found.record;
  const { verdict, reason } = decide(action, { ...facts, approval: null, grants: [] }, next.policy);
  if (verdict !== 'allow') reasons.set(index, `a rule is not enough for it: ${reason}`);
  return verdict === 'allow';
}

function matches({ rule }: LearnedRule, { record: { action, facts, decision } }: Recorded): boolean {
  const context = { action, effects: decision.effects, home: facts.home, nowMs: facts.nowMs };
  return evaluateRules(compileRules({ rules: [rule] }), context).permits.length > 0;
}

function withRules(rules: readonly LearnedRule[], { configDirectory, packageDirectory }: Places): string {
  const own = join(configDirectory, 'policy.yaml');
  const file = existsSync(own) ? own : join(packageDirectory, 'policies', 'default.yaml');
  const inserted = insertRule(readFileSync(file, 'utf8'), rules.map(({ yaml }) => yaml).join(''));
  if (inserted.ok) return inserted.value;
  throw new GatewayError('unavailable', `learn a policy: ${file}: ${inserted.failure}`);
}

function withEntries({ from, ...rule }: LearnedRule, actions: readonly Recorded[]): LearnedPolicy['rules'][number] {
  return { ...rule, entries: from.flatMap((index) => actions[index]?.index ?? []) };
}

function leftOutOf(
  reasons: ReadonlyMap<number, string>,
  rules: readonly LearnedRule[],
  actions: readonly Recorded[],
): readonly LeftOut[] {
  const learned = new Set(rules.flatMap(({ from }) => from));
  return actions.flatMap(({ index, record }, at) => {
    const reason = learned.has(at) ? undefined : reasons.get(at);
    return reason === undefined ? [] : [{ index, tool: record.action.tool.name, reason }];
  });
}

function keyAt(index: number, actions: readonly Recorded[]): string {
  const found = actions[index];
  return found === undefined ? '' : sameAction(found.record.action);
}

const MAX_NAMED = 64;

function reasonOf(session: string, nowMs: number): string {
  return `Learned from session ${session.slice(0, MAX_NAMED)} on ${formatTimestamp(nowMs).slice(0, 10)}.`;
}

function noSession(wanted: string | null, recorded: readonly Recorded[]): GatewayError {
  const sessions = [...new Set(recorded.map(({ record }) => record.action.session))].slice(-5);
  const found =
    wanted === null ? 'no decision' : `no decision of session ${JSON.stringify(wanted.slice(0, MAX_NAMED))}`;
  return new GatewayError('unavailable', `learn a policy: ${found} can be read, want a recorded session`, {
    remedies:
      sessions.length === 0
        ? ['Let an agent work through the gateway first, then learn from it: `countersign status`.']
        : [`The newest sessions: ${sessions.join(', ')}.`],
  });
}
