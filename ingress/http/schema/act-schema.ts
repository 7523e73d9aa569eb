import { z } from 'zod';
import { OWN_TOOLS } from '../../../application/act/own-call.ts';
import { ACTION_LIMITS, SURFACES } from '../../../core/action/action.ts';
import { VERDICTS } from '../../../core/decision.ts';
import { CHANNELS } from '../../../core/policy/policy.ts';
import type { WireActRequest, WireActResponse, WireDiffRequest, WirePlanRequest } from '../../../sdk/wire.ts';
import { absolutePath, accepts, describes, freeText, jsonObject, plainText, wholeNumber } from './basic-schema.ts';
import { approvalAnswer, decisionAnswer } from './decision-schema.ts';

const MAX_WAIT_MS = 600_000;

/** The fields that say where and how a call happens. */
export const placeFields = {
  session: plainText(),
  workspace: absolutePath,
  on_behalf_of: plainText().optional(),
  surface: z.enum(SURFACES).optional(),
  channel: z.enum(CHANNELS).optional(),
  call_id: plainText().optional(),
  idempotency_key: plainText().optional(),
  dry_run: z.boolean().optional(),
  wait_ms: wholeNumber.max(MAX_WAIT_MS).optional(),
};

const place = z.strictObject(placeFields);

/** Where and how a call happens, as it was read. */
export type PlaceOfCall = z.output<typeof place>;

/** `POST /v1/act`. What the arguments must be is the tool's to say. */
export const actSchema = accepts<WireActRequest>()(
  z.strictObject({ ...placeFields, tool: z.enum(OWN_TOOLS), args: jsonObject }),
);

/** `POST /v1/plans`. */
export const planSchema = accepts<WirePlanRequest>()(z.strictObject({ ...placeFields, plan: jsonObject }));

/** `POST /v1/diffs`. */
export const diffSchema = accepts<WireDiffRequest>()(
  z.strictObject({ ...placeFields, diff: freeText(ACTION_LIMITS.argsBytes) }),
);

/** What became of a call. */
export const actAnswer = describes<WireActResponse>()(
  z.strictObject({
    verdict: z.enum(VERDICTS),
    is_done: z.boolean(),
    text: z.string(),
    detail: jsonObject,
    decision: decisionAnswer.nullable(),
    action_id: z.string().nullable(),
    log_index: wholeNumber.nullable(),
    approval: approvalAnswer.nullable(),
  }),
);
