import process from 'node:process';
import { parseArgs } from 'node:util';
import { narrowRuleOf } from '../../../../application/fatigue/read-prompts.ts';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { DecisionRecord } from '../../../../core/decision-record.ts';
import { tryRule } from '../../../../core/fatigue/saved-by-rule.ts';
import type { CompiledPolicy } from '../../../../core/policy/compiled-policy.ts';
import type { NarrowRule } from '../../../../core/policy/narrow-rule.ts';
import type { Places } from '../../environment.ts';
import { tellProblem } from '../../tell-problem.ts';
import { openPolicy } from '../open-policy.ts';
import { withRecord } from '../proposals/read-proposals.ts';
import { visibleLines } from '../proposals/visible-lines.ts';
import { recordedEntries } from '../recorded-decisions.ts';

const FAILED = 50;
const PROBLEM = 10;
const DAY_MS = 86_400_000;
const LAST = 200_000;
const MAX_RULES = 8;
const MAX_TRIED = 16;
const MAX_EXAMPLES = 3;

/** Decisions that came out the same way by the same rule. */
type Group = {
  readonly verdict: string;
  readonly gate: string;
  readonly rule: string;
  readonly reason: string;
  readonly count: number;
  /** How many of them were recorded only: the policy was in shadow. */
  readonly shadow: number;
  readonly examples: readonly string[];
};

type Found = {
  readonly index: number;
  readonly record: DecisionRecord;
  readonly isShadow: boolean;
  /** A person said no to it. */
  readonly isDenied: boolean;
};

type Help = { readonly pattern: string; readonly yaml: string; readonly saved: readonly number[] };

type Report = {
  readonly sinceMs: number;
  readonly decisions: number;
  readonly allowed: number;
  readonly groups: readonly Group[];
  readonly rules: readonly Help[];
};

/** Runs `report`: what was or would have been asked and denied since a time, why, and the narrowest rules that would help. */
export async function runReport(args: readonly string[], places: Places): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, since: { type: 'string' } },
  });
  try {
    const sinceMs = Date.now() - durationOf(values.since);
    const { current } = await openPolicy(places.configDirectory, places);
    const report = reportOf(await readSince(sinceMs, places), { sinceMs, policy: current.policy });
    if (values.json) process.stdout.write(`${JSON.stringify(toJson(report))}\n`);
    else process.stdout.write(visibleLines(describe(report)));
    return 0;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return tellProblem(error, { json: values.json, exitCode: error.code === 'policy.invalid' ? PROBLEM : FAILED });
  }
}

const UNITS: { readonly [unit: string]: number } = { s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS };

/** The command line has checked its form. At most 90 days. */
function durationOf(text = '1d'): number {
  return Math.min(Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? DAY_MS), 90 * DAY_MS);
}

async function readSince(sinceMs: number, places: Places): Promise<readonly Found[]> {
  return withRecord(places, async ({ stores, cipher, hash }) => {
    const found: Found[] = [];
    const denied = new Set<string>();
    for await (const { index, head, record } of recordedEntries(
      { ledger: stores.ledger, cipher, hash },
      { last: LAST },
    )) {
      if (head.type === 'approval.answered' && head.data['answer'] === 'deny')
        denied.add((head as typeof head & { readonly action: string }).action);
      if (record === null || record.facts.nowMs < sinceMs) continue;
      found.push({ index, record, isShadow: head.data['enforced'] === false, isDenied: false });
    }
    return found.map((one) => ({ ...one, isDenied: denied.has(one.record.action.id) }));
  });
}

function reportOf(
  found: readonly Found[],
  { sinceMs, policy }: { readonly sinceMs: number; readonly policy: CompiledPolicy },
): Report {
  const stopped = found.filter(({ record }) => record.decision.verdict !== 'allow');
  const groups = new Map<string, Group>();
  for (const one of stopped) {
    const group = groupOf(one);
    const key = JSON.stringify([group.verdict, group.gate, group.rule]);
    const before = groups.get(key);
    groups.set(key, before === undefined ? group : joined(before, group));
  }
  return {
    sinceMs,
    decisions: found.length,
    allowed: found.length - stopped.length,
    groups: [...groups.values()].sort((first, second) => second.count - first.count),
    rules: helpOf(stopped, policy),
  };
}

function groupOf({ record: { action, decision }, isShadow }: Found): Group {
  const { verdict, gates, reason, effects } = decision;
  const deciding = gates.find(({ outcome }) => outcome === verdict);
  const on = effects.find(({ marks }) => marks.length > 0) ?? effects[0];
  const example = `${action.tool.name}: ${on?.resource.value.trim() ?? reason}`.slice(0, 160);
  const base = { verdict, gate: deciding?.gate ?? '', rule: deciding?.rule ?? '', reason };
  return { ...base, count: 1, shadow: isShadow ? 1 : 0, examples: [example] };
}

function joined(before: Group, { shadow, examples }: Group): Group {
  const all = [...new Set([...before.examples, ...examples])].slice(0, MAX_EXAMPLES);
  return { ...before, count: before.count + 1, shadow: before.shadow + shadow, examples: all };
}

/** The narrowest rules for what was asked about, but for what a person denied, each tried on everything that was stopped; those that save most first. */
function helpOf(stopped: readonly Found[], policy: CompiledPolicy): readonly Help[] {
  const counted = new Map<string, { readonly narrow: NarrowRule; readonly count: number }>();
  for (const { record, isDenied } of stopped) {
    if (record.decision.verdict !== 'require-approval' || isDenied) continue;
    const narrow = narrowRuleOf({ ...record, home: record.facts.home }, record.facts.nowMs);
    if (narrow === null) continue;
    counted.set(narrow.rule.id, { narrow, count: (counted.get(narrow.rule.id)?.count ?? 0) + 1 });
  }
  const records = stopped.map(({ record }) => record);
  return [...counted.values()]
    .sort((first, second) => second.count - first.count)
    .slice(0, MAX_TRIED)
    .map(({ narrow }) => ({
      pattern: narrow.pattern,
      yaml: narrow.yaml,
      saved: tryRule(records, { policy, rule: narrow.rule }).saved.flatMap((at) => stopped[at]?.index ?? []),
    }))
    .filter(({ saved }) => saved.length > 0)
    .sort((first, second) => second.saved.length - first.saved.length)
    .slice(0, MAX_RULES);
}

function describe({ sinceMs, decisions, allowed, groups, rules }: Report): string {
  const lines = [
    `${decisions} ${decisions === 1 ? 'decision' : 'decisions'} since ${new Date(sinceMs).toISOString().slice(0, 19)}Z: ${allowed} allowed`,
  ];
  for (const { verdict, gate, rule, reason, count, shadow, examples } of groups) {
    const word = WORDS[verdict] ?? verdict;
    const not = shadow === 0 ? '' : `, ${shadow} of them in shadow, and so let through`;
    lines.push(`\n${count} ${word} by ${gate} ${rule}${not}`, `  ${reason}`);
    for (const example of examples) lines.push(`  - ${example}`);
  }
  if (rules.length > 0) lines.push('\nThe narrowest rules that would have saved most questions:');
  for (const { yaml, saved } of rules) lines.push(`\n# saves ${saved.length}`, yaml.trimEnd());
  return `${lines.join('\n')}\n`;
}

const WORDS: { readonly [verdict: string]: string } = {
  'require-approval': 'asked about',
  deny: 'denied',
  defer: 'held back until the window opens',
};

function toJson({ sinceMs, decisions, allowed, groups, rules }: Report): object {
  return { since_ms: sinceMs, decisions, allowed, groups, rules };
}
