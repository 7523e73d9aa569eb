import { z } from 'zod';
import { ACTION_LIMITS } from '../../core/action/action.ts';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';

/** The longest word that an agent names a thing of its own with: an event, a source, a kind of sub-agent. */
export const MAX_WORD_LENGTH = 128;
const MAX_PROMPT_LENGTH = 1_048_576;

const plain = (max: number) => z.string().min(1).max(max).refine(isPlainText, 'text without control characters');

/** Fields that the hooks of several agents have in common, bounded. */
export const FIELD = {
  name: plain(ACTION_LIMITS.nameLength),
  word: plain(MAX_WORD_LENGTH),
  path: plain(ACTION_LIMITS.pathLength).refine((text) => text.startsWith('/'), 'an absolute path'),
  prompt: z.string().max(MAX_PROMPT_LENGTH),
  object: z.custom<JsonObject>(isJsonObject, 'an object'),
} as const;

/** The event that an input names in `hook_event_name`; null when it names none. */
export function eventOf(value: unknown): string | null {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'hook_event_name')) return null;
  const event = value['hook_event_name'];
  return typeof event === 'string' && event.length > 0 && event.length <= MAX_WORD_LENGTH ? event : null;
}

/** Every problem of an input in one sentence; ten at most. */
export function problemsText(event: string, issues: readonly z.core.$ZodIssue[]): string {
  const problems = issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return `read the hook's input for ${event}: ${problems.join('; ')}`;
}

function isPlainText(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return text.isWellFormed();
}
