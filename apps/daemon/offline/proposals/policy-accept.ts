import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../../../adapters/filesystem/make-folder.ts';
import { writeDurably } from '../../../../adapters/filesystem/write-durably.ts';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { Places } from '../../environment.ts';
import { tellProblem } from '../../tell-problem.ts';
import { openPolicy } from '../open-policy.ts';
import { type Acceptance, planAcceptance } from './plan-acceptance.ts';
import { type Reload, reloadGateway } from './reload-gateway.ts';
import { showAddedLines } from './show-added-lines.ts';
import { visibleLines } from './visible-lines.ts';

const EXIT = { ok: 0, notOk: 1, usage: 2, policy: 10, verification: 40, failed: 50 } as const;

/** What was done: the copy of the file before, the policy's version, and whether a gateway took it. */
export type Accepted = { readonly backup: string | null; readonly version: string; readonly reload: Reload };

/**
 * Runs `policy accept`: shows what would change, asks, keeps a copy, writes, and has a running gateway load the policy.
 *
 * A policy that the gateway refuses is taken back. Exit 0 when the rule is in the file and in force wherever a gateway runs.
 */
export async function runAccept(args: readonly string[], places: Places): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, yes: { type: 'boolean', short: 'y', default: false } },
  });
  try {
    const plan = await planAcceptance(Number(positionals[0]), places);
    const diff = showAddedLines(plan.before, plan.after);
    if (!values.json) announce(plan, diff);
    const agreed = values.yes || (await ask(`Put this rule into ${plan.file}? [y/N] `, values.json));
    if (!agreed) return declined();
    const accepted = await writePolicy(plan, places);
    if (values.json) process.stdout.write(`${JSON.stringify(toJson(plan, accepted, diff))}\n`);
    else report(plan, accepted);
    return accepted.reload.state === 'failed' ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return tellProblem(error, { json: values.json, exitCode: exitCodeOf(error) });
  }
}

function exitCodeOf({ code }: GatewayError): number {
  if (code === 'policy.invalid') return EXIT.policy;
  return code === 'log.corrupt' ? EXIT.verification : EXIT.failed;
}

/** Writes the file, checks what was written, and takes it back when it does not load here or at the gateway. */
export async function writePolicy(
  { file, current, after, mode }: Pick<Acceptance, 'file' | 'current' | 'after' | 'mode'>,
  places: Places,
): Promise<Accepted> {
  const now = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (now !== current)
    throw new GatewayError('unavailable', `change the policy: ${file} was changed meanwhile, want it as it was shown`, {
      remedies: ['Run the command again, and look at the change anew.'],
    });
  makeFolder(dirname(file), 0o700);
  const backup = current === null ? null : `${file}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}.bak`;
  if (backup !== null && current !== null) writeDurably(backup, current, { mode });
  writeDurably(file, after, { mode });
  try {
    const { version } = (await openPolicy(places.configDirectory, places)).current.policy.settings;
    return { backup, version, reload: await reloadGateway(places) };
  } catch (error) {
    if (current === null) rmSync(file, { force: true });
    else writeDurably(file, current, { mode });
    throw error;
  }
}

function announce({ index, rule, file, current, warnings }: Acceptance, diff: string): void {
  const what = current === null ? `${file} is new: the policy that comes with Countersign, and this rule` : file;
  const lines = [`entry ${index} proposes rule ${rule.id}`, what, diff, ...warnings.map((text) => `warning  ${text}`)];
  process.stdout.write(`${visibleLines(lines.join('\n'))}\n`);
}

/** Asks the person at the terminal; nobody there, or a script that wants JSON, must say --yes. */
export async function ask(question: string, json: boolean): Promise<boolean> {
  if (json || !process.stdin.isTTY)
    throw new GatewayError('unavailable', 'change the policy: nobody can be asked, want a terminal or --yes', {
      remedies: ['Look at the change first, then say --yes to make it without being asked.'],
    });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

function declined(): number {
  process.stderr.write('nothing was changed\n');
  return EXIT.notOk;
}

function report({ file, rule }: Acceptance, { backup, version, reload }: Accepted): void {
  const force = {
    reloaded: 'in force at the gateway now',
    'no-gateway': 'no gateway runs: in force at its next start',
    failed: `NOT in force yet: ${reload.detail}`,
  }[reload.state];
  process.stdout.write(`ok: ${rule.id} is in ${file}, policy ${version}\n  ${force}\n`);
  if (backup !== null) process.stdout.write(`  before: ${backup}\n`);
  if (reload.state === 'failed')
    process.stderr.write('  next: Start the gateway again, or see `countersign doctor`.\n');
}

function toJson(
  { index, rule, file, warnings }: Acceptance,
  { backup, version, reload }: Accepted,
  diff: string,
): object {
  return {
    index,
    rule: rule.id,
    file,
    backup,
    diff,
    warnings,
    policy: version,
    gateway: reload.state,
    detail: reload.detail,
  };
}
