import { type HookReply, shellAnswer } from '../hook-reply.ts';
import { NOTICES } from './hook-input.ts';

/** Events whose hook cannot stop anything: there a failure is told to the user, and nothing is refused. */
const CANNOT_STOP: ReadonlySet<string> = new Set([
  'PostToolUse',
  'PostToolUseFailure',
  'SessionStart',
  'SessionEnd',
  ...NOTICES,
]);

/** Whether a hook for this event can stop something. An event that is unknown, or not named, counts as one that can. */
export function canStop(event: string | null): boolean {
  return event === null || !CANNOT_STOP.has(event);
}

/** The reply as the JSON of an HTTP hook, or of a command hook that exits with 0. */
export function replyJson(reply: HookReply, event: string | null): string {
  return JSON.stringify(outputOf(reply, event));
}

/** The reply for the command hook's shell. Exit code 2 blocks, with the text as the reason. */
export function replyText(reply: HookReply, event: string | null): string {
  if (reply.kind === 'refuse') return shellAnswer('stderr', reply.reason);
  return shellAnswer('stdout', replyJson(reply, event));
}

function outputOf(reply: HookReply, event: string | null): { readonly [field: string]: unknown } {
  if (reply.kind === 'neutral') return neutralOutput(reply, event);
  if (event === 'PreToolUse') {
    const permissionDecision = reply.kind === 'permit' ? 'allow' : 'deny';
    return { hookSpecificOutput: { hookEventName: event, permissionDecision, permissionDecisionReason: reply.reason } };
  }
  if (event === 'PermissionRequest') {
    const decision = reply.kind === 'permit' ? { behavior: 'allow' } : { behavior: 'deny', message: reply.reason };
    return { hookSpecificOutput: { hookEventName: event, decision } };
  }
  return reply.kind === 'permit' ? {} : { decision: 'block', reason: reply.reason };
}

function neutralOutput(
  { notice, context }: { readonly notice?: string; readonly context?: string },
  event: string | null,
): { readonly [field: string]: unknown } {
  const told = context === undefined || event === null ? {} : { hookEventName: event, additionalContext: context };
  return {
    ...(notice === undefined ? {} : { systemMessage: notice }),
    ...(context === undefined ? {} : { hookSpecificOutput: told }),
  };
}
