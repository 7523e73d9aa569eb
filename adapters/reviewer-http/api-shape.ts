import type { ReviewPrompt } from '../../core/reviewer/review-prompt.ts';
import { REVIEWER_LIMITS } from '../../ports/reviewer.ts';

/** Whose form of API an endpoint has. */
export type ApiShape = 'openai' | 'anthropic';

type Asked = {
  readonly api: ApiShape;
  readonly model: string;
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
};

/** One request as it is sent. */
type ShapedRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The request in the form of the API: the rules as the system's words, the material as the user's. */
export function requestOf({ api, model, tokenField }: Asked, prompt: ReviewPrompt, key: string | null): ShapedRequest {
  const { answerTokens } = REVIEWER_LIMITS;
  const material = { role: 'user', content: prompt.user };
  if (api === 'anthropic') {
    return {
      path: '/v1/messages',
      headers: { 'anthropic-version': '2023-06-01', ...(key === null ? {} : { 'x-api-key': key }) },
      body: { model, system: prompt.system, messages: [material], temperature: 0, max_tokens: answerTokens },
    };
  }
  return {
    path: '/chat/completions',
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    body: {
      model,
      messages: [{ role: 'system', content: prompt.system }, material],
      temperature: 0,
      [tokenField]: answerTokens,
      stream: false,
    },
  };
}

/** The one text of a finished answer, exactly as it came; null for several, for a tool call, and for one that was cut off. */
export function readReply(api: ApiShape, text: string): string | null {
  const reply = parsed(text);
  return api === 'anthropic' ? anthropicText(reply) : openaiText(reply);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function anthropicText(reply: unknown): string | null {
  const content = member(reply, 'content');
  const block: unknown = Array.isArray(content) && content.length === 1 ? content[0] : null;
  const isText = member(block, 'type') === 'text' && member(reply, 'stop_reason') === 'end_turn';
  return isText ? textOf(member(block, 'text')) : null;
}

function openaiText(reply: unknown): string | null {
  const choices = member(reply, 'choices');
  const choice: unknown = Array.isArray(choices) && choices.length === 1 ? choices[0] : null;
  const message = member(choice, 'message');
  const calls = member(message, 'tool_calls') ?? [];
  const isPlain = member(choice, 'finish_reason') === 'stop' && Array.isArray(calls) && calls.length === 0;
  return isPlain ? textOf(member(message, 'content')) : null;
}

function member(value: unknown, name: string): unknown {
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isHolder ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
