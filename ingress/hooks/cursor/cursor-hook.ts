import type { Gateway } from '../../../application/gateway.ts';
import { commandRoute, type HookOptions, type HookRoute } from '../agent-hook.ts';
import { type HookReply, shellAnswer } from '../hook-reply.ts';
import { NOTICES, parseHookInput } from './hook-input.ts';

/** Events that are answered with a permission; `true` where the model may be told something of its own. */
const PERMISSION: ReadonlyMap<string, boolean> = new Map([
  ['preToolUse', true],
  ['beforeShellExecution', true],
  ['beforeMCPExecution', true],
  ['beforeReadFile', false],
  ['subagentStart', false],
]);

/** Events whose hook cannot stop anything. Any other one can, so that an unknown event counts as one that does. */
const CANNOT_STOP: ReadonlySet<string> = new Set([
  'postToolUse',
  'postToolUseFailure',
  'sessionStart',
  'sessionEnd',
  ...NOTICES,
]);

const HOOK = { parse: parseHookInput, canStop: (event: string | null) => event === null || !CANNOT_STOP.has(event) };

/** Cursor's hooks, which are commands alone: `POST /hooks/cursor/command`. */
export function cursorRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [commandRoute(gateway, HOOK, { agent: 'cursor', write: writeReply, options })];
}

/**
 * Puts a reply into Cursor's words, which are flat.
 *
 * A hook that fails closed must say something every time: silence counts as its failure. So a call that may go on is answered
 * with `allow`, which leaves Cursor's own questions as they are. Never `ask`: for most events nobody would be asked. The
 * reason of a denial goes out under both names, since which of them reaches the model has changed before.
 */
export function writeReply(reply: HookReply, event: string | null): string {
  const refused = reply.kind === 'refuse' ? reply.reason : null;
  const toModel = PERMISSION.get(event ?? '');
  if (toModel !== undefined) return shellAnswer('stdout', JSON.stringify(permissionOf(refused, toModel)));
  if (event === 'beforeSubmitPrompt') {
    const output = refused === null ? { continue: true } : { continue: false, user_message: refused };
    return shellAnswer('stdout', JSON.stringify(output));
  }
  if (refused !== null) return shellAnswer('stderr', refused);
  const context = event === 'sessionStart' && reply.kind === 'neutral' ? reply.context : undefined;
  return shellAnswer('stdout', JSON.stringify(context === undefined ? {} : { additional_context: context }));
}

function permissionOf(refused: string | null, toModel: boolean): { readonly [field: string]: string } {
  if (refused === null) return { permission: 'allow' };
  return { permission: 'deny', user_message: refused, ...(toModel ? { agent_message: refused } : {}) };
}
