import { existsSync } from 'node:fs';
import {
  addClaudeCodeHooks,
  type ClaudeCodeConnection,
  removeClaudeCodeHooks,
} from '../../../sdk/claude-code-settings.ts';
import { codexHookGroups } from '../../../sdk/codex-hooks.ts';
import { copilotCliHookGroups } from '../../../sdk/copilot-cli-hooks.ts';
import { cursorHookGroups } from '../../../sdk/cursor-hooks.ts';
import { geminiCliHookGroups } from '../../../sdk/gemini-cli-hooks.ts';
import { addHookGroups, type HookGroups, removeHookGroups } from '../../../sdk/hook-groups.ts';
import { isOpenCodePlugin, openCodePlugin } from '../../../sdk/opencode-plugin.ts';
import type { WireJsonObject } from '../../../sdk/wire.ts';
import type { Environment } from '../environment.ts';
import { claudePaths, codexPaths, copilotPaths, cursorPaths, geminiPaths, openCodePaths } from '../paths.ts';

/** The agents that `init` connects, by the name it knows them by. */
export const AGENT_NAMES = ['claude-code', 'codex', 'gemini-cli', 'cursor', 'copilot-cli', 'opencode'] as const;
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
  /** What a person still has to do in the agent itself. */
  readonly next: string;
} & (SharedSettings | OwnFile);

/** Our hooks stand in settings that hold other things as well. */
export type SharedSettings = {
  readonly kind: 'settings';
  /** Settings with our hooks in them. */
  readonly add: (settings: WireJsonObject, connection: AgentConnection) => WireJsonObject;
  /** Settings without them. */
  readonly remove: (settings: WireJsonObject) => WireJsonObject;
};

/** The agent loads a file that is ours alone. */
export type OwnFile = {
  readonly kind: 'file';
  readonly text: (connection: AgentConnection) => string;
  /** Whether a file is one of ours, by whichever version it was written. Any other is left alone. */
  readonly isOurs: (text: string) => boolean;
};

/** Every agent that can be connected. */
export const AGENTS: { readonly [Name in AgentName]: AgentSetup } = {
  'claude-code': {
    title: 'Claude Code',
    kinds: ['command', 'http'],
    paths: claudePaths,
    kind: 'settings',
    add: addClaudeCodeHooks,
    remove: removeClaudeCodeHooks,
    next: 'restart the agent',
  },
  codex: {
    title: 'Codex',
    kinds: ['command'],
    paths: codexPaths,
    ...hooksOf(codexHookGroups),
    next: 'restart the agent and trust the new hooks in /hooks: until then Codex runs none of them',
  },
  'gemini-cli': {
    title: 'Gemini CLI',
    kinds: ['command'],
    paths: geminiPaths,
    ...hooksOf(geminiCliHookGroups),
    next: 'restart the agent',
  },
  cursor: {
    title: 'Cursor',
    kinds: ['command'],
    paths: cursorPaths,
    ...hooksOf(cursorHookGroups),
    next: 'restart the agent, and look in Settings > Hooks whether it lists them',
  },
  'copilot-cli': {
    title: 'Copilot CLI',
    kinds: ['command'],
    paths: copilotPaths,
    ...hooksOf(copilotCliHookGroups),
    next: 'restart the agent',
  },
  opencode: {
    title: 'OpenCode',
    kinds: ['command'],
    paths: openCodePaths,
    kind: 'file',
    text: (connection) => openCodePlugin(commandOf(connection)),
    isOurs: isOpenCodePlugin,
    next: 'restart the agent, and look in its log for "failed to load plugin": nothing is asked about then',
  },
};

/** Whether an agent has settings of its own on this machine or in this project. */
export function isOnMachine(agent: AgentName, environment: Environment): boolean {
  const { userDir, projectDir } = AGENTS[agent].paths(environment);
  return existsSync(userDir) || existsSync(projectDir);
}

/** The settings of an agent that only runs commands. */
function hooksOf(groupsOf: (command: string) => HookGroups): SharedSettings {
  return {
    kind: 'settings',
    add: (settings, connection) => addHookGroups(settings, groupsOf(commandOf(connection))),
    remove: (settings) => removeHookGroups(settings, groupsOf('')),
  };
}

function commandOf(connection: AgentConnection): string {
  if (connection.kind === 'command') return connection.command;
  throw new TypeError('connect by HTTP: this agent only runs commands');
}
