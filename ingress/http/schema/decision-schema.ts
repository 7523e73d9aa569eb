import { z } from 'zod';
import { SURFACES } from '../../../core/action/action.ts';
import { ANSWER_CHANNELS, APPROVAL_SCOPES, APPROVAL_STATUSES } from '../../../core/approval/approval.ts';
import { SECOND_FACTORS } from '../../../core/approval/second-factor.ts';
import { GATES, VERDICTS } from '../../../core/decision.ts';
import { EFFECT_CLASSES } from '../../../core/effect/effect.ts';
import { RISK_LEVELS } from '../../../core/risk/risk.ts';
import type {
  WireAction,
  WireApproval,
  WireApprovalSummary,
  WireApprovalTerms,
  WireCheckResponse,
  WireDecideResponse,
  WireDecision,
} from '../../../sdk/wire.ts';
import { describes, jsonObject, wholeNumber } from './basic-schema.ts';

const text = z.string();
const nullableText = text.nullable();
const verdict = z.enum(VERDICTS);
const riskLevel = z.enum(RISK_LEVELS);
const remedies = z.array(text);

const terms = describes<WireApprovalTerms>()(
  z.strictObject({
    timeout_ms: wholeNumber,
    approvers: wholeNumber,
    second_factor: z.boolean(),
    batch: z.boolean(),
    scopes: z.array(z.enum(APPROVAL_SCOPES)),
    on_timeout: z.enum(['deny', 'deny-notify', 'deny-escalate', 'deny-emergency']),
  }),
);

const effect = z.strictObject({
  class: z.enum(EFFECT_CLASSES),
  resource: z.strictObject({ kind: text, value: text, provenance: text }),
  detail: text,
  reversibility: z.enum(['reversible', 'compensable', 'irreversible']),
  marks: z.array(text),
});

const gateReport = z.strictObject({
  gate: z.enum(GATES),
  outcome: z.enum(['pass', 'require-approval', 'defer', 'deny', 'not-applicable', 'not-evaluated']),
  rule: text,
  reason: text,
  remedy: text,
});

const obligation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('checkpoint'), paths: z.array(text) }),
  z.strictObject({ kind: z.literal('notify'), whom: z.enum(['approvers', 'administrator', 'emergency']) }),
  z.strictObject({ kind: z.literal('expire'), at_ms: wholeNumber }),
]);

/** A decision in answers. */
export const decisionAnswer = describes<WireDecision>()(
  z
    .strictObject({
      verdict,
      risk: z.strictObject({
        score: z.int().min(0).max(100),
        level: riskLevel,
        parts: z.array(z.strictObject({ kind: text, rule: text, points: z.number() })),
      }),
      effects: z.array(effect),
      gates: z.array(gateReport),
      obligations: z.array(obligation),
      approval: terms.nullable(),
      reason: text,
      remedies,
    })
    .meta({ id: 'Decision' }),
);

/** An action in answers. */
export const actionAnswer = describes<WireAction>()(
  z
    .strictObject({
      id: text,
      session: text,
      principal: text,
      on_behalf_of: text,
      surface: z.enum(SURFACES),
      tool: z.strictObject({ name: text, origin: text, digest: nullableText }),
      args: jsonObject,
      cwd: text,
      workspace: text,
      plan: nullableText,
      idempotency_key: nullableText,
      proposed_at_ms: wholeNumber,
    })
    .meta({ id: 'Action' }),
);

const summaryFields = {
  id: text,
  action_id: text,
  decision_index: wholeNumber,
  status: z.enum(APPROVAL_STATUSES),
  binding: z.strictObject({
    action_digest: text,
    tool_digest: nullableText,
    policy_version: text,
    profile: text,
    lease: nullableText,
    plan: nullableText,
    requester: text,
    session: text,
  }),
  on_behalf_of: text,
  risk_level: riskLevel,
  risk_score: z.int(),
  terms,
  nonce: text,
  created_at_ms: wholeNumber,
  deadline_ms: wholeNumber,
  answers: z.array(
    z.strictObject({
      answer: z.enum(['approve', 'deny']),
      approver: text,
      key_id: text,
      channel: z.enum(ANSWER_CHANNELS),
      scope: z.enum(APPROVAL_SCOPES),
      note: text,
      at_ms: wholeNumber,
      signature: text,
      second_factor: z.enum(SECOND_FACTORS).optional(),
    }),
  ),
  late: z.boolean(),
  usable_until_ms: wholeNumber.nullable(),
  consumed_by: nullableText,
};

/** An approval request without the action it is about. */
export const approvalSummaryAnswer = describes<WireApprovalSummary>()(
  z.strictObject(summaryFields).meta({ id: 'ApprovalSummary' }),
);

/** An approval request as people see it. */
export const approvalAnswer = describes<WireApproval>()(
  z
    .strictObject({
      ...summaryFields,
      shown: z.strictObject({ action: actionAnswer, decision: decisionAnswer }).nullable(),
      prompt: z
        .strictObject({
          title: text,
          sections: z.array(z.strictObject({ heading: text, lines: z.array(text), quoted: z.boolean() })),
          fingerprint: text,
        })
        .nullable(),
      statement: text,
    })
    .meta({ id: 'Approval' }),
);

/** The answer of `POST /v1/check`. */
export const checkAnswer = describes<WireCheckResponse>()(
  z.strictObject({
    verdict,
    reason: text,
    remedies,
    action: actionAnswer,
    action_digest: text,
    decision: decisionAnswer,
  }),
);

/** The answer of `POST /v1/decide`. */
export const decideAnswer = describes<WireDecideResponse>()(
  z.strictObject({
    verdict,
    reason: text,
    remedies,
    enforced: z.boolean(),
    action_id: text,
    action_digest: text,
    log_index: wholeNumber,
    decision: decisionAnswer,
    approval: approvalSummaryAnswer.nullable(),
  }),
);
