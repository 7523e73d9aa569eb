import { fail, ok, type Result } from '../../core/result.ts';
import type { ReviewPrompt } from '../../core/reviewer/review-prompt.ts';
import {
  REVIEWER_LIMITS,
  type Reviewer,
  type ReviewerFailure,
  type ReviewerFailureCode,
} from '../../ports/reviewer.ts';
import { type ApiShape, readReply, requestOf } from './api-shape.ts';
import { readBounded } from './read-bounded.ts';

/** A reviewer model behind an HTTP endpoint. */
export type HttpReviewerOptions = {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly api: ApiShape;
  /** Without a slash at its end: `https://api.openai.com/v1`, `https://api.anthropic.com`, `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  /** Asked before every review, so that a rotated key counts at once; null where the endpoint wants none. */
  readonly key: () => Promise<string | null>;
  /** What newer models of OpenAI call the bound of an answer. */
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
};

/**
 * Opens a reviewer over an endpoint in the shape of OpenAI's chat completions or of Anthropic's messages, local models included.
 *
 * One POST a review, with temperature 0 and 16 tokens; redirections are not followed, answers over 64 KiB are not read, and the
 * time-out counts from the first byte sent to the last one read. Neither the key nor what was asked is in any failure.
 */
export function openHttpReviewer(options: HttpReviewerOptions): Reviewer {
  const { name, provider, model } = options;
  return { name, provider, model, review: (prompt, { timeoutMs }) => review(options, prompt, timeoutMs) };
}

async function review(
  options: HttpReviewerOptions,
  prompt: ReviewPrompt,
  timeoutMs: number,
): Promise<Result<string, ReviewerFailure>> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { path, headers, body } = requestOf(options, prompt, await options.key());
    const response = await fetch(`${options.baseUrl}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return refuse('refused', `status ${response.status}, want 200`);
    }
    const text = await readBounded(response, REVIEWER_LIMITS.answerBytes);
    const reply = text === null ? null : readReply(options.api, text);
    return reply === null ? refuse('unusable-answer', 'no single text of a finished answer') : ok(reply);
  } catch {
    return signal.aborted
      ? refuse('timed-out', `no answer within ${timeoutMs} ms`)
      : refuse('unreachable', 'no connection, or it broke off');
  }
}

function refuse(code: ReviewerFailureCode, reason: string): Result<never, ReviewerFailure> {
  return fail({ code, reason: `ask the reviewer: ${reason}` });
}
