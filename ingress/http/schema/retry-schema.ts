import { z } from 'zod';
import { STRATEGIES } from '../../../core/retry/strategy.ts';
import type { WireNextAttempt, WireRetryRequest } from '../../../sdk/wire.ts';
import { accepts, describes, freeText, plainText, wholeNumber } from './basic-schema.ts';

const MAX_PROBLEMS = 100;
const MAX_LINE = 2_000;
/** More retries than a task or an hour can have, so that a caller that counts wrongly is told by the rule. */
const MAX_RETRIES = 100;

const line = freeText(MAX_LINE);
const problem = z.strictObject({ path: line, found: line, wanted: line });

const failure = z.strictObject({
  code: plainText(16),
  message: line,
  problems: z.array(line).max(MAX_PROBLEMS).readonly(),
});

const refusedOutput = z.strictObject({
  what: plainText(64),
  problems: z.array(problem).min(1).max(MAX_PROBLEMS).readonly(),
});

/** `POST /v1/retries/next`. */
export const retrySchema = accepts<WireRetryRequest>()(
  z.strictObject({
    history: z.strictObject({
      retries: z
        .array(z.strictObject({ strategy: z.enum(STRATEGIES), failure }))
        .max(MAX_RETRIES)
        .readonly(),
      retried_at_ms: z.array(wholeNumber).max(MAX_RETRIES).readonly(),
    }),
    failure: z.union([failure, refusedOutput]),
  }),
);

/** The answer of `POST /v1/retries/next`. */
export const nextAttemptAnswer = describes<WireNextAttempt>()(
  z.union([
    z.strictObject({
      kind: z.literal('retry'),
      failure,
      strategy: z.enum(STRATEGIES),
      number: wholeNumber,
      instructions: z.string(),
      changes: z.strictObject({
        extra_context_lines: wholeNumber,
        reread_files: z.boolean(),
        narrower: z.strictObject({ steps: wholeNumber, files: wholeNumber }).nullable(),
      }),
      wait_ms: wholeNumber,
    }),
    z.strictObject({
      kind: z.literal('escalate'),
      failure,
      reason: z.enum(['security-finding', 'unknown-failure', 'task-limit', 'hourly-limit']),
      message: z.string(),
    }),
  ]),
);
