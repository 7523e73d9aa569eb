import { z } from 'zod';
import { principalProblem } from '../../../core/action/principal-name.ts';
import { APPROVAL_LIMITS, APPROVAL_SCOPES, APPROVAL_STATUSES } from '../../../core/approval/approval.ts';
import { SAFE_MODE_REASON } from '../../../core/incident/safe-mode-statement.ts';
import { CHANNELS } from '../../../core/policy/policy.ts';
import { TOKEN_SCOPES } from '../../../ports/token-store.ts';
import type {
  WireAnswerRequest,
  WireContainRequest,
  WireCreateTokenRequest,
  WireDecideRequest,
  WireEnrolRequest,
  WireEraseRequest,
  WireHaltRequest,
  WireLiftRequest,
  WireNarrowTokenRequest,
  WireOutcomeRequest,
  WireProposal,
  WireResumeRequest,
  WireSafeModeExit,
  WireSafeModeRequest,
  WireSessionEvent,
} from '../../../sdk/wire.ts';
import { HTTP_LIMITS } from '../http-options.ts';
import {
  absolutePath,
  accepts,
  base64Text,
  decimalText,
  freeText,
  jsonObject,
  plainText,
  wholeNumber,
} from './basic-schema.ts';
import { callersOrigin } from './callers-origin.ts';

const REASON_LENGTH = 2_000;
const PROMPT_LENGTH = 1_048_576;
const MAX_AUTHORS = 16;
const channel = z.enum(CHANNELS);
const principalName = plainText(128).refine((name) => principalProblem(name) === null, 'agent:<name> or human:<name>');
const nullableText = plainText().nullish();
const reason = freeText(REASON_LENGTH).min(1);
const target = z.strictObject({
  kind: z.enum(['session', 'principal', 'tool', 'host', 'effect-class']),
  name: plainText(),
});

const proposalFields = {
  id: plainText(64).nullish(),
  session: plainText(),
  on_behalf_of: plainText().optional(),
  surface: z.enum(['api', 'sdk', 'mcp', 'cli', 'sandbox']).optional(),
  tool: z.strictObject({ name: plainText(), origin: callersOrigin.optional(), digest: nullableText }),
  args: jsonObject,
  cwd: absolutePath,
  workspace: absolutePath.optional(),
  plan: nullableText,
  idempotency_key: nullableText,
  call_id: nullableText,
  subagent: nullableText,
  channel: channel.optional(),
  authors: z.array(principalName).max(MAX_AUTHORS).readonly().optional(),
};

/** `POST /v1/check`. */
export const proposalSchema = accepts<WireProposal>()(z.strictObject(proposalFields));

/** `POST /v1/decide`. */
export const decideSchema = accepts<WireDecideRequest>()(
  z.strictObject({
    ...proposalFields,
    wait_ms: z.int().min(0).max(HTTP_LIMITS.waitMs).optional(),
  }),
);

const outcomeFields = {
  result: z.enum(['completed', 'failed']),
  error: freeText(REASON_LENGTH).nullish(),
  duration_ms: wholeNumber.nullish(),
  response: freeText(HTTP_LIMITS.bodyBytes).nullish(),
};

/** `POST /v1/outcome`: by the action's id, or by session and call id. */
export const outcomeSchema = accepts<WireOutcomeRequest>()(
  z.union([
    z.strictObject({ action_id: plainText(64), ...outcomeFields }),
    z.strictObject({ session: plainText(), call_id: plainText(), ...outcomeFields }),
  ]),
);

/** `POST /v1/sessions/events`. */
export const sessionEventSchema = accepts<WireSessionEvent>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('started'),
      session: plainText(),
      workspace: absolutePath,
      source: plainText(64).optional(),
    }),
    z.strictObject({ kind: z.literal('ended'), session: plainText(), reason: plainText(64).optional() }),
    z.strictObject({
      kind: z.literal('prompt'),
      session: plainText(),
      workspace: absolutePath,
      prompt: freeText(PROMPT_LENGTH),
    }),
  ]),
);

/** The query of `GET /v1/approvals`: statuses, comma separated, and how many. */
export const listApprovalsQuery = z.strictObject({
  status: z
    .string()
    .max(128)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(APPROVAL_STATUSES)))
    .meta({ description: 'Statuses, comma separated; default pending', type: 'string' })
    .optional(),
  limit: decimalText(500).optional(),
  order: z.enum(['oldest', 'newest']).meta({ description: 'Default oldest first' }).optional(),
  after: plainText(32).meta({ description: "The whole id of the page before's last request" }).optional(),
});

/** The query of `GET /v1/approvals/{id}`. */
export const waitQuery = z.strictObject({ wait_ms: decimalText(HTTP_LIMITS.waitMs).optional() });

/** An approval's id or an unambiguous prefix of it. */
export const approvalParams = z.strictObject({ id: plainText(32).min(APPROVAL_LIMITS.minPrefixLength) });

/** `POST /v1/approvals/{id}/approve` and `/deny`. */
export const answerSchema = accepts<WireAnswerRequest>()(
  z.strictObject({
    scope: z.enum(APPROVAL_SCOPES).optional(),
    note: freeText(APPROVAL_LIMITS.maxNoteLength).optional(),
    channel: z.enum([...CHANNELS, 'web']).optional(),
    key_id: plainText(128).optional(),
    signature: base64Text(128).optional(),
    totp: plainText(16).optional(),
    credential: z.record(z.string().max(64), z.unknown()).optional(),
  }),
);

/** `POST /v1/emergency/halt`. */
export const haltSchema = accepts<WireHaltRequest>()(
  z.strictObject({
    reason,
    source: z.enum(['api', 'cli']).optional(),
  }),
);

/** `POST /v1/emergency/resume`. */
export const resumeSchema = accepts<WireResumeRequest>()(
  z.strictObject({
    resume_token: plainText(),
    rationale: reason,
  }),
);

/** `POST /v1/emergency/safe-mode`. */
export const safeModeSchema = accepts<WireSafeModeRequest>()(z.strictObject({ reason }));

/** `POST /v1/emergency/safe-mode/leave`. */
export const safeModeExitSchema = accepts<WireSafeModeExit>()(
  z.strictObject({
    nonce: plainText(64),
    reason: freeText(SAFE_MODE_REASON.max).min(SAFE_MODE_REASON.min),
    key_id: plainText(128),
    signature: base64Text(128),
  }),
);

/** `POST /v1/emergency/contain`. */
export const containSchema = accepts<WireContainRequest>()(
  z.strictObject({
    verb: z.enum(['freeze', 'quarantine', 'block', 'revoke', 'mute']),
    target,
    reason,
  }),
);

/** `POST /v1/emergency/lift`. */
export const liftSchema = accepts<WireLiftRequest>()(z.strictObject({ target, rationale: reason }));

/** The query of `GET /v1/log/entries`. */
export const entriesQuery = z.strictObject({
  from: decimalText(Number.MAX_SAFE_INTEGER).optional(),
  limit: decimalText(1_000).optional(),
});

/** The place of an entry in the log. */
export const entryParams = z.strictObject({ index: decimalText(Number.MAX_SAFE_INTEGER) });

/** `POST /v1/log/entries/{index}/erase`. */
export const eraseSchema = accepts<WireEraseRequest>()(z.strictObject({ rationale: reason }));

/** The query of `GET /v1/policy/proposals`. */
export const proposalsQuery = z.strictObject({ limit: decimalText(1_000).optional() });

/** The query of `GET /v1/tokens`. */
export const tokensQuery = z.strictObject({
  after: plainText(64).meta({ description: "The id of the page before's last token" }).optional(),
  limit: decimalText(1_000).optional(),
});

/** `POST /v1/tokens`. */
export const createTokenSchema = accepts<WireCreateTokenRequest>()(
  z.strictObject({
    principal: plainText(128),
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length).readonly(),
    expires_at_ms: wholeNumber.nullish(),
  }),
);

/** `POST /v1/tokens/narrow`. */
export const narrowTokenSchema = accepts<WireNarrowTokenRequest>()(
  z.strictObject({
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length).readonly(),
    life_ms: wholeNumber.optional(),
  }),
);

/** A token's id. */
export const tokenParams = z.strictObject({ id: plainText(64) });

/** `POST /v1/approvers`. */
export const enrolSchema = accepts<WireEnrolRequest>()(
  z.strictObject({
    principal: plainText(128),
    public_key: base64Text(64),
  }),
);

/** The id of an approver's key, or an unambiguous prefix of it. */
export const approverParams = z.strictObject({ id: plainText(64) });

/** No query and no body fields at all. */
export const nothing = z.strictObject({});
