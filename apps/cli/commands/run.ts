import { existsSync, readFileSync } from 'node:fs';
import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireOpenedRun, WireRun, WireRunRequest, WireRunSummary, WireShownRun } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode, type ProgramStatus, programStatus } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { isLoopback } from '../gateway/loopback.ts';
import { isHealthy, startDetached } from '../gateway/start-detached.ts';
import type { Invocation } from '../invocation.ts';
import { statePaths } from '../paths.ts';
import { followRun } from '../run/follow-run.ts';
import { launch } from '../run/run-launched.ts';
import { readRunOrder } from '../run/run-order.ts';
import { keepSettings, takeBack } from '../run/settle-terminal.ts';
import { showSummary } from '../run/show-summary.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { WORKSPACE_OPTION } from '../workspace/find-workspace.ts';

/** A kind that needs an image of the system first takes minutes. */
const PROBE_MS = 600_000;

/** Runs an agent, or any program, in a sandbox behind the gateway. */
export const run: Command = {
  path: ['run'],
  summary: 'run an agent, or any program, where the worst it can do is bounded',
  details: [
    'The program sees the system read-only, the workspace, and an empty home: no key, no login, no other process, no network but what the gateway lets through. Package registries are open, with install scripts off; every other host must be named. Hooks of known agents are set inside; models are reached through the gateway, which holds the key.',
    'The workspace is kept first, so that one line undoes everything. With --changes review what it changes is kept apart until you have looked.',
    'Ends with the status of the program. What it was is said on standard error, with --json as one line of JSON.',
  ],
  passesTo: 'the program',
  options: [
    WORKSPACE_OPTION,
    {
      name: 'isolation',
      value: 'KIND',
      choices: ['bwrap', 'gvisor', 'microvm', 'seatbelt', 'none'],
      summary: 'what holds it (default: bwrap)',
    },
    {
      name: 'changes',
      value: 'HOW',
      choices: ['keep', 'review', 'drop'],
      summary: 'what becomes of files that it changes (default: keep, with everything undoable)',
    },
    { name: 'allow-host', value: 'HOST', multiple: true, summary: 'a host it may reach: HOST, HOST:PORT or *.HOST' },
    {
      name: 'secret',
      value: 'NAME',
      multiple: true,
      summary: 'a secret it may use without seeing it: NAME or VARIABLE=NAME',
    },
    { name: 'env', value: 'NAME', multiple: true, summary: 'a variable to hand over: NAME or NAME=VALUE' },
    {
      name: 'lease',
      value: 'TIME',
      summary: 'how long it may run, for example 45m (default: 30m; renew: countersign runs renew)',
    },
    { name: 'dry-run', short: 'n', value: null, summary: 'show what would be set up, and run nothing' },
  ],
  examples: [
    { line: 'countersign run -- claude', does: 'Claude Code in this project, held and guarded' },
    { line: 'countersign run --changes review -- npm test', does: 'tests whose changes you look at first' },
    { line: 'countersign run --allow-host api.example.com -- ./sync.sh', does: 'a script that may reach one host' },
  ],
  run: async (invocation, context) => {
    const order = readRunOrder(invocation, context);
    await ensureGateway(context);
    const { client } = connectGateway(context);
    if (invocation.flag('dry-run')) return showPlan(client, { order, invocation, context });
    return runHeld(client, { order, invocation, context });
  },
};

type Ordered = { readonly order: WireRunRequest; readonly invocation: Invocation; readonly context: Context };

/** One of this machine that does not run is started: there is nothing to configure first. */
async function ensureGateway({ environment, terminal }: Context): Promise<void> {
  if (environment.gatewayUrl !== null) refuseElsewhere(environment.gatewayUrl);
  if (environment.gatewayUrl !== null) return;
  // Whoever answers at the address of a gateway that has ended is somebody else, and would be sent its token.
  if (isRunning(statePaths(environment)) && (await isHealthy(connectGateway({ environment }).address))) return;
  const { address } = await startDetached([], { environment });
  terminal.err(terminal.errorStyle.dim(`countersign: started a gateway at ${address}`));
}

function isRunning({ address, pid }: { readonly address: string; readonly pid: string }): boolean {
  try {
    return existsSync(address) && process.kill(Number(readFileSync(pid, 'utf8').trim()), 0);
  } catch {
    return false;
  }
}

/** What the gateway answers is started here, so it must be a gateway of this machine. */
function refuseElsewhere(url: string): void {
  if (URL.canParse(url) && isLoopback(new URL(url).hostname)) return;
  throw new CliError('usage', `run a program: found the gateway ${url.slice(0, 80)}, want one of this machine`, {
    remedies: ['Unset COUNTERSIGN_URL: a gateway is started here then.'],
  });
}

async function runHeld(
  client: CountersignClient,
  { order, invocation, context }: Ordered,
): Promise<ExitCode | ProgramStatus> {
  const { terminal } = context;
  const opened = await client.runs.open(order);
  if (!invocation.json) announce(opened.run, opened.notes, context);
  const { code, ended } = await runToEnd(client, opened, terminal);
  const { summary } = ended;
  if (summary?.output != null) {
    terminal.output.write(summary.output.stdout);
    terminal.errorOutput.write(summary.output.stderr);
  }
  if (summary !== null) {
    // The program may have ended in the middle of a line.
    if (invocation.json) terminal.err(`\n${JSON.stringify(ended)}`);
    else showSummary(ended.run, summary, context);
    if (ended.run.state === 'reviewing' && !invocation.json) await review(client, { run: ended.run, summary, context });
  }
  return programStatus(code);
}

type Ended = { readonly code: number; readonly ended: WireShownRun };

/** At this terminal where the sandbox gives one; else the gateway runs the program, and it is waited for. */
async function runToEnd(
  client: CountersignClient,
  opened: WireOpenedRun,
  terminal: Context['terminal'],
): Promise<Ended> {
  const { id } = opened.run;
  const following = new AbortController();
  if (opened.launch === null) {
    await followRun(client, id, { terminal, signal: following.signal, onOver: () => undefined });
    const ended = await client.runs.show(id);
    return { code: ended.summary?.output?.exit_code ?? EXIT.failed, ended };
  }
  const settings = keepSettings(terminal);
  const program = launch(opened.launch);
  const follow = followRun(client, id, { terminal, signal: following.signal, onOver: program.kill });
  try {
    const code = await program.ended;
    await takeBack(terminal, settings);
    following.abort();
    await follow;
    return { code, ended: await client.runs.end(id, code) };
  } finally {
    following.abort();
  }
}

function announce({ isolation, changes }: WireRun, notes: readonly string[], { terminal }: Context): void {
  const { err, errorStyle: style } = terminal;
  const what = isolation === 'none' ? style.red('nothing holds this program') : `held by ${isolation}`;
  const files = { keep: 'every change can be undone', review: 'changes are kept apart', drop: 'changes are dropped' };
  err(style.dim(`countersign: ${what}; ${files[changes]}`));
  for (const note of notes) err(style.dim(`countersign: ${visibleText(note)}`));
}

/** Asks what is to become of changes that were kept apart: by a word, which nobody types by chance. Else they wait. */
async function review(
  client: CountersignClient,
  {
    run: held,
    summary,
    context: { terminal },
  }: { readonly run: WireRun; readonly summary: WireRunSummary; readonly context: Context },
): Promise<void> {
  const { errorStyle: style } = terminal;
  if (terminal.isInteractive) {
    const { isCancel, text } = await import('@clack/prompts');
    const message = `Take ${summary.file_count} changed files over into ${visibleText(held.workspace)}? Type apply, or drop; else they wait.`;
    const answer = await text({ message });
    const verdict = isCancel(answer) ? '' : answer.trim().toLowerCase();
    if (verdict === 'apply' || verdict === 'drop') {
      await client.runs.review(held.id, { verdict });
      terminal.err(verdict === 'apply' ? `${style.green('✓')} taken over` : 'dropped: nothing was changed');
      return;
    }
  }
  terminal.err(`  ${style.dim('next')}     countersign runs review ${held.session} --apply, or --drop, within an hour`);
}

async function showPlan(client: CountersignClient, { order, invocation, context }: Ordered): Promise<ExitCode> {
  const { out, json, style } = context.terminal;
  const name = order.isolation ?? 'bwrap';
  const found = await client.runs.sandboxes([name], { timeoutMs: PROBE_MS });
  const sandbox = found.find((one) => one.name === name) ?? null;
  const { environment = {}, ...rest } = order;
  if (invocation.json) json({ ...rest, environment: Object.keys(environment), sandbox });
  else {
    out(`${style.bold('would run')}  ${order.argv.map((word) => visibleText(word)).join(' ')}`);
    out(`  in         ${visibleText(order.workspace)}`);
    out(`  held by    ${order.isolation}${sandbox?.works === true ? '' : style.red(': does not work here')}`);
    for (const { guarantee, why } of sandbox?.missing ?? [])
      out(style.yellow(`    lacks ${guarantee}: ${visibleText(why)}`));
    out(`  changes    ${order.changes ?? 'keep'}`);
    out(`  hosts      package registries${(order.allow_hosts ?? []).map((host) => `, ${visibleText(host)}`).join('')}`);
    out(`  variables  ${Object.keys(environment).join(', ')}`);
  }
  return order.isolation === 'none' || sandbox?.works === true ? EXIT.ok : EXIT.notOk;
}
