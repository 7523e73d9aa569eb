import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { PolicyDesk } from '../../../application/policy/policy-desk.ts';
import { decide } from '../../../core/decide.ts';
import type { Places } from '../environment.ts';
import { tellProblem } from '../tell-problem.ts';
import { openPolicy } from './open-policy.ts';
import { withRecord } from './proposals/read-proposals.ts';
import { recordedEntries } from './recorded-decisions.ts';

const PROBLEM = 10;
const USAGE = 2;
const FAILED = 50;
const MAX_SHOWN = 50;
const POLICY_FILES: ReadonlySet<string> = new Set(['policy.yaml', 'safety.yaml', 'risk-weights.yaml', 'tools']);

/** Runs `policy lint|test|explain|diff` over the operator's policy, or the directory given with `--config`. */
export async function runPolicy(command: string, args: readonly string[], places: Places): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, config: { type: 'string' }, last: { type: 'string' } },
  });
  const named = command === 'diff' ? (values.config ?? positionals[0] ?? '') : values.config;
  const configDirectory = resolve(named ?? places.configDirectory);
  if (named !== undefined && !holdsPolicy(configDirectory)) {
    const message = `policy ${command}: found no policy in ${configDirectory}, want a directory with policy.yaml`;
    return tellProblem({ message }, { json: values.json, exitCode: USAGE });
  }
  try {
    const desk = await openPolicy(configDirectory, places);
    if (command === 'diff') return await diff(desk, places, { json: values.json, last: Number(values.last ?? 10_000) });
    if (command === 'explain') return explain(desk, { json: values.json, rule: positionals[0] });
    return lint(desk, { json: values.json, strict: command === 'lint' });
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    // For these two that the policy does not load is what was asked about.
    if (command !== 'lint' && command !== 'test') {
      const exitCode = error.code === 'policy.invalid' ? PROBLEM : FAILED;
      return tellProblem(error, { json: values.json, exitCode });
    }
    const problems = error.problems.map((problem) => problem.found);
    if (values.json) process.stdout.write(`${JSON.stringify({ ok: false, problems })}\n`);
    else process.stderr.write(problems.map((problem) => `problem  ${problem}\n`).join(''));
    return PROBLEM;
  }
}

/** Tells whether a directory that somebody named has anything of a policy: without it the default would be read, which nobody meant. */
function holdsPolicy(directory: string): boolean {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return false;
  return readdirSync(directory).some((name) => POLICY_FILES.has(name) || name.endsWith('.cedar'));
}

/** A policy that loads has passed every inline example; what is left are warnings. */
function lint(desk: PolicyDesk, { json, strict }: { readonly json: boolean; readonly strict: boolean }): number {
  const { warnings, policy } = desk.current;
  const { rules, version } = policy.settings;
  const examples = rules.reduce((sum, rule) => sum + rule.match.length + rule.notMatch.length, 0);
  if (json) process.stdout.write(`${JSON.stringify({ ok: true, version, rules: rules.length, examples, warnings })}\n`);
  else {
    for (const warning of warnings) process.stdout.write(`warning  ${warning}\n`);
    process.stdout.write(
      `ok: ${rules.length} rules, ${examples} examples hold${strict ? `, ${warnings.length} warnings` : ''}\n`,
    );
  }
  return 0;
}

function explain(
  desk: PolicyDesk,
  { json, rule: id }: { readonly json: boolean; readonly rule: string | undefined },
): number {
  const { settings } = desk.current.policy;
  const rules = settings.rules.filter((rule) => id === undefined || rule.id === id);
  if (id !== undefined && rules.length === 0) {
    const message = `policy explain: no rule ${JSON.stringify(id)}, want one of ${settings.rules.map((rule) => rule.id).join(', ')}`;
    return tellProblem({ message }, { json, exitCode: USAGE });
  }
  if (json) process.stdout.write(`${JSON.stringify({ ...settings, rules })}\n`);
  else {
    process.stdout.write(`profile ${settings.profile}, mode ${settings.mode}, policy ${settings.version}\n`);
    for (const rule of rules)
      process.stdout.write(
        `${rule.decision.padEnd(6)} ${rule.id} (${rule.layer}): ${rule.reason}${rule.instead === '' ? '' : ` Instead: ${rule.instead}`}\n`,
      );
  }
  return 0;
}

/** Decides recorded actions again under another policy, with the facts of their time, and lists what would change. */
async function diff(
  desk: PolicyDesk,
  places: Places,
  { json, last }: { readonly json: boolean; readonly last: number },
): Promise<number> {
  const changes: { index: number; tool: string; before: string; after: string; reason: string }[] = [];
  let decisions = 0;
  await withRecord(places, async ({ stores, cipher, hash }) => {
    for await (const { index, record } of recordedEntries({ ledger: stores.ledger, cipher, hash }, { last })) {
      if (record === null) continue;
      decisions += 1;
      const { action, facts, decision } = record;
      const again = decide(action, facts, desk.current.policy);
      if (again.verdict !== decision.verdict)
        changes.push({
          index,
          tool: action.tool.name,
          before: decision.verdict,
          after: again.verdict,
          reason: again.reason,
        });
    }
  });
  if (json) process.stdout.write(`${JSON.stringify({ decisions, changed: changes.length, changes })}\n`);
  else {
    for (const change of changes.slice(0, MAX_SHOWN))
      process.stdout.write(
        `entry ${change.index}: ${change.tool}: ${change.before} → ${change.after} (${change.reason})\n`,
      );
    process.stdout.write(`${changes.length} of ${decisions} recorded decisions would change\n`);
  }
  return 0;
}
