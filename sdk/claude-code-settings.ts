import { addHookGroups, type HookState, isObject, readHookGroups, removeHookGroups } from './hook-groups.ts';
import type { WireJson, WireJsonObject } from './wire.ts';

/**
 * How Claude Code reaches the gateway.
 *
 * `command`: the shim is run and reads the token from a file with mode 0600. The token is then in no settings, argument or
 * environment, and the shim's exit code 2 blocks whatever happens to the gateway. This is the one to install.
 *
 * `http`: the agent itself posts; nothing is spawned. Its settings name an environment variable, never the token. But then
 * the token is in the environment of the agent and of every command the agent runs, so use it only with a token whose scopes
 * are `decide` and `outcome`: with it one can propose actions, never approve them.
 */
export type ClaudeCodeConnection =
  | {
      readonly kind: 'command';
      /** Absolute path of the `countersign` command, or of the shim itself. */
      readonly command: string;
    }
  | {
      readonly kind: 'http';
      /** For example `http://127.0.0.1:7391`. */
      readonly baseUrl: string;
      /** Name of the environment variable that holds the token. Default `COUNTERSIGN_HOOK_TOKEN`. */
      readonly tokenVariable?: string;
    };

/** The events that are hooked: those that ask, and those whose record the decisions need. */
export const CLAUDE_CODE_EVENTS = [
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PostToolUseFailure',
  'UserPromptSubmit',
  'SessionStart',
  'SessionEnd',
] as const;
export type ClaudeCodeEvent = (typeof CLAUDE_CODE_EVENTS)[number];

/**
 * Seconds the agent waits for a hook that may wait for a person: more than the longest approval deadline (60 s), the
 * gateway's own limit (75 s) and the shim's (80 s), since a time-out of the agent's lets the call through in old versions.
 */
export const ASKING_TIMEOUT_SECONDS = 90;

/** Seconds the agent waits for any other hook. */
export const TELLING_TIMEOUT_SECONDS = 10;

const ASKING: ReadonlySet<string> = new Set(['PreToolUse', 'PermissionRequest']);
const WITH_MATCHER: ReadonlySet<string> = new Set([
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'PostToolUseFailure',
]);
const HTTP_PATH = '/hooks/claude-code';
const DEFAULT_VARIABLE = 'COUNTERSIGN_HOOK_TOKEN';

/** The `hooks` block of Claude Code's settings: every event, every tool, and `onFailure: "block"`. */
export function claudeCodeHooks(connection: ClaudeCodeConnection): WireJsonObject {
  return Object.fromEntries(CLAUDE_CODE_EVENTS.map((event) => [event, [groupFor(event, connection)]]));
}

/** Settings with our hooks added after those that are there, as `addHookGroups` does. */
export function addClaudeCodeHooks(settings: WireJsonObject, connection: ClaudeCodeConnection): WireJsonObject {
  return addHookGroups(settings, { groups: groupsFor(connection), isOurs });
}

/** Settings without our hooks. What becomes empty by it goes too; what others put there stays. */
export function removeClaudeCodeHooks(settings: WireJsonObject): WireJsonObject {
  return removeHookGroups(settings, { isOurs });
}

/** For each event, whether our hook is in the settings exactly as this version would write it. */
export function readClaudeCodeHooks(
  settings: WireJsonObject,
  connection: ClaudeCodeConnection,
): { readonly [Event in ClaudeCodeEvent]: HookState } {
  const states = readHookGroups(settings, { groups: groupsFor(connection), isOurs });
  const isOff = settings['disableAllHooks'] === true;
  return Object.fromEntries(
    CLAUDE_CODE_EVENTS.map((event) => [event, isOff && states[event] === 'installed' ? 'altered' : states[event]]),
  ) as { readonly [Event in ClaudeCodeEvent]: HookState };
}

function groupsFor(connection: ClaudeCodeConnection): { readonly [event: string]: WireJsonObject } {
  return Object.fromEntries(CLAUDE_CODE_EVENTS.map((event) => [event, groupFor(event, connection)]));
}

function groupFor(event: ClaudeCodeEvent, connection: ClaudeCodeConnection): WireJsonObject {
  const timeout = ASKING.has(event) ? ASKING_TIMEOUT_SECONDS : TELLING_TIMEOUT_SECONDS;
  const hook = { ...hookFor(event, connection), timeout, onFailure: 'block' };
  return WITH_MATCHER.has(event) ? { matcher: '*', hooks: [hook] } : { hooks: [hook] };
}

function hookFor(event: ClaudeCodeEvent, connection: ClaudeCodeConnection): WireJsonObject {
  if (connection.kind === 'command') {
    return { type: 'command', command: connection.command, args: ['hook', 'claude-code', event] };
  }
  const variable = connection.tokenVariable ?? DEFAULT_VARIABLE;
  const base = connection.baseUrl.endsWith('/') ? connection.baseUrl.slice(0, -1) : connection.baseUrl;
  return {
    type: 'http',
    url: `${base}${HTTP_PATH}?event=${event}`,
    headers: { Authorization: `Bearer $${variable}` },
    allowedEnvVars: [variable],
  };
}

/** Ours is what runs `… hook claude-code …` or posts to `/hooks/claude-code`, wherever the gateway was installed. */
function isOurs(hook: WireJson): boolean {
  if (!isObject(hook)) return false;
  const { type, command, args, url } = hook;
  if (type === 'http') return typeof url === 'string' && URL.canParse(url) && new URL(url).pathname === HTTP_PATH;
  if (type !== 'command' || typeof command !== 'string') return false;
  const words = Array.isArray(args) ? args : command.split(' ').slice(1);
  const at = words.indexOf('hook');
  return at >= 0 && words[at + 1] === 'claude-code' && command.includes('countersign');
}
