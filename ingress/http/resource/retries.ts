import type { z } from 'zod';
import type { Failure } from '../../../core/retry/failure.ts';
import { failureOf } from '../../../core/retry/failure-of.ts';
import { nextAttempt } from '../../../core/retry/next-attempt.ts';
import type { WireNextAttempt } from '../../../sdk/wire.ts';
import { type Route, route } from '../route.ts';
import { nextAttemptAnswer, retrySchema } from '../schema/retry-schema.ts';

/** `POST /v1/retries/next`: what comes after an attempt that failed. Asks nobody and remembers nothing. */
export function retryRoutes(): readonly Route[] {
  return [
    route({
      operation: 'nextAttempt',
      method: 'POST',
      path: '/v1/retries/next',
      summary: 'Says how to try again after a failure, or that a person is needed. Loosens nothing.',
      body: retrySchema,
      bodyExample: {
        history: { retries: [], retried_at_ms: [] },
        failure: {
          what: 'the diff',
          problems: [{ path: 'line 4, greet.ts', found: 'another line', wanted: 'a diff that applies exactly' }],
        },
      },
      answers: {
        200: { description: 'The next attempt, or the message to a person.', schema: nextAttemptAnswer },
      },
      handle: ({ body: { history, failure: given } }) => {
        const failure = 'what' in given ? failureOf(given.what, given.problems) : given;
        return { status: 200, body: answerTo(history, failure) };
      },
    }),
  ];
}

function answerTo(history: z.output<typeof retrySchema>['history'], failure: Failure): WireNextAttempt {
  const past = { retries: history.retries, retriedAtMs: history.retried_at_ms };
  const next = nextAttempt(past, failure, { nowMs: Date.now() });
  if (next.kind === 'escalate') return { ...next, failure };
  const { changes, waitMs, ...rest } = next;
  const { extraContextLines, rereadFiles, narrower } = changes;
  return {
    ...rest,
    failure,
    changes: { extra_context_lines: extraContextLines, reread_files: rereadFiles, narrower },
    wait_ms: waitMs,
  };
}
