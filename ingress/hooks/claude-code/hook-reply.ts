import { NOTICES } from './hook-input.ts';

/**
 * What the hook tells the agent, before it is put into the agent's words.
 *
 * `refuse` stops what the event is about; `neutral` leaves the agent's own flow as it is.
 */
export type HookReply =
  | { readonly kind: 'permit'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }
  | {
      readonly kind: 'neutral';
      /** Shown to the user. */
      readonly notice?: string;
      /** Told to the model when a session starts. */
      readonly context?: string;
    };

/** Changes nothing. */
export const NEUTRAL: HookReply = { kind: 'neutral' };

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

/**
 * The reply for the command hook's shell: a line with the exit code and the stream, the text, and a line `end` that shows
 * the answer came whole. Exit code 2 blocks, with the text as the reason.
 */
export function replyText(reply: HookReply, event: string | null): string {
  if (reply.kind === 'refuse') return `2 stderr\n${reply.reason}\nend\n`;
  return `0 stdout\n${replyJson(reply, event)}\nend\n`;
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
