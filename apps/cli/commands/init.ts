import { CliError } from '../cli-error.ts';
import type { Command, Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { AGENT_NAMES, AGENTS, isOnMachine } from '../setup/agents.ts';
import type { Done, InitWish } from '../setup/run-init.ts';

/** Connects agents and wraps their MCP servers. */
export const init: Command = {
  path: ['init'],
  summary: 'connect agents and their MCP servers to the gateway',
  details: [
    'Finds the agents and the MCP servers that are configured on this machine and in this project, shows what would be changed, asks before each change, keeps a copy of each file beside it, and can be undone with `countersign uninstall`. Running it again changes nothing that is right already.',
    'An agent gets our hooks. An MCP server that the agent starts is started through `countersign mcp wrap` instead; its own command, arguments and environment stay as they are, and so does every other byte of the file. A server that is reached by a URL cannot be wrapped, and is named.',
    'The kind command needs nothing else. The kind http, for Claude Code alone, saves a few milliseconds a call, and wants the agent started with its token in an environment variable.',
    'With --json and without --yes the plan is printed and nothing is changed. Values of environments, headers and whatever looks like a secret are masked wherever a change is shown.',
  ],
  operands: [
    {
      name: 'agent',
      summary: 'which agent, with its MCP servers (default: all that are found)',
      required: false,
      choices: AGENT_NAMES,
    },
  ],
  options: [
    {
      name: 'scope',
      value: 'SCOPE',
      choices: ['user', 'project'],
      summary: 'all projects of this user, or this project (default: hooks for the user, MCP servers of both)',
    },
    {
      name: 'only',
      value: 'PART',
      choices: ['hooks', 'servers'],
      summary: 'only the hooks of agents, or only MCP servers',
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
    { line: 'countersign init', does: 'connect every agent and MCP server that is found, asking about each file' },
    { line: 'countersign init claude-code', does: 'connect Claude Code and its MCP servers, asking first' },
    { line: 'countersign init --scope project --dry-run', does: 'see what it would change in this project' },
  ],
  run: async (invocation, context) => {
    const wish = wishOf(invocation, context);
    // Loaded only here: they bring readers of JSON and TOML along, and most commands should start fast.
    const [{ runInit }, { reportInit }] = await Promise.all([
      import('../setup/run-init.ts'),
      import('../setup/report-init.ts'),
    ]);
    const { done, files } = await runInit(wish, context);
    await reportInit(done, { files, wish, context });
    return exitCodeOf(done, wish);
  },
};

function wishOf(invocation: Invocation, { environment }: Context): InitWish {
  const named = AGENT_NAMES.find((name) => name === invocation.operand('agent')) ?? null;
  const only = invocation.text('only');
  const found = named === null ? AGENT_NAMES.filter((name) => isOnMachine(name, environment)) : [named];
  const scope = invocation.text('scope');
  const isAgreed = invocation.flag('yes');
  const wish: InitWish = {
    agents: only === 'servers' ? [] : found,
    named,
    hasServers: only !== 'hooks',
    scope: scope === 'user' || scope === 'project' ? scope : null,
    kind: invocation.text('kind') === 'http' ? 'http' : 'command',
    isAgreed,
    isPlanOnly: invocation.flag('dry-run') || (invocation.json && !isAgreed),
    isSilent: invocation.json,
  };
  requireKind(wish);
  return wish;
}

/** Every agent must be able to do what was asked. */
function requireKind({ agents, kind }: InitWish): void {
  const unable = agents.find((name) => !AGENTS[name].kinds.includes(kind));
  if (unable === undefined) return;
  throw new CliError('usage', `connect ${AGENTS[unable].title}: it has no hooks of the kind ${kind}, want command`, {
    remedies: ['Leave --kind out, or name the agent: `countersign init claude-code --kind http`.'],
  });
}

function exitCodeOf(done: readonly Done[], { isPlanOnly }: InitWish): ExitCode {
  if (done.some(({ problem }) => problem !== null)) return EXIT.failed;
  return done.every(({ change, isWritten }) => change === null || isWritten || isPlanOnly) ? EXIT.ok : EXIT.notOk;
}
