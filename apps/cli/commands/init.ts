import { existsSync } from 'node:fs';
import type { ClaudeCodeConnection } from '../../../sdk/claude-code-settings.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findAddress } from '../gateway/connect.ts';
import { isHealthy } from '../gateway/start-detached.ts';
import type { Invocation } from '../invocation.ts';
import { claudePaths, launcherPath, statePaths } from '../paths.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { applyChange, type PlannedChange, planConnection } from '../setup/connect-agent.ts';
import { showDiff } from '../setup/show-diff.ts';
import { createStyle } from '../terminal/style.ts';
import { readVersion } from './version.ts';

/** Connects an agent. */
export const init: Command = {
  path: ['init'],
  summary: 'connect an agent to the gateway',
  details: [
    'Shows what would be changed, asks before each change, keeps a copy of each file beside it, and can be undone with `countersign uninstall`. Running it again changes nothing that is right already.',
    'The kind command needs nothing else. The kind http saves a few milliseconds a call, and wants the agent started with its token in an environment variable.',
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
  run: async (invocation, context) => {
    const { environment, terminal } = context;
    const paths = claudePaths(environment);
    requireAgent(invocation, context);
    const kind = invocation.text('kind') === 'http' ? 'http' : 'command';
    const path = invocation.text('scope') === 'project' ? paths.project : paths.user;
    const change = planConnection(path, connectionOf(kind, context));
    const isAgreed = change !== null && !invocation.flag('dry-run') && (await agree(change, { invocation, context }));
    const at = { version: readVersion(), now: new Date() };
    const backup = change !== null && isAgreed ? applyChange(environment, change, at) : null;
    const done: Done = { path, kind, change, isWritten: isAgreed, backup };
    if (invocation.json) terminal.json(toJson(done));
    else await tell(done, { invocation, context });
    return change === null || isAgreed || invocation.flag('dry-run') ? EXIT.ok : EXIT.notOk;
  },
};

type Running = { readonly invocation: Invocation; readonly context: Context };

/** What came of it. */
type Done = {
  readonly path: string;
  readonly kind: 'command' | 'http';
  readonly change: PlannedChange | null;
  readonly isWritten: boolean;
  readonly backup: string | null;
};

function requireAgent(invocation: Invocation, { environment }: Context): void {
  const { userDir, projectDir } = claudePaths(environment);
  if (invocation.operand('agent') !== null || existsSync(userDir) || existsSync(projectDir)) return;
  throw new CliError('failed', `find an agent: neither ${userDir} nor ${projectDir} exists, want one of them`, {
    remedies: ['Install Claude Code, or name it: `countersign init claude-code`.'],
  });
}

/** Name of the variable an HTTP hook takes the token from. */
const TOKEN_VARIABLE = 'COUNTERSIGN_HOOK_TOKEN';

function connectionOf(kind: Done['kind'], context: Context): ClaudeCodeConnection {
  if (kind === 'http') return { kind, baseUrl: findAddress(context), tokenVariable: TOKEN_VARIABLE };
  return { kind, command: launcherPath() };
}

async function agree(change: PlannedChange, { invocation, context }: Running): Promise<boolean> {
  const { terminal } = context;
  if (!invocation.json) terminal.out(planText(change, context));
  if (invocation.flag('yes')) return true;
  const what = change.before === null ? `Make ${change.path}?` : `Change ${change.path}? A copy is kept beside it.`;
  const remedies = ['Look at it with --dry-run, then say --yes.'];
  return confirmEffect(terminal, { question: what, isUsual: true, remedies });
}

function planText({ path, before, after }: PlannedChange, { terminal }: Context): string {
  const title = `${terminal.style.bold(path)}${before === null ? ' (new)' : ''}`;
  return `${title}\n${showDiff(before ?? '', after, terminal.style)}\n`;
}

function toJson({ path, kind, change, isWritten, backup }: Done): object {
  const diff = change === null ? null : showDiff(change.before ?? '', change.after, createStyle(false));
  return { path, kind, changed: change !== null, written: isWritten, backup, diff };
}

async function tell({ path, kind, change, isWritten, backup }: Done, { invocation, context }: Running): Promise<void> {
  const { out, style } = context.terminal;
  if (change === null) out(`${style.green('✓')} ${path} is right already`);
  else if (invocation.flag('dry-run')) out(`${planText(change, context)}nothing was changed: --dry-run`);
  else if (isWritten) out(`${style.green('✓')} changed ${path}`);
  else out('nothing was changed');
  if (isWritten && backup !== null) out(`  copy       ${backup}`);
  if (!isWritten) return;
  out('  undo       countersign uninstall');
  if (kind === 'http') {
    const { agentToken } = statePaths(context.environment);
    out(`  token      start the agent with: export ${TOKEN_VARIABLE}="$(cat ${agentToken})"`);
  }
  if (!(await answers(context))) {
    out(`  ${style.yellow('start')}      no gateway answers, so every call is blocked: countersign up --detach`);
  }
  out('  then       restart the agent, and sit beside it: countersign approvals watch');
}

async function answers(context: Context): Promise<boolean> {
  try {
    return await isHealthy(findAddress(context));
  } catch {
    return false;
  }
}
