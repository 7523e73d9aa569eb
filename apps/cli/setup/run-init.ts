import { CliError, toCliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { readVersion } from '../commands/version.ts';
import { EXIT } from '../exit-code.ts';
import { findAddress } from '../gateway/connect.ts';
import { launcherPath } from '../paths.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { wrapWords } from '../terminal/wrap-text.ts';
import { AGENT_NAMES, AGENTS, type AgentConnection, type AgentName } from './agents.ts';
import { applyChange, type PlannedChange } from './apply-change.ts';
import { confirmEffect } from './confirm.ts';
import { planConnection } from './connect-agent.ts';
import { discoverServers, type FoundFile, realPath } from './mcp/discover-servers.ts';
import { describeWrapping, renderChange, renderFound } from './render-plan.ts';

/** What `init` was asked for. */
export type InitWish = {
  /** The agents whose hooks are wanted. */
  readonly agents: readonly AgentName[];
  /** The agent that was named; null when all are meant. */
  readonly named: AgentName | null;
  readonly hasServers: boolean;
  /** Null when it was left open: hooks for the user, servers of both. */
  readonly scope: 'user' | 'project' | null;
  readonly kind: AgentConnection['kind'];
  /** True when nobody is to be asked. */
  readonly isAgreed: boolean;
  readonly isPlanOnly: boolean;
  /** True when nothing is printed on the way. */
  readonly isSilent: boolean;
};

/** What came of one file. */
export type Done = {
  /** The agent whose hooks it is about; null for servers. */
  readonly agent: AgentName | null;
  readonly kind: AgentConnection['kind'];
  readonly path: string;
  /** Null when it was right already, or could not be read. */
  readonly change: PlannedChange | null;
  readonly isWritten: boolean;
  readonly backup: string | null;
  readonly problem: string | null;
};

/** Name of the variable an HTTP hook takes the token from. */
export const TOKEN_VARIABLE = 'COUNTERSIGN_HOOK_TOKEN';

type Running = { readonly wish: InitWish; readonly context: Context };

/**
 * Connects the agents and wraps the servers that were asked for, one file after the other, each one shown and agreed to.
 *
 * What cannot be read or written is a problem of that file alone; the others go on. Raises where somebody would have to be asked and
 * nobody can be, and where nothing was found at all.
 */
export async function runInit(
  wish: InitWish,
  context: Context,
): Promise<{ readonly done: readonly Done[]; readonly files: readonly FoundFile[] }> {
  const running = { wish, context };
  const found = findFiles(running);
  requireSomething(found, running);
  if (!wish.isSilent) announce(found, running);
  const done: Done[] = [];
  for (const agent of wish.agents) done.push(await connect(agent, running));
  const pending = wish.isPlanOnly ? pendingTexts(done) : undefined;
  const files = findFiles(running, pending);
  for (const file of files) done.push(await wrap(file, running));
  return { done, files };
}

function announce(files: readonly FoundFile[], { wish, context }: Running): void {
  const { out, style, columns } = context.terminal;
  const titles = wish.agents.map((name) => AGENTS[name].title);
  const lines = wrapWords(renderFound(titles, files), { columns: columns() - 7 }).split('\n');
  out(`${style.bold('found')}  ${lines.join(`\n${' '.repeat(7)}`)}\n`);
}

/** The files with servers that the wish is about. */
function findFiles({ wish, context }: Running, pending?: ReadonlyMap<string, string>): readonly FoundFile[] {
  if (!wish.hasServers) return [];
  return discoverServers(context.environment, pending).filter(
    ({ file }) =>
      (wish.named === null || file.agent === wish.named) && (wish.scope === null || file.scope === wish.scope),
  );
}

function requireSomething(files: readonly FoundFile[], { wish, context }: Running): void {
  if (wish.agents.length + files.length > 0) return;
  if (wish.named !== null || wish.scope === 'project') {
    throw new CliError('failed', 'find something to connect: no hooks were asked for and no MCP servers were found');
  }
  const dirs = AGENT_NAMES.map((name) => AGENTS[name].paths(context.environment).userDir);
  throw new CliError('failed', `find an agent: none of ${dirs.join(', ')} exists, want one of them`, {
    remedies: ['Install an agent, or name it: `countersign init claude-code`.'],
  });
}

async function connect(agent: AgentName, running: Running): Promise<Done> {
  const { wish, context } = running;
  const paths = AGENTS[agent].paths(context.environment);
  const path = wish.scope === 'project' ? paths.project : paths.user;
  const plan = (): PlannedChange | null => planConnection(agent, { path, connection: connectionOf(running) });
  return carryOut({ agent, path, title: `${AGENTS[agent].title}: ask us through its hooks`, plan }, running);
}

async function wrap(found: FoundFile, running: Running): Promise<Done> {
  const { file, plan } = found;
  const { path } = file;
  return carryOut(
    {
      agent: null,
      path,
      title: describeWrapping(found),
      plan: () => {
        if (plan.problem !== null) throw new CliError('failed', plan.problem);
        if (plan.change === null) return null;
        const { wrapped, ...change } = plan.change;
        return { path, agent: null, servers: { format: file.format, wrapped }, ...change };
      },
    },
    running,
  );
}

type Step = {
  readonly agent: AgentName | null;
  readonly path: string;
  readonly title: string;
  readonly plan: () => PlannedChange | null;
};

async function carryOut({ agent, path, title, plan }: Step, running: Running): Promise<Done> {
  const { wish, context } = running;
  const nothing = { agent, path, kind: wish.kind, change: null, isWritten: false, backup: null, problem: null };
  try {
    const change = plan();
    if (change === null) return tell(nothing, running);
    if (!wish.isSilent) context.terminal.out(renderChange(change, { title, terminal: context.terminal }));
    if (wish.isPlanOnly || !(await agree(change, running))) return tell({ ...nothing, change }, running);
    const backup = applyChange(context.environment, change, { version: readVersion(), now: new Date() });
    return tell({ ...nothing, change, isWritten: true, backup }, running);
  } catch (error) {
    const failure = toCliError(error);
    if (failure.exitCode !== EXIT.failed) throw error;
    return tell({ ...nothing, problem: failure.message }, running);
  }
}

async function agree({ path, before }: PlannedChange, { wish, context }: Running): Promise<boolean> {
  if (wish.isAgreed) return true;
  const question = before === null ? `Make ${path}?` : `Change ${path}? A copy is kept beside it.`;
  const remedies = ['Look at it with --dry-run, then say --yes.'];
  const afterBreak = ['What was changed before is undone with: countersign uninstall'];
  return confirmEffect(context.terminal, { question, isUsual: true, remedies, afterBreak });
}

function tell(done: Done, { wish, context }: Running): Done {
  if (wish.isSilent) return done;
  const { out, err, style, errorStyle } = context.terminal;
  const { path, change, isWritten, backup, problem } = done;
  if (problem !== null) err(`${errorStyle.red('✗')} ${visibleText(problem)}`);
  else if (change === null) out(`${style.green('✓')} ${path} is right already`);
  else if (isWritten) out(`${style.green('✓')} changed ${path}${backup === null ? '' : `\n  copy       ${backup}`}\n`);
  else out(wish.isPlanOnly ? 'nothing was changed: --dry-run\n' : `${path} was left as it is\n`);
  return done;
}

function connectionOf({ wish, context }: Running): AgentConnection {
  if (wish.kind === 'command') return { kind: 'command', command: launcherPath() };
  return { kind: 'http', baseUrl: findAddress(context), tokenVariable: TOKEN_VARIABLE };
}

/** What files would hold after the hooks, so that the servers are planned on top of it. */
function pendingTexts(done: readonly Done[]): ReadonlyMap<string, string> {
  return new Map(done.flatMap(({ path, change }) => (change === null ? [] : [[realPath(path) ?? path, change.after]])));
}
