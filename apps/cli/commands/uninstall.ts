import { existsSync, readdirSync, rmSync } from 'node:fs';
import { confirm, isCancel } from '@clack/prompts';
import { removeClaudeCodeHooks } from '../../../sdk/claude-code-settings.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findGatewayProcess } from '../gateway/find-process.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { type InstalledFile, readManifest, writeManifest } from '../setup/manifest.ts';
import { backUp, formatSettings, readSettingsFile, replaceFile } from '../setup/settings-file.ts';

/** Disconnects agents. */
export const uninstall: Command = {
  path: ['uninstall'],
  summary: 'disconnect the agents that `init` connected',
  details: [
    'Takes out exactly the hooks that `init` put in; what you changed since stays. The log, keys and tokens stay too, unless --purge is given and confirmed.',
  ],
  options: [
    { name: 'purge', value: null, summary: 'also delete the state directory: log, keys, tokens, approvals' },
    { name: 'yes', short: 'y', value: null, summary: 'do not ask' },
  ],
  examples: [{ line: 'countersign uninstall', does: 'the agents work as before' }],
  run: async (invocation, context) => {
    const done = readManifest(context.environment).map((file) => restore(file));
    if (done.length > 0) writeManifest(context.environment, []);
    if (!invocation.json) {
      for (const { path, result } of done) context.terminal.out(`${path}: ${result}`);
      if (done.length === 0) context.terminal.out('No agent was connected by `countersign init`.');
    }
    const purged = invocation.flag('purge') ? await purge(invocation, context) : false;
    if (invocation.json) context.terminal.json({ files: done, purged });
    return EXIT.ok;
  },
};

function restore({ path }: InstalledFile): { readonly path: string; readonly result: string } {
  if (!existsSync(path)) return { path, result: 'is gone already' };
  const file = readSettingsFile(path);
  const clean = removeClaudeCodeHooks(file.value);
  if (Object.keys(clean).length === 0) {
    backUp(path);
    rmSync(path);
    return { path, result: 'held only our hooks; removed' };
  }
  const text = formatSettings(clean, file);
  if (text === file.text) return { path, result: 'has none of our hooks' };
  backUp(path);
  replaceFile(path, text);
  return { path, result: 'our hooks were taken out' };
}

async function purge(invocation: Invocation, context: Context): Promise<boolean> {
  const { environment, terminal } = context;
  if (!existsSync(environment.stateDir)) return false;
  if (findGatewayProcess(context).state === 'gateway')
    throw usageError({ path: ['uninstall'] }, ['the gateway is running, want it stopped before its state is deleted']);
  terminal.err(`${environment.stateDir} holds: ${readdirSync(environment.stateDir).join(', ')}`);
  if (!invocation.flag('yes')) {
    if (!terminal.isInteractive)
      throw usageError({ path: ['uninstall'] }, ['nobody to ask here, want --yes to delete the log for good']);
    const answer = await confirm({ message: 'Delete all of it for good, the log included?', initialValue: false });
    if (isCancel(answer) || !answer) return false;
  }
  rmSync(environment.stateDir, { recursive: true });
  return true;
}
