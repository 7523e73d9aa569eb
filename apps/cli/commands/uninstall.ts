import { existsSync, readdirSync, rmSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { findGatewayProcess } from '../gateway/find-process.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { readManifest } from '../setup/manifest.ts';
import type { Foreseen, Undone } from '../setup/undo-change.ts';
import { flowText } from '../terminal/flow-text.ts';
import { roomOf } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Disconnects agents. */
export const uninstall: Command = {
  path: ['uninstall'],
  summary: 'undo what `init` did: disconnect the agents and their MCP servers',
  details: [
    'Shows what would become of each file, and asks before each. A file that is still as `init` wrote it becomes what it was, byte for byte; files and folders that it made go. From one that was changed since, our hooks and our command before its servers are taken out and nothing else; a copy of it is kept.',
    'The log, keys and tokens stay, unless --purge is given and confirmed. Deleting the log cannot be undone.',
    'With --json and without --yes the plan is printed and nothing is changed.',
  ],
  options: [
    { name: 'purge', value: null, summary: 'also delete the state directory: log, keys, tokens, approvals' },
    { name: 'yes', short: 'y', value: null, summary: 'do not ask' },
    { name: 'dry-run', value: null, summary: 'only show what would be changed' },
  ],
  examples: [
    { line: 'countersign uninstall', does: 'the agents work as before; asks about each file' },
    { line: 'countersign uninstall --dry-run', does: 'only see what would become of each file' },
    { line: 'countersign uninstall --purge --yes', does: 'for a script: nothing of Countersign is left' },
  ],
  run: async (invocation, context) => {
    const { environment, terminal } = context;
    const isAgreed = invocation.flag('yes');
    const isPlanOnly = invocation.flag('dry-run') || (invocation.json && !isAgreed);
    const isPurge = invocation.flag('purge') && existsSync(environment.stateDir);
    if (isPurge && !isPlanOnly) refuseWhileRunning(context);
    // Loaded only here: it brings readers of JSON and TOML along, and most commands should start fast.
    const undoing = await import('../setup/undo-change.ts');
    // The last change first: where two of them concern one file by two paths, each finds what it left.
    const installed = readManifest(environment).toReversed();
    const plan = installed.map(undoing.foreseeUndoing);
    // Whoever agreed beforehand reads what was done, not what would be.
    if (!invocation.json && (!isAgreed || isPlanOnly || plan.length === 0)) showPlan(plan, context);
    if (isPlanOnly) return endPlan(plan, { invocation, context, isPurge });
    const files: Undone[] = [];
    let left = 0;
    for (const file of installed) {
      if (!isAgreed && !(await mayUndo(undoing.foreseeUndoing(file), context))) left++;
      else files.push(undoing.undoChange(environment, file, new Date()));
    }
    if (!invocation.json) for (const file of files) tell(file, context);
    const isGone = !existsSync(environment.stateDir);
    const purged = isPurge && left === 0 && (isGone || (await purge(invocation, context)));
    if (invocation.json) terminal.json({ files, purged });
    if (files.some(({ result }) => result === 'kept')) return EXIT.failed;
    return left > 0 || (isPurge && !purged) ? EXIT.notOk : EXIT.ok;
  },
};

const PLANNED: { readonly [Result in Exclude<Undone['result'], 'kept'>]: string } = {
  restored: 'becomes what it was before `init`, byte for byte',
  removed: 'goes: it was made by init',
  cleaned: 'loses what is ours; it was changed since, that stays, and a copy is kept',
  untouched: 'stays as it is: it holds nothing of ours any more',
};

function showPlan(plan: readonly Foreseen[], { terminal }: Context): void {
  const { out, err, style, errorStyle } = terminal;
  const nothing = 'nothing was changed with `countersign init`, so there is nothing to undo';
  if (plan.length === 0) for (const line of flowText(nothing, { margin: 0, page: pageOf(terminal) })) out(line);
  for (const { path, result, problem } of plan) {
    if (result === 'kept') err(`${errorStyle.red('✗')} ${visibleText(problem ?? path)}`);
    else {
      out(style.bold(visibleText(path)));
      for (const line of flowText(PLANNED[result], { margin: 2, page: pageOf(terminal) })) out(style.dim(line));
    }
  }
}

/** Lines that fit a terminal; in a pipe a file is one line. */
function pageOf({ output }: Context['terminal']): { readonly columns: () => number } {
  return { columns: () => roomOf(output) };
}

/** The end of what only looked. */
function endPlan(
  plan: readonly Foreseen[],
  {
    invocation,
    context,
    isPurge,
  }: { readonly invocation: Invocation; readonly context: Context; readonly isPurge: boolean },
): ExitCode {
  const { terminal, environment } = context;
  if (invocation.json) terminal.json({ plan, would_purge: isPurge ? environment.stateDir : null });
  else {
    if (isPurge) terminal.out(`${terminal.style.bold(environment.stateDir)}: is deleted, with the log and its keys`);
    terminal.out('nothing was changed: --dry-run');
  }
  return plan.some(({ result }) => result === 'kept') ? EXIT.failed : EXIT.ok;
}

/** Asks about one file. Where nothing in it would change nobody is asked. */
async function mayUndo({ path, result }: Foreseen, { terminal }: Context): Promise<boolean> {
  if (result === 'kept' || result === 'untouched') return true;
  const question = result === 'removed' ? `Remove ${path}?` : `Take what is ours out of ${path}?`;
  const remedies = ['Look at it with --dry-run, then say --yes.'];
  if (await confirmEffect(terminal, { question, isUsual: true, remedies })) return true;
  terminal.out(`${path} was left as it is`);
  return false;
}

const WORDS: { readonly [Result in Exclude<Undone['result'], 'kept'>]: string } = {
  restored: 'as it was before, byte for byte',
  removed: 'removed: it was made by init',
  cleaned: 'what is ours was taken out; it had been changed since, and that stays',
  untouched: 'held nothing of ours any more',
};

function tell({ path, result, copies, problem }: Undone, { terminal }: Context): void {
  const { out, err, style, errorStyle } = terminal;
  if (result === 'kept') err(`${errorStyle.red('✗')} ${problem ?? path}`);
  else {
    const [first = '', ...more] = flowText(`${path}: ${WORDS[result]}`, { margin: 2, page: pageOf(terminal) });
    for (const line of [`${style.green('✓')}${first.slice(1)}`, ...more]) out(line);
  }
  for (const copy of copies) out(`  copy       ${copy}`);
}

function refuseWhileRunning(context: Context): void {
  const found = findGatewayProcess(context);
  if (found.state !== 'gateway') return;
  throw new CliError(
    'failed',
    `delete the state directory: the gateway runs as process ${found.pid}, want it stopped`,
    {
      remedies: [`Stop it: kill ${found.pid}`],
    },
  );
}

async function purge(invocation: Invocation, { environment, terminal }: Context): Promise<boolean> {
  const { stateDir } = environment;
  if (!looksLikeState(stateDir)) {
    throw new CliError(
      'failed',
      `delete ${stateDir}: found no log and no tokens in it, want a state directory of ours`,
    );
  }
  if (!invocation.json)
    terminal.out(`${terminal.style.bold(stateDir)} holds ${readdirSync(stateDir).sort().join(', ')}`);
  const question = `Delete ${stateDir} for good, the log and its keys included?`;
  const remedies = ['Say --yes to delete it without being asked.'];
  const isAgreed = invocation.flag('yes') || (await confirmEffect(terminal, { question, isUsual: false, remedies }));
  if (isAgreed) rmSync(stateDir, { recursive: true });
  if (!invocation.json) terminal.out(isAgreed ? `${terminal.style.green('✓')} deleted` : 'kept');
  return isAgreed;
}

/** Whatever the variable names, only a folder that we made is ever deleted. */
function looksLikeState(stateDir: string): boolean {
  return existsSync(`${stateDir}/countersign.db`) || existsSync(`${stateDir}/tokens`);
}
