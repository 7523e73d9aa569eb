import { z } from 'zod';
import { APPROVER_KINDS } from '../../../core/approval/approver-kind.ts';
import { AUTONOMY_PROFILES, CHANNELS, POLICY_LAYERS } from '../../../core/policy/policy.ts';
import { TOKEN_SCOPES } from '../../../ports/token-store.ts';
import { PROBLEM_CODES, type WireProblem } from '../../../sdk/problem.ts';
import type {
  WireApprover,
  WireCreateTokenResponse,
  WireEmergency,
  WireEnrolResponse,
  WireEraseResponse,
  WireHaltResponse,
  WireHealth,
  WireLogEntry,
  WireLogHead,
  WireOutcomeResponse,
  WirePolicy,
  WirePolicyProposal,
  WireReceipt,
  WireSafeModeQuestion,
  WireShownEntry,
  WireToken,
  WireWithdrawal,
} from '../../../sdk/wire.ts';
import { describes, wholeNumber } from './basic-schema.ts';

const text = z.string();
const gatewayStatus = z.enum(['ok', 'halted', 'degraded']);
const mode = z.enum(['enforce', 'shadow']);

/** The answer of `POST /v1/outcome`. */
export const outcomeAnswer = describes<WireOutcomeResponse>()(
  z.strictObject({ action_id: text, log_index: wholeNumber }),
);

/** What is stopped. */
export const emergencyAnswer = describes<WireEmergency>()(
  z
    .strictObject({
      halt: z
        .strictObject({
          source: z.enum(['api', 'cli', 'signal', 'sentinel', 'breaker', 'integrity']),
          by: text,
          reason: text,
          since_ms: wholeNumber,
        })
        .nullable(),
      safe_mode: z.boolean(),
      containments: z.array(
        z.strictObject({
          verb: z.enum(['freeze', 'quarantine', 'block', 'revoke', 'mute']),
          target: z.strictObject({
            kind: z.enum(['session', 'principal', 'tool', 'host', 'effect-class']),
            name: text,
          }),
          by: text,
          reason: text,
          since_ms: wholeNumber,
        }),
      ),
    })
    .meta({ id: 'Emergency' }),
);

/** The answer of `POST /v1/emergency/halt`. */
export const haltAnswer = describes<WireHaltResponse>()(z.strictObject({ resume_token: text }));

/** What to sign to end safe mode. */
export const safeModeQuestionAnswer = describes<WireSafeModeQuestion>()(
  z.strictObject({ nonce: text, statement: text, created_at_ms: wholeNumber, expires_at_ms: wholeNumber }),
);

/** The newest checkpoint. */
export const logHeadAnswer = describes<WireLogHead>()(z.strictObject({ size: wholeNumber, root: text, note: text }));

/** Entries of the log. */
export const entriesAnswer = describes<{ readonly entries: readonly WireLogEntry[] }>()(
  z.strictObject({ entries: z.array(z.strictObject({ index: wholeNumber, text, leaf_hash: text })) }),
);

/** One entry of the log and what became of its payload. */
export const shownEntryAnswer = describes<WireShownEntry>()(
  z.strictObject({
    index: wholeNumber,
    text,
    leaf_hash: text,
    payload: z.strictObject({
      state: z.enum(['none', 'kept', 'erased', 'missing']),
      erasure: z.strictObject({ index: wholeNumber, by: text, at_ms: wholeNumber, rationale: text }).nullable(),
    }),
  }),
);

/** The answer of `POST /v1/log/entries/{index}/erase`. */
export const eraseAnswer = describes<WireEraseResponse>()(
  z.strictObject({ index: wholeNumber, log_index: wholeNumber }),
);

/** A proof that an entry is in the log. */
export const receiptAnswer = describes<WireReceipt>()(z.strictObject({ index: wholeNumber, entry: text, proof: text }));

/** The policy in force. */
export const policyAnswer = describes<WirePolicy>()(
  z
    .strictObject({
      version: text,
      profile: z.enum(AUTONOMY_PROFILES),
      mode,
      window: z.strictObject({ from_minute: wholeNumber, to_minute: wholeNumber, time_zone: text }).nullable(),
      thresholds: z.record(z.enum(CHANNELS), z.number()),
      critical_approvers: wholeNumber,
      cedar_mode: z.enum(['off', 'restrict', 'allowlist']),
      rules: z.array(
        z.strictObject({
          id: text,
          layer: z.enum(POLICY_LAYERS),
          decision: z.enum(['permit', 'forbid', 'ask']),
          reason: text,
          instead: text,
          expires_at_ms: wholeNumber.nullable(),
        }),
      ),
      warnings: z.array(text),
      on_file: z.strictObject({ state: z.enum(['in-force', 'changed', 'invalid']), problems: z.array(text) }),
    })
    .meta({ id: 'Policy' }),
);

/** Rules that approvers proposed. */
export const proposalsAnswer = describes<{ readonly proposals: readonly WirePolicyProposal[] }>()(
  z.strictObject({
    proposals: z.array(
      z.strictObject({
        index: wholeNumber,
        at_ms: wholeNumber,
        by: text,
        tool: text,
        rule_id: text.nullable(),
        yaml: text.nullable(),
        expires_at_ms: wholeNumber.nullable(),
        state: z.enum(['open', 'expired', 'refused', 'erased', 'dismissed']),
        why: text.nullable(),
      }),
    ),
  }),
);

const tokenRecord = describes<WireToken>()(
  z
    .strictObject({
      id: text,
      principal: text,
      scopes: z.array(z.enum(TOKEN_SCOPES)),
      lease: text.nullable(),
      created_at_ms: wholeNumber,
      expires_at_ms: wholeNumber.nullable(),
      revoked_at_ms: wholeNumber.nullable(),
    })
    .meta({ id: 'Token' }),
);

/** One page of tokens. */
export const tokensAnswer = describes<{ readonly tokens: readonly WireToken[] }>()(
  z.strictObject({ tokens: z.array(tokenRecord) }),
);

/** A new token. */
export const createTokenAnswer = describes<WireCreateTokenResponse>()(
  z.strictObject({ token: text, record: tokenRecord }),
);

/** A new approver's key id. */
export const enrolAnswer = describes<WireEnrolResponse>()(z.strictObject({ key_id: text }));

const approver = describes<WireApprover>()(
  z
    .strictObject({
      key_id: text,
      principal: text,
      public_key: text,
      withdrawn_at_ms: wholeNumber.nullable(),
      kind: z.enum(APPROVER_KINDS),
      channel: text.nullable(),
      label: text.nullable(),
      person: text,
    })
    .meta({ id: 'Approver' }),
);

/** Every approver's key. */
export const approversAnswer = describes<{ readonly approvers: readonly WireApprover[] }>()(
  z.strictObject({ approvers: z.array(approver) }),
);

/** A key that was withdrawn, and how many are left. */
export const withdrawalAnswer = describes<WireWithdrawal>()(z.strictObject({ approver, remaining: wholeNumber }));

/** Whether somebody is there. */
export const pingAnswer = z.strictObject({ status: gatewayStatus });

/** How the gateway is. */
export const healthAnswer = describes<WireHealth>()(
  z.strictObject({
    status: gatewayStatus,
    version: text,
    started_at_ms: wholeNumber,
    log: z.strictObject({ size: wholeNumber, writable: z.boolean() }),
    witness: z.enum(['none', 'pending', 'cosigned']),
    mode,
    profile: text,
    pending_approvals: wholeNumber,
    closed_workspaces: z.array(z.strictObject({ root: text, problem: text, since_ms: wholeNumber })),
  }),
);

/** Every error. */
export const problemSchema = describes<WireProblem>()(
  z
    .strictObject({
      type: text,
      title: text,
      status: z.int(),
      code: z.enum(PROBLEM_CODES),
      reason: text,
      remedies: z.array(text),
      problems: z.array(z.strictObject({ path: text, found: text, wanted: text })),
      request_id: text,
    })
    .meta({ id: 'Problem' }),
);
