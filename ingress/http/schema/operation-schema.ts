import { z } from 'zod';
import { AUTONOMY_PROFILES, CHANNELS, POLICY_LAYERS } from '../../../core/policy/policy.ts';
import { TOKEN_SCOPES } from '../../../ports/token-store.ts';
import { PROBLEM_CODES, type WireProblem } from '../../../sdk/problem.ts';
import type {
  WireCreateTokenResponse,
  WireEmergency,
  WireEnrolResponse,
  WireHaltResponse,
  WireHealth,
  WireLogEntry,
  WireLogHead,
  WireOutcomeResponse,
  WirePolicy,
  WireReceipt,
  WireToken,
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

/** The newest checkpoint. */
export const logHeadAnswer = describes<WireLogHead>()(z.strictObject({ size: wholeNumber, root: text, note: text }));

/** Entries of the log. */
export const entriesAnswer = describes<{ readonly entries: readonly WireLogEntry[] }>()(
  z.strictObject({ entries: z.array(z.strictObject({ index: wholeNumber, text, leaf_hash: text })) }),
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
    })
    .meta({ id: 'Policy' }),
);

const tokenRecord = describes<WireToken>()(
  z
    .strictObject({
      id: text,
      principal: text,
      scopes: z.array(z.enum(TOKEN_SCOPES)),
      created_at_ms: wholeNumber,
      expires_at_ms: wholeNumber.nullable(),
      revoked_at_ms: wholeNumber.nullable(),
    })
    .meta({ id: 'Token' }),
);

/** Every token. */
export const tokensAnswer = describes<{ readonly tokens: readonly WireToken[] }>()(
  z.strictObject({ tokens: z.array(tokenRecord) }),
);

/** A new token. */
export const createTokenAnswer = describes<WireCreateTokenResponse>()(
  z.strictObject({ token: text, record: tokenRecord }),
);

/** A new approver's key id. */
export const enrolAnswer = describes<WireEnrolResponse>()(z.strictObject({ key_id: text }));

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
