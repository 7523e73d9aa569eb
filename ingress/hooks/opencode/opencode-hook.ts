import { resolve } from 'node:path';
import type { Gateway } from '../../../application/gateway.ts';
import { isJsonObject } from '../../../core/encoding/json.ts';
import { commandRoute, type HookOptions, type HookRoute } from '../agent-hook.ts';
import { type ClaudeShape, claudeShapedParser } from '../claude-shaped-input.ts';
import { type HookReply, shellAnswer } from '../hook-reply.ts';

/** Events whose answer our plugin does not wait for. */
const CANNOT_STOP: ReadonlySet<string> = new Set(['PostToolUse', 'PostToolUseFailure', 'UserPromptSubmit']);
const SHELLS: ReadonlySet<string> = new Set(['bash', 'shell']);

const SHAPE: Omit<ClaudeShape, 'originOf'> = {
  notices: [],
  tellsFailures: true,
  cwdOf: ({ tool, args, cwd }) => {
    const named = SHELLS.has(tool) ? args['workdir'] : null;
    return typeof named === 'string' && named !== '' ? resolve(cwd, named) : cwd;
  },
};
const parseFirst = claudeShapedParser({ ...SHAPE, originOf: () => 'builtin:opencode' });
const parseSecond = claudeShapedParser({ ...SHAPE, originOf: () => 'builtin:opencode-2' });

const HOOK = {
  parse: (value: unknown) => (isSecond(value) ? parseSecond(value) : parseFirst(value)),
  canStop: (event: string | null) => event === null || !CANNOT_STOP.has(event),
};

/**
 * OpenCode, as the plugin tells of it that `init` writes: `POST /hooks/opencode/command`.
 *
 * The events have the shape of Claude Code's. `api` says which of OpenCode's two plugin interfaces the plugin runs on: the
 * tools of the second one have other names and arguments, so they are tools of another origin.
 */
export function openCodeRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [commandRoute(gateway, HOOK, { agent: 'opencode', write: writeReply, options })];
}

/** Puts a reply into the words of our plugin: it lets a call go on for exactly this text, and for nothing else. */
export function writeReply(reply: HookReply, event: string | null): string {
  if (reply.kind === 'refuse') return shellAnswer('stderr', reply.reason);
  const asks = event === 'PreToolUse' || event === 'PermissionRequest';
  return shellAnswer('stdout', asks ? '{"decision":"allow"}' : '{}');
}

function isSecond(value: unknown): boolean {
  return isJsonObject(value) && Object.hasOwn(value, 'api') && value['api'] === 2;
}
