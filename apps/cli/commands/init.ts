import { existsSync } from 'node:fs';
import { confirm, isCancel } from '@clack/prompts';
import { addClaudeCodeHooks, type ClaudeCodeConnection } from '../../../sdk/claude-code-settings.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { findAddress } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { claudePaths, launcherPath, statePaths } from '../paths.ts';
import { readManifest, writeManifest } from '../setup/manifest.ts';
import { backUp, formatSettings, readSettingsFile, replaceFile } from '../setup/settings-file.ts';
import { showDiff } from '../setup/show-diff.ts';

/** Connects an agent. */
export const init: Command = {
  path: ['init'],
  summary: 'connect an agent to the gateway',
  details: [
    'Shows what would be changed, asks before each change, keeps a copy of each file beside it, and can be undone with `countersign uninstall`. Running it again changes nothing that is right already.',
    'The kind command needs nothing else. The kind http saves a few milliseconds a call, and wants the agent started with the token in an environment variable.',
  ],
  operands: [
    {
      name: 'agent',
      summary: 'which agent (default: the one that is found)',
      required: false,
      choices: ['claude-code'],
    },
  ],
  options: [
    {
      name: 'scope',
      value: 'SCOPE',
      choices: ['user', 'project'],
      summary: 'all projects of this user, or this project (default: user)',
    },
    {
      name: 'kind',
      value: 'KIND',
      choices: ['command', 'http'],
      summary: 'how the agent reaches the gateway (default: command)',
    },
    { name: 'yes', short: 'y', value: null, summary: 'do not ask' },
    { name: 'dry-run', value: null, summary: 'only show what would be changed' },
  ],
  examples: [
    { line: 'countersign init claude-code', does: 'connect Claude Code, asking first' },
    { line: 'countersign init --scope project --dry-run', does: 'see what it would change in this project' },
  ],
  run: async (invocation, context) => connect(invocation, context),
};

async function connect(invocation: Invocation, context: Context): Promise<ExitCode> {
  const { environment, terminal } = context;
  const paths = claudePaths(environment);
  if (invocation.operand('agent') === null && !existsSync(paths.userDir) && !existsSync(paths.projectDir)) {
    throw new CliError('usage', `find an agent: neither ${paths.userDir} nor ${paths.projectDir} exists`, {
      remedies: ['Install Claude Code, or name it: `countersign init claude-code`.'],
    });
  }
  const kind = invocation.text('kind') === 'http' ? 'http' : 'command';
  const path = invocation.text('scope') === 'project' ? paths.project : paths.user;
  const file = readSettingsFile(path);
  const wanted = formatSettings(addClaudeCodeHooks(file.value, connectionOf(kind, context)), file);
  const isChanged = wanted !== file.text;
  const isWritten =
    isChanged &&
    !invocation.flag('dry-run') &&
    (await agree(invocation, context, { path, before: file.text ?? '', wanted }));
  const backup = isWritten ? write(path, wanted, context) : null;
  if (invocation.json) terminal.json({ path, kind, changed: isChanged, written: isWritten, backup });
  else tell({ path, kind, isChanged, isWritten, backup }, context);
  return isChanged && !isWritten && !invocation.flag('dry-run') ? EXIT.notOk : EXIT.ok;
}

async function agree(
  invocation: Invocation,
  { terminal }: Context,
  { path, before, wanted }: { readonly path: string; readonly before: string; readonly wanted: string },
): Promise<boolean> {
  if (!invocation.json) terminal.out(`${terminal.style.bold(path)}\n${showDiff(before, wanted, terminal.style)}`);
  if (invocation.flag('yes')) return true;
  if (!terminal.isInteractive) {
    throw new CliError('usage', `change ${path}: nobody to ask here`, {
      remedies: ['Look at it with --dry-run, then say --yes.'],
    });
  }
  const answer = await confirm({ message: `Change ${path}? A copy is kept beside it.`, initialValue: true });
  return !isCancel(answer) && answer;
}

function write(path: string, text: string, { environment }: Context): string | null {
  const backup = backUp(path);
  replaceFile(path, text);
  const others = readManifest(environment).filter((installed) => installed.path !== path);
  writeManifest(environment, [...others, { path, agent: 'claude-code', backup, at: new Date().toISOString() }]);
  return backup;
}

/** Name of the variable an HTTP hook takes the token from. */
const TOKEN_VARIABLE = 'COUNTERSIGN_HOOK_TOKEN';

function connectionOf(kind: 'command' | 'http', context: Context): ClaudeCodeConnection {
  if (kind === 'http') return { kind, baseUrl: findAddress(context), tokenVariable: TOKEN_VARIABLE };
  return { kind, command: launcherPath() };
}

type Told = {
  readonly path: string;
  readonly kind: 'command' | 'http';
  readonly isChanged: boolean;
  readonly isWritten: boolean;
  readonly backup: string | null;
};

function tell({ path, kind, isChanged, isWritten, backup }: Told, { environment, terminal }: Context): void {
  if (!isChanged) terminal.out(`${path} is right already.`);
  else if (isWritten)
    terminal.out(`Changed ${path}.${backup === null ? '' : ` The copy is ${backup}.`} Undo: countersign uninstall`);
  else terminal.out('Nothing was changed.');
  if (kind === 'http' && isWritten) {
    terminal.out(
      `Start the agent with its token: export ${TOKEN_VARIABLE}="$(cat ${statePaths(environment).agentToken})"`,
    );
  }
}
