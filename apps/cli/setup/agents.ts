import { existsSync } from 'node:fs';
import {
  addClaudeCodeHooks,
  type ClaudeCodeConnection,
  removeClaudeCodeHooks,
} from '../../../sdk/claude-code-settings.ts';
import { codexHookGroups } from '../../../sdk/codex-hooks.ts';
import { geminiCliHookGroups } from '../../../sdk/gemini-cli-hooks.ts';
import { addHookGroups, removeHookGroups } from '../../../sdk/hook-groups.ts';
import type { WireJsonObject } from '../../../sdk/wire.ts';
import type { Environment } from '../environment.ts';
import { claudePaths, codexPaths, geminiPaths } from '../paths.ts';

/** The agents that `init` connects, by the name it knows them by. */
export const AGENT_NAMES = ['claude-code', 'codex', 'gemini-cli'] as const;
export type AgentName = (typeof AGENT_NAMES)[number];

/** Where an agent keeps its settings: for all projects of a user, and for one project. */
export type AgentPaths = {
  readonly userDir: string;
  readonly projectDir: string;
  readonly user: string;
  readonly project: string;
};

/** How an agent reaches the gateway. Every agent can run a command; some can post by themselves. */
export type AgentConnection = ClaudeCodeConnection;

/** How one agent is connected and disconnected. */
export type AgentSetup = {
  readonly title: string;
  readonly kinds: readonly AgentConnection['kind'][];
  readonly paths: (environment: Environment) => AgentPaths;
  /** Settings with our hooks in them. */
  readonly add: (settings: WireJsonObject, connection: AgentConnection) => WireJsonObject;
  /** Settings without them. */
  readonly remove: (settings: WireJsonObject) => WireJsonObject;
  /** What a person still has to do in the agent itself. */
  readonly next: string;
};

/** Every agent that can be connected. */
export const AGENTS: { readonly [Name in AgentName]: AgentSetup } = {
  'claude-code': {
    title: 'Claude Code',
    kinds: ['command', 'http'],
    paths: claudePaths,
    add: addClaudeCodeHooks,
    remove: removeClaudeCodeHooks,
    next: 'restart the agent',
  },
  codex: {
    title: 'Codex',
    kinds: ['command'],
    paths: codexPaths,
    add: (settings, connection) => addHookGroups(settings, codexHookGroups(commandOf(connection))),
    remove: (settings) => removeHookGroups(settings, codexHookGroups('')),
    next: 'restart the agent and trust the new hooks in /hooks: until then Codex runs none of them',
  },
  'gemini-cli': {
    title: 'Gemini CLI',
    kinds: ['command'],
    paths: geminiPaths,
    add: (settings, connection) => addHookGroups(settings, geminiCliHookGroups(commandOf(connection))),
    remove: (settings) => removeHookGroups(settings, geminiCliHookGroups('')),
    next: 'restart the agent',
  },
};

/** Whether an agent has settings of its own on this machine or in this project. */
export function isOnMachine(agent: AgentName, environment: Environment): boolean {
  const { userDir, projectDir } = AGENTS[agent].paths(environment);
  return existsSync(userDir) || existsSync(projectDir);
}

function commandOf(connection: AgentConnection): string {
  if (connection.kind === 'command') return connection.command;
  throw new TypeError('connect by HTTP: this agent only runs commands');
}
