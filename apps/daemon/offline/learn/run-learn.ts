import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { JsonObject } from '../../../../core/encoding/json.ts';
import type { Places } from '../../environment.ts';
import { tellProblem } from '../../tell-problem.ts';
import { visibleLines } from '../proposals/visible-lines.ts';
import { type LearnedPolicy, learnPolicy } from './learn-policy.ts';

const NOTHING = 1;
const PROBLEM = 10;
const FAILED = 50;
const DEFAULT_LAST = 10_000;
const MAX_SHOWN = 50;

/** Runs `learn`: the policy goes to standard output or a new file, what was learned to standard error. */
export async function runLearn(args: readonly string[], places: Places): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      session: { type: 'string' },
      out: { type: 'string' },
      last: { type: 'string' },
    },
  });
  try {
    const last = Number(values.last ?? DEFAULT_LAST);
    const learned = await learnPolicy(places, { session: values.session ?? null, last, nowMs: Date.now() });
    if (learned.policy !== null && values.out !== undefined)
      writeFileSync(values.out, learned.policy, { flag: 'wx', mode: 0o600 });
    if (values.json) process.stdout.write(`${JSON.stringify(toJson(learned))}\n`);
    else {
      process.stderr.write(visibleLines(describe(learned, values.out ?? null)));
      if (learned.policy !== null && values.out === undefined) process.stdout.write(learned.policy);
    }
    return learned.policy === null ? NOTHING : 0;
  } catch (error) {
    if (!(error instanceof GatewayError) && !isFileError(error)) throw error;
    const exitCode = error instanceof GatewayError && error.code === 'policy.invalid' ? PROBLEM : FAILED;
    return tellProblem(error, { json: values.json, exitCode });
  }
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function toJson({ session, decisions, rules, leftOut, policy }: LearnedPolicy): JsonObject {
  return {
    session,
    decisions,
    rules: rules.map(({ rule, pattern, entries }) => ({
      id: rule.id,
      permit: pattern,
      reason: rule.reason,
      expires_at_ms: rule.expiresAtMs,
      entries,
      match: rule.match,
      not_match: rule.notMatch,
    })),
    left_out: leftOut.map((each) => ({ ...each })),
    policy,
  };
}

function describe({ session, decisions, rules, leftOut, policy }: LearnedPolicy, out: string | null): string {
  const lines = [
    `session ${session}: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} learned`,
    ...rules.slice(0, MAX_SHOWN).map(({ pattern, entries }) => `  permit  ${pattern}  (${entriesText(entries)})`),
    ...leftOut.slice(0, MAX_SHOWN).map(({ index, tool, reason }) => `  not     entry ${index}, ${tool}: ${reason}`),
  ];
  if (policy !== null) {
    lines.push(`tried on ${decisions} recorded decisions: no other verdict changes`);
    lines.push(out === null ? 'nothing is in force by it' : `written to ${out}; nothing is in force by it`);
  }
  return `${lines.join('\n')}\n`;
}

function entriesText(entries: readonly number[]): string {
  const shown = entries.slice(0, 5).join(', ');
  return `${entries.length === 1 ? 'entry' : 'entries'} ${shown}${entries.length > 5 ? ', …' : ''}`;
}
