import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { findAddress } from '../gateway/connect.ts';
import { isHealthy } from '../gateway/start-detached.ts';
import type { Invocation } from '../invocation.ts';
import { launcherPath, statePaths } from '../paths.ts';
import { AGENT_NAMES, AGENTS, type AgentConnection, type AgentName, isOnMachine } from '../setup/agents.ts';
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
    'The kind command needs nothing else. The kind http, for Claude Code alone, saves a few milliseconds a call, and wants the agent started with its token in an environment variable.',
  ],
  operands: [
    {
      name: 'agent',
      summary: 'which agent (default: each one that is found)',
      required: false,
      choices: AGENT_NAMES,
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
    { line: 'countersign init', does: 'connect every agent that is found, asking about each' },
    { line: 'countersign init claude-code', does: 'connect Claude Code, asking first' },
    { line: 'countersign init --scope project --dry-run', does: 'see what it would change in this project' },
  ],
  run: async (invocation, context) => {
    const agents = wantedAgents(invocation, context);
    const running = { invocation, context };
    const done: Done[] = [];
    for (const agent of agents) {
      const one = await connect(agent, running);
      done.push(one);
      if (!invocation.json) await tell(one, running);
    }
    if (invocation.json) context.terminal.json({ agents: done.map(toJson) });
    const isRight = done.every(({ change, isWritten }) => change === null || isWritten || invocation.flag('dry-run'));
    return isRight ? EXIT.ok : EXIT.notOk;
  },
};

async function connect(agent: AgentName, { invocation, context }: Running): Promise<Done> {
  const { environment } = context;
  const paths = AGENTS[agent].paths(environment);
  const kind = invocation.text('kind') === 'http' ? 'http' : 'command';
  const path = invocation.text('scope') === 'project' ? paths.project : paths.user;
  const change = planConnection(agent, { path, connection: connectionOf(kind, context) });
  const isAgreed = change !== null && !invocation.flag('dry-run') && (await agree(change, { invocation, context }));
  const at = { version: readVersion(), now: new Date() };
  const backup = change !== null && isAgreed ? applyChange(environment, change, at) : null;
  return { agent, path, kind, change, isWritten: isAgreed, backup };
}

type Running = { readonly invocation: Invocation; readonly context: Context };

/** What came of it. */
type Done = {
  readonly agent: AgentName;
  readonly path: string;
  readonly kind: 'command' | 'http';
  readonly change: PlannedChange | null;
  readonly isWritten: boolean;
  readonly backup: string | null;
};

/** The agent that was named, else each one that is found. Every one of them must be able to do what was asked. */
function wantedAgents(invocation: Invocation, { environment }: Context): readonly AgentName[] {
  const named = AGENT_NAMES.find((name) => name === invocation.operand('agent'));
  const agents = named === undefined ? AGENT_NAMES.filter((name) => isOnMachine(name, environment)) : [named];
  const kind = invocation.text('kind') === 'http' ? 'http' : 'command';
  const unable = agents.find((name) => !AGENTS[name].kinds.includes(kind));
  if (unable !== undefined) {
    throw new CliError('usage', `connect ${AGENTS[unable].title}: it has no hooks of the kind ${kind}, want command`, {
      remedies: ['Leave --kind out, or name the agent: `countersign init claude-code --kind http`.'],
    });
  }
  if (agents.length > 0) return agents;
  const dirs = AGENT_NAMES.map((name) => AGENTS[name].paths(environment).userDir);
  throw new CliError('failed', `find an agent: none of ${dirs.join(', ')} exists, want one of them`, {
    remedies: ['Install an agent, or name it: `countersign init claude-code`.'],
  });
}

/** Name of the variable an HTTP hook takes the token from. */
const TOKEN_VARIABLE = 'COUNTERSIGN_HOOK_TOKEN';

function connectionOf(kind: Done['kind'], context: Context): AgentConnection {
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

function toJson({ agent, path, kind, change, isWritten, backup }: Done): object {
  const diff = change === null ? null : showDiff(change.before ?? '', change.after, createStyle(false));
  return { agent, path, kind, changed: change !== null, written: isWritten, backup, diff };
}

async function tell(
  { agent, path, kind, change, isWritten, backup }: Done,
  { invocation, context }: Running,
): Promise<void> {
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
  out(`  then       ${AGENTS[agent].next}`);
  out('             sit beside it: countersign approvals watch');
}

async function answers(context: Context): Promise<boolean> {
  try {
    return await isHealthy(findAddress(context));
  } catch {
    return false;
  }
}
