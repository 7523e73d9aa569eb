import { z } from 'zod';
import { APPROVAL_LIMITS, APPROVAL_SCOPES } from '../../../core/approval/approval.ts';
import { TRUST_LIMITS } from '../../../core/fatigue/session-trust.ts';
import { CHANNELS } from '../../../core/policy/policy.ts';
import type {
  WireFatigue,
  WireSignedAnswered,
  WireSignedAnswersRequest,
  WireTrust,
  WireTrustAnswer,
  WireTrustOrder,
  WireTrustQuestion,
} from '../../../sdk/wire.ts';
import { accepts, base64Text, decimalText, describes, freeText, plainText, wholeNumber } from './basic-schema.ts';
import { approvalAnswer } from './decision-schema.ts';

const MAX_ANSWERS = 100;
const MAX_SINCE_MS = 90 * 86_400_000;

/** `POST /v1/approvals/batch`. */
export const batchAnswerSchema = accepts<WireSignedAnswersRequest>()(
  z.strictObject({
    answers: z
      .array(
        z.strictObject({
          id: plainText(32).min(APPROVAL_LIMITS.minPrefixLength),
          answer: z.enum(['approve', 'deny']),
          scope: z.enum(APPROVAL_SCOPES).optional(),
          note: freeText(APPROVAL_LIMITS.maxNoteLength).optional(),
          channel: z.enum(CHANNELS).optional(),
          key_id: plainText(128),
          signature: base64Text(128),
        }),
      )
      .min(1)
      .max(MAX_ANSWERS)
      .readonly(),
  }),
);

/** The answer of `POST /v1/approvals/batch`. */
export const batchAnswered = describes<{ readonly answers: readonly WireSignedAnswered[] }>()(
  z.strictObject({
    answers: z.array(
      z.strictObject({
        id: z.string(),
        approval: approvalAnswer.nullable(),
        error: z
          .strictObject({ code: z.string(), message: z.string(), remedies: z.array(z.string()).readonly() })
          .nullable(),
      }),
    ),
  }),
);

/** `POST /v1/trust/questions`. */
export const trustOrderSchema = accepts<WireTrustOrder>()(
  z.strictObject({
    session: plainText(),
    pattern: plainText(400).optional(),
    tool: plainText(256).optional(),
    duration_ms: wholeNumber.max(TRUST_LIMITS.longestMs).optional(),
  }),
);

/** The answer of `POST /v1/trust/questions`. */
export const trustQuestionAnswer = describes<WireTrustQuestion>()(
  z.strictObject({
    nonce: z.string(),
    statement: z.string(),
    session: z.string(),
    principal: z.string(),
    workspace: z.string(),
    expires_at_ms: wholeNumber,
    effects: z.array(z.string()).readonly(),
  }),
);

/** `POST /v1/trust`. */
export const trustAnswerSchema = accepts<WireTrustAnswer>()(
  z.strictObject({ nonce: plainText(32), key_id: plainText(128), signature: base64Text(128) }),
);

/** Trust in answers. */
export const trustAnswer = describes<WireTrust>()(
  z.strictObject({
    id: z.string(),
    kind: z.enum(['work', 'pattern']),
    pattern: z.string().nullable(),
    tool: z.string().nullable(),
    effects: z.array(z.string()).readonly(),
    by: z.string(),
    session: z.string(),
    principal: z.string(),
    workspace: z.string(),
    lease: z.string().nullable(),
    expires_at_ms: wholeNumber,
  }),
);

/** `POST /v1/trust/revoke`. */
export const revokeTrustSchema = z.strictObject({ session: plainText() });

/** The query of `GET /v1/fatigue`. */
export const fatigueQuery = z.strictObject({
  last_ms: decimalText(MAX_SINCE_MS)
    .meta({ description: 'Of the last so many milliseconds; default a day' })
    .optional(),
});

const reading = z.strictObject({
  by: z.string().nullable(),
  channel: z.string().nullable(),
  prompts: wholeNumber,
  approved: wholeNumber,
  denied: wholeNumber,
  unanswered: wholeNumber,
  per_hour: z.number(),
  approve_rate: z.number().nullable(),
  median_ms: wholeNumber.nullable(),
  alarms: z.array(z.enum(['fast', 'always', 'flood'])).readonly(),
});

/** The answer of `GET /v1/fatigue`. */
export const fatigueAnswer = describes<WireFatigue>()(
  z.strictObject({
    since_ms: wholeNumber,
    now_ms: wholeNumber,
    all: reading,
    people: z.array(reading).readonly(),
    rules: z
      .array(
        z.strictObject({
          pattern: z.string(),
          rule_id: z.string(),
          yaml: z.string(),
          saved: z.array(wholeNumber).readonly(),
          kept: z.array(wholeNumber).readonly(),
          approvals: wholeNumber,
        }),
      )
      .readonly(),
    suggested: z.array(z.strictObject({ pattern: z.string(), rule_id: z.string(), approvals: wholeNumber })).readonly(),
    is_cut: z.boolean(),
  }),
);

/** The parameter and the answer of `POST /v1/policy/proposals/{index}/dismiss`. */
export const dismissParams = z.strictObject({ index: decimalText(Number.MAX_SAFE_INTEGER) });
export const dismissedAnswer = z.strictObject({ until_ms: wholeNumber });
