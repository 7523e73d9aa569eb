import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PostAnswer, PostFailure } from '../../ports/outbound-poster.ts';

const DAY_MS = 86_400_000;

/** Collects an answer of a server up to a bound, and hands it on once: whole, or why it is not. */
export function readAnswer(
  answer: IncomingMessage,
  { host, maxBytes }: { readonly host: string; readonly maxBytes: number },
  done: (result: Result<PostAnswer, PostFailure>) => void,
): void {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  answer.on('data', (part: Buffer) => {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes)
      return done(fail({ code: 'too-long', reason: `post to ${host}: an answer above ${maxBytes} bytes` }));
    parts.push(part);
  });
  answer.on('close', () => {
    if (!answer.complete)
      return done(fail({ code: 'unreachable', reason: `post to ${host}: the answer broke off, want a whole one` }));
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    );
    const body = Buffer.concat(parts).toString('utf8');
    done(ok({ status: answer.statusCode ?? 0, headers, body, retryAfterMs: readRetryAfter(headers['retry-after']) }));
  });
}

/** Seconds, or the moment in one of HTTP's forms of dates. */
export function readRetryAfter(text: string | undefined, nowMs: () => number = Date.now): number | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || trimmed.length > 40) return null;
  const seconds = Number(trimmed);
  const waitMs = Number.isNaN(seconds) ? Date.parse(trimmed) - nowMs() : seconds * 1_000;
  return Number.isNaN(waitMs) ? null : Math.min(DAY_MS, Math.max(0, Math.ceil(waitMs)));
}
