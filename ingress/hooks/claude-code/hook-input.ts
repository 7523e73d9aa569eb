import { z } from 'zod';
import { ACTION_LIMITS } from '../../../core/action/action.ts';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { unknownEventText } from './messages.ts';

/**
 * What Claude Code says of a hook's event, as far as it is used here. Its field names, snake_case.
 *
 * Fields that are not used are ignored, since the agent adds some with every version; those that are used are checked.
 */
export type HookInput =
  | ({ readonly hook_event_name: 'PreToolUse' | 'PermissionRequest' } & ToolCall)
  | ({ readonly hook_event_name: 'PostToolUse' } & z.output<typeof finished>)
  | ({ readonly hook_event_name: 'PostToolUseFailure' } & z.output<typeof failed>)
  | ({ readonly hook_event_name: 'UserPromptSubmit' } & z.output<typeof prompted>)
  | ({ readonly hook_event_name: 'SessionStart' } & z.output<typeof started>)
  | ({ readonly hook_event_name: 'SessionEnd' } & z.output<typeof ended>)
  | { readonly hook_event_name: NoticeEvent };

/** A tool call that wants to run. */
export type ToolCall = z.output<typeof toolCall>;

/** Events that ask nothing of us and change nothing here. They get a neutral answer. */
export const NOTICES = [
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'StopFailure',
  'Notification',
  'PreCompact',
  'PostCompact',
  'PermissionDenied',
  'TaskCreated',
  'TaskCompleted',
  'TeammateIdle',
] as const;
type NoticeEvent = (typeof NOTICES)[number];

const MAX_PROMPT_LENGTH = 1_048_576;
const MAX_WORD_LENGTH = 128;

const plain = (max: number) => z.string().min(1).max(max).refine(isPlainText, 'text without control characters');
const name = plain(ACTION_LIMITS.nameLength);
const word = plain(MAX_WORD_LENGTH);
const path = plain(ACTION_LIMITS.pathLength).refine((text) => text.startsWith('/'), 'an absolute path');

const place = { session_id: name, cwd: path };
const toolCall = z.object({
  ...place,
  tool_name: name,
  tool_input: z.custom<JsonObject>(isJsonObject, 'an object'),
  tool_use_id: name.nullish(),
  agent_id: word.nullish(),
  agent_type: word.nullish(),
  mcp_server: z.object({ name: word }).nullish(),
});
const finished = z.object({
  session_id: name,
  tool_use_id: name.nullish(),
  tool_response: z.unknown(),
  duration_ms: z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
});
const failed = z.object({ session_id: name, tool_use_id: name.nullish(), is_interrupt: z.boolean().nullish() });
const prompted = z.object({ ...place, prompt: z.string().max(MAX_PROMPT_LENGTH) });
const started = z.object({ ...place, source: word.nullish() });
const ended = z.object({ session_id: name, reason: word.nullish() });

const SCHEMAS = {
  PreToolUse: toolCall,
  PermissionRequest: toolCall,
  PostToolUse: finished,
  PostToolUseFailure: failed,
  UserPromptSubmit: prompted,
  SessionStart: started,
  SessionEnd: ended,
} as const;

/** Why an input was not read: the event as far as it is known, and a sentence. */
export type HookInputFailure = { readonly event: string | null; readonly reason: string };

/** Reads a hook's input, or explains every problem at once. Total: any value is answered. */
export function parseHookInput(value: unknown): Result<HookInput, HookInputFailure> {
  const event = eventOf(value);
  if (event === null) {
    return fail({ event, reason: "read the hook's input: found no event, want an object with hook_event_name" });
  }
  if (isNotice(event)) return ok({ hook_event_name: event });
  if (!Object.hasOwn(SCHEMAS, event)) return fail({ event, reason: unknownEventText(event) });
  const parsed = SCHEMAS[event as keyof typeof SCHEMAS].safeParse(value);
  if (parsed.success) return ok({ hook_event_name: event, ...parsed.data } as HookInput);
  const problems = parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return fail({ event, reason: `read the hook's input for ${event}: ${problems.join('; ')}` });
}

/** The event an input names; null when it names none. */
export function eventOf(value: unknown): string | null {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'hook_event_name')) return null;
  const event = value['hook_event_name'];
  return typeof event === 'string' && event.length > 0 && event.length <= MAX_WORD_LENGTH ? event : null;
}

/** Whether an input only gives notice of something. */
export function isNoticeInput(input: HookInput): input is { readonly hook_event_name: NoticeEvent } {
  return isNotice(input.hook_event_name);
}

function isNotice(event: string): event is NoticeEvent {
  return NOTICES.some((notice) => notice === event);
}

function isPlainText(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return text.isWellFormed();
}
