import { existsSync, readdirSync, rmSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findGatewayProcess } from '../gateway/find-process.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { readManifest } from '../setup/manifest.ts';
import type { Undone } from '../setup/undo-change.ts';

/** Disconnects agents. */
export const uninstall: Command = {
  path: ['uninstall'],
  summary: 'undo what `init` did: disconnect the agents and their MCP servers',
  details: [
    'A file that is still as `init` wrote it becomes what it was, byte for byte; files and folders that it made go. From one that was changed since, our hooks and our command before its servers are taken out and nothing else; a copy of it is kept.',
    'The log, keys and tokens stay, unless --purge is given and confirmed. Deleting the log cannot be undone.',
  ],
  options: [
    { name: 'purge', value: null, summary: 'also delete the state directory: log, keys, tokens, approvals' },
    { name: 'yes', short: 'y', value: null, summary: 'do not ask' },
  ],
  examples: [
    { line: 'countersign uninstall', does: 'the agents work as before' },
    { line: 'countersign uninstall --purge', does: 'and nothing of Countersign is left' },
  ],
  run: async (invocation, context) => {
    const { environment, terminal } = context;
    const isPurge = invocation.flag('purge') && existsSync(environment.stateDir);
    if (isPurge) refuseWhileRunning(context);
    // Loaded only here: it brings readers of JSON and TOML along, and most commands should start fast.
    const { undoChange } = await import('../setup/undo-change.ts');
    // The last change first: where two of them concern one file by two paths, each finds what it left.
    const installed = readManifest(environment).toReversed();
    const files = installed.map((file) => undoChange(environment, file, new Date()));
    if (!invocation.json) {
      for (const file of files) tell(file, context);
      if (files.length === 0) terminal.out('nothing was changed with `countersign init`, so there is nothing to undo');
    }
    const isGone = !existsSync(environment.stateDir);
    const purged = isPurge && (isGone || (await purge(invocation, context)));
    if (invocation.json) terminal.json({ files, purged });
    if (files.some(({ result }) => result === 'kept')) return EXIT.failed;
    return isPurge && !purged ? EXIT.notOk : EXIT.ok;
  },
};

const WORDS: { readonly [Result in Exclude<Undone['result'], 'kept'>]: string } = {
  restored: 'as it was before, byte for byte',
  removed: 'removed: it was made by init',
  cleaned: 'what is ours was taken out; it had been changed since, and that stays',
  untouched: 'held nothing of ours any more',
};

function tell({ path, result, copies, problem }: Undone, { terminal }: Context): void {
  const { out, err, style, errorStyle } = terminal;
  if (result === 'kept') err(`${errorStyle.red('✗')} ${problem ?? path}`);
  else out(`${style.green('✓')} ${path}: ${WORDS[result]}`);
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
