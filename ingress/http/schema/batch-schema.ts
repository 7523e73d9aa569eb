import { z } from 'zod';
import { BATCH_LIMITS } from '../../../core/batch/order-calls.ts';
import { VERDICTS } from '../../../core/decision.ts';
import type { WireBatchRequest, WireBatchResponse } from '../../../sdk/wire.ts';
import { HTTP_LIMITS } from '../http-options.ts';
import { accepts, describes, plainText } from './basic-schema.ts';
import { decideAnswer } from './decision-schema.ts';
import { proposalSchema } from './request-schema.ts';

const text = z.string();
const callId = plainText(BATCH_LIMITS.idLength);

/** `POST /v1/batch`. */
export const batchSchema = accepts<WireBatchRequest>()(
  z.strictObject({
    calls: z
      .array(
        z.strictObject({
          id: callId,
          proposal: proposalSchema,
          depends_on: z.array(callId).max(BATCH_LIMITS.calls).readonly().optional(),
        }),
      )
      .min(1)
      .max(BATCH_LIMITS.calls)
      .readonly(),
    wait_ms: z.int().min(0).max(HTTP_LIMITS.waitMs).optional(),
  }),
);

const callAnswer = z.discriminatedUnion('state', [
  z.strictObject({ id: text, state: z.literal('decided'), decision: decideAnswer }),
  z.strictObject({ id: text, state: z.literal('in-turn'), verdict: z.enum(VERDICTS), reason: text }),
  z.strictObject({
    id: text,
    state: z.literal('failed'),
    code: text,
    reason: text,
    remedies: z.array(text),
    problems: z.array(z.strictObject({ path: text, found: text, wanted: text })),
  }),
  z.strictObject({ id: text, state: z.literal('skipped'), because: z.array(text) }),
]);

/** The answer of `POST /v1/batch`. */
export const batchAnswer = describes<WireBatchResponse>()(
  z.strictObject({ calls: z.array(callAnswer), schedule: z.array(z.array(text)) }),
);
