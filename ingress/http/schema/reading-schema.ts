import { z } from 'zod';
import { VERDICTS } from '../../../core/decision.ts';
import { RISK_LEVELS } from '../../../core/risk/risk.ts';
import { ACTION_STATUSES } from '../../../ports/action-store.ts';
import type {
  WireActionPage,
  WireLogKeys,
  WireParsedAction,
  WireParsedPart,
  WirePolicyPreview,
  WirePolicyText,
  WireReplayFinding,
  WireSavedPolicy,
  WireSession,
  WireShownAction,
} from '../../../sdk/wire-reading.ts';
import { decimalText, describes, freeText, jsonObject, plainText, wholeNumber } from './basic-schema.ts';
import { actionAnswer, decisionAnswer } from './decision-schema.ts';

const text = z.string();
const nullableText = text.nullable();
const place = decimalText(999_999_999_999);

/** What `GET /v1/actions` may be asked. */
export const actionsQuery = z.strictObject({
  before: place.optional(),
  after: place.optional(),
  limit: decimalText(500)
    .refine((limit) => limit >= 1, 'at least one')
    .optional(),
  session: plainText().optional(),
  verdict: z.enum(VERDICTS).optional(),
});

export const actionParams = z.strictObject({ id: plainText(128) });

const row = z.strictObject({
  log_index: wholeNumber,
  at_ms: wholeNumber,
  action_id: text,
  session: text,
  principal: text,
  tool: text,
  surface: text,
  summary: text,
  workspace: text,
  effects: z.array(text),
  provenance: z.array(text),
  verdict: z.enum(VERDICTS),
  enforced: z.boolean(),
  score: z.number(),
  level: z.enum(RISK_LEVELS),
  gate: nullableText,
  rule: nullableText,
  reason: text,
  policy: text,
  status: z.enum(ACTION_STATUSES).nullable(),
});

export const actionsAnswer = describes<WireActionPage>()(
  z.strictObject({ actions: z.array(row), next_before: wholeNumber.nullable(), size: wholeNumber }),
);

export const shownActionAnswer = describes<WireShownAction>()(
  z.strictObject({
    id: text,
    digest: text,
    session: text,
    principal: text,
    tool: text,
    status: z.enum(ACTION_STATUSES),
    created_at_ms: wholeNumber,
    updated_at_ms: wholeNumber,
    action: actionAnswer.nullable(),
    decisions: z.array(
      z.strictObject({ log_index: wholeNumber, at_ms: wholeNumber, decision: decisionAnswer.nullable() }),
    ),
    trail: z.array(
      z.strictObject({ index: wholeNumber, type: text, at_ms: wholeNumber, actor: text, data: jsonObject }),
    ),
    checkpoint: nullableText,
  }),
);

const part = describes<WireParsedPart>()(
  z.strictObject({
    kind: text,
    operator: text,
    text,
    program: nullableText,
    effects: z.array(text),
    depth: wholeNumber,
  }),
);
export const parsedAnswer = describes<WireParsedAction>()(
  z.strictObject({
    parts: z.array(part).nullable(),
    complete: z.boolean(),
    problem: z.enum(['incomplete', 'malformed']).nullable(),
  }),
);

const finding = describes<WireReplayFinding>()(
  z.strictObject({
    index: wholeNumber,
    outcome: z.enum(['same', 'different', 'erased', 'missing', 'unknown-policy']),
    detail: text,
  }),
);
export const replayAnswer = z.strictObject({ findings: z.array(finding) });

const session = describes<WireSession>()(
  z.strictObject({
    id: text,
    principal: text,
    workspace: text,
    started_at_ms: wholeNumber,
    consecutive_denials: wholeNumber,
    refused: wholeNumber,
    grants: wholeNumber,
    crisis: z.strictObject({ level: z.enum(['high', 'imminent']), until_ms: wholeNumber }).nullable(),
  }),
);
export const sessionsAnswer = z.strictObject({ sessions: z.array(session) });

/** `POST /v1/policy/preview`. */
export const policyPreviewSchema = z.strictObject({ text: freeText(262_144) });

const MAX_POLICY = 262_144;

/** `POST /v1/policy/text`. */
export const policySavingSchema = z.strictObject({
  before: freeText(MAX_POLICY),
  text: freeText(MAX_POLICY),
  totp: plainText(16).optional(),
});

export const savedPolicyAnswer = describes<WireSavedPolicy>()(z.strictObject({ version: text, kept: nullableText }));

export const policyTextAnswer = describes<WirePolicyText>()(z.strictObject({ source: text, text, own: z.boolean() }));

const change = z.strictObject({
  index: wholeNumber,
  action_id: text,
  tool: text,
  summary: text,
  before: z.enum(VERDICTS),
  after: z.enum(VERDICTS),
  reason: text,
});

export const policyPreviewAnswer = describes<WirePolicyPreview>()(
  z.strictObject({
    problems: z.array(text),
    warnings: z.array(text),
    rules: wholeNumber,
    examples: wholeNumber,
    decisions: wholeNumber,
    changed: wholeNumber,
    changes: z.array(change),
    cut: z.boolean(),
  }),
);

export const logKeysAnswer = describes<WireLogKeys>()(z.strictObject({ origin: text, keys: z.array(text) }));
