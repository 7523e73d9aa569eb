import { z } from 'zod';
import { RUN_CHANGES } from '../../../application/run/run-order.ts';
import { RUN_STATES } from '../../../application/run/run-view.ts';
import { GUARANTEES, SANDBOX_NAMES } from '../../../core/sandbox/guarantee.ts';
import type {
  WireEndRunRequest,
  WireOpenedRun,
  WireRenewRunRequest,
  WireReviewRunRequest,
  WireRun,
  WireRunRequest,
  WireRunSummary,
  WireSandbox,
  WireShownRun,
  WireStopRunRequest,
} from '../../../sdk/wire.ts';
import { absolutePath, accepts, decimalText, describes, freeText, plainText, wholeNumber } from './basic-schema.ts';

const MAX_WORDS = 1_000;
const MAX_WORD = 100_000;
const MAX_HOSTS = 100;
const MAX_HOST = 300;
const MAX_VALUE = 32_768;
const MAX_REASON = 500;
const MAX_WAIT_MS = 10_000;
/** Model §8: a lease lasts 60 minutes at most. */
const MAX_LEASE_MS = 3_600_000;

const text = z.string();
const variables = z.record(plainText(128), freeText(MAX_VALUE));
const leaseMs = z.int().min(1_000).max(MAX_LEASE_MS);

/** `POST /v1/runs`. */
export const runSchema = accepts<WireRunRequest>()(
  z.strictObject({
    argv: z.array(freeText(MAX_WORD)).min(1).max(MAX_WORDS).readonly(),
    workspace: absolutePath,
    cwd: absolutePath.optional(),
    isolation: z.enum(SANDBOX_NAMES).optional(),
    changes: z.enum(RUN_CHANGES).optional(),
    allow_hosts: z.array(plainText(MAX_HOST)).max(MAX_HOSTS).readonly().optional(),
    secrets: z.record(plainText(128), plainText(128)).optional(),
    environment: variables.optional(),
    is_terminal: z.boolean().optional(),
    lease_ms: leaseMs.optional(),
  }),
);

/** The run in an address. */
export const runParams = z.strictObject({ id: plainText(64) });

/** The query of `GET /v1/runs/{id}/follow`. */
export const followQuery = z.strictObject({ known: z.enum(RUN_STATES), wait_ms: decimalText(MAX_WAIT_MS).optional() });

/** `POST /v1/runs/{id}/end`. */
export const endRunSchema = accepts<WireEndRunRequest>()(z.strictObject({ exit_code: z.int().nullable() }));

/** `POST /v1/runs/{id}/stop` and `…/freeze`. */
export const stopRunSchema = accepts<WireStopRunRequest>()(z.strictObject({ reason: plainText(MAX_REASON) }));

/** `POST /v1/runs/{id}/resume`. */
export const resumeRunSchema = z.strictObject({});

/** `POST /v1/runs/{id}/renew`. */
export const renewRunSchema = accepts<WireRenewRunRequest>()(z.strictObject({ lease_ms: leaseMs }));

/** `POST /v1/runs/{id}/review`. */
export const reviewRunSchema = accepts<WireReviewRunRequest>()(z.strictObject({ verdict: z.enum(['apply', 'drop']) }));

const run = describes<WireRun>()(
  z.object({
    id: text,
    session: text,
    principal: text,
    workspace: text,
    program: text,
    isolation: z.enum(SANDBOX_NAMES),
    changes: z.enum(RUN_CHANGES),
    state: z.enum(RUN_STATES),
    started_at_ms: wholeNumber,
    expires_at_ms: wholeNumber,
  }),
);

const summary = describes<WireRunSummary>()(
  z.object({
    duration_ms: wholeNumber,
    actions: z.object({ decided: wholeNumber, allowed: wholeNumber, asked: wholeNumber, denied: wholeNumber }),
    files: z.array(z.object({ path: text, change: z.enum(['added', 'changed', 'deleted']) })).readonly(),
    file_count: wholeNumber,
    left_out: z.array(z.object({ path: text, why: text })).readonly(),
    not_kept: z.array(z.object({ path: text, why: text })).readonly(),
    traffic: z.object({
      opened: wholeNumber,
      refused: wholeNumber,
      bytes_out: wholeNumber,
      bytes_in: wholeNumber,
      refused_hosts: z.array(text).readonly(),
    }),
    spent: z.object({ tokens: wholeNumber, cost_micros: wholeNumber }).nullable(),
    stopped: text.nullable(),
    output: z.object({ stdout: text, stderr: text, exit_code: z.int() }).nullable(),
    notes: z.array(text).readonly(),
    remains: z.array(text).readonly(),
  }),
);

/** The answer of `POST /v1/runs`. */
export const openedRunAnswer = describes<WireOpenedRun>()(
  z.object({
    run,
    launch: z
      .object({
        argv: z.array(text).readonly(),
        environment: z.record(text, text),
        inputs: z.array(text).readonly(),
      })
      .nullable(),
    notes: z.array(text).readonly(),
  }),
);

/** The answer of `GET /v1/runs`. */
export const runsAnswer = describes<{ readonly runs: readonly WireRun[] }>()(
  z.object({ runs: z.array(run).readonly() }),
);

/** One run, and what became of it. */
export const shownRunAnswer = describes<WireShownRun>()(z.object({ run, summary: summary.nullable() }));

const sandbox = describes<WireSandbox>()(
  z.object({
    name: z.enum(SANDBOX_NAMES),
    works: z.boolean(),
    version: text.nullable(),
    enforces: z.array(z.enum(GUARANTEES)).readonly(),
    missing: z.array(z.object({ guarantee: z.enum(GUARANTEES), why: text })).readonly(),
  }),
);

/** The query of `GET /v1/sandboxes`: kinds, with commas between them. */
export const sandboxesQuery = z.strictObject({
  name: z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(SANDBOX_NAMES)))
    .optional(),
});

/** The answer of `GET /v1/sandboxes`. */
export const sandboxesAnswer = describes<{ readonly sandboxes: readonly WireSandbox[] }>()(
  z.object({ sandboxes: z.array(sandbox).readonly() }),
);
