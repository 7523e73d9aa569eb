import type { Gateway } from '../../../application/gateway.ts';
import { commandRoute, type HookOptions, type HookRoute } from '../agent-hook.ts';
import { type HookReply, shellAnswer } from '../hook-reply.ts';
import { parseHookInput } from './hook-input.ts';

/** Events whose hook cannot stop anything. */
const CANNOT_STOP: ReadonlySet<string> = new Set([
  'AfterTool',
  'AfterAgent',
  'AfterModel',
  'Notification',
  'PreCompress',
  'SessionStart',
  'SessionEnd',
]);

const HOOK = { parse: parseHookInput, canStop: (event: string | null) => event === null || !CANNOT_STOP.has(event) };

/** Gemini CLI's hooks, which are commands alone: `POST /hooks/gemini-cli/command`. */
export function geminiCliRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [commandRoute(gateway, HOOK, { agent: 'gemini-cli', write: writeReply, options })];
}

/** Puts a reply into Gemini CLI's words: exit 2 with the reason denies, else JSON and nothing but JSON is printed. */
export function writeReply(reply: HookReply, event: string | null): string {
  if (reply.kind === 'refuse') return shellAnswer('stderr', reply.reason);
  if (reply.kind === 'permit')
    return shellAnswer('stdout', JSON.stringify({ decision: 'allow', reason: reply.reason }));
  const { notice, context } = reply;
  const told = { hookEventName: event, additionalContext: context };
  const output = {
    ...(notice === undefined ? {} : { systemMessage: notice }),
    ...(context === undefined ? {} : { hookSpecificOutput: told }),
  };
  return shellAnswer('stdout', JSON.stringify(output));
}
