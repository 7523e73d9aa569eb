import { z } from 'zod';
import type {
  WireBudget,
  WireGrantedLease,
  WireGrantRequest,
  WireHeartbeat,
  WireLease,
  WireLeaseKey,
  WireLimitRequest,
  WireRenewRequest,
  WireResetRequest,
  WireReview,
  WireRevokeLeaseRequest,
} from '../../../sdk/wire.ts';
import { absolutePath, accepts, decimalText, describes, freeText, plainText, wholeNumber } from './basic-schema.ts';

const MAX_PATTERNS = 64;
const pattern = plainText(512);
const patterns = z.array(pattern).max(MAX_PATTERNS).readonly();

const spending = z.strictObject({ tokens: wholeNumber, cost_micros: wholeNumber });

/** How a lease is narrowed; whether its patterns compile is for the flow to say. */
const termsSchema = z.strictObject({
  capabilities: patterns.optional(),
  scope: z
    .strictObject({
      reads: patterns.optional(),
      writes: patterns.optional(),
      hosts: patterns.optional(),
      branches: patterns.optional(),
      tools: patterns.optional(),
    })
    .optional(),
  limits: z
    .strictObject({
      tokens: wholeNumber.optional(),
      cost_micros: wholeNumber.optional(),
      calls: wholeNumber.optional(),
    })
    .optional(),
  expires_at_ms: wholeNumber.optional(),
});

/** `POST /v1/leases`. */
export const grantSchema = accepts<WireGrantRequest>()(
  z.strictObject({
    principal: plainText(),
    session: plainText().optional(),
    task: plainText(),
    workspace: absolutePath,
    terms: termsSchema.optional(),
    duration_ms: wholeNumber.optional(),
    heartbeat: z.boolean().optional(),
  }),
);

export const renewSchema = accepts<WireRenewRequest>()(z.strictObject({ duration_ms: wholeNumber.optional() }));
export const revokeLeaseSchema = accepts<WireRevokeLeaseRequest>()(
  z.strictObject({ note: freeText(1_000).optional() }),
);
export const leaseParams = z.strictObject({ id: plainText(64) });
export const leasesQuery = z.strictObject({ ended: z.enum(['true', 'false']).optional() });

const scope = z.strictObject({
  reads: z.array(z.string()),
  writes: z.array(z.string()),
  hosts: z.array(z.string()),
  branches: z.array(z.string()),
  tools: z.array(z.string()),
});

const limits = z.strictObject({ tokens: wholeNumber, cost_micros: wholeNumber, calls: wholeNumber });

/** A lease in answers. */
export const leaseAnswer = describes<WireLease>()(
  z.strictObject({
    id: z.string(),
    principal: z.string(),
    session: z.string().nullable(),
    task: z.string(),
    workspace: z.string(),
    parent: z.string().nullable(),
    live: z.boolean(),
    why: z.string(),
    capabilities: z.array(z.string()),
    scopes: z.array(scope),
    expires_at_ms: wholeNumber,
    granted_by: z.string(),
    granted_at_ms: wholeNumber,
    renewals: wholeNumber,
    attempt: wholeNumber,
    heartbeat: z.boolean(),
    uses: z.array(limits.extend({ limits })),
    end: z.strictObject({ reason: z.string(), by: z.string(), at_ms: wholeNumber, outcome: z.string() }).nullable(),
  }),
);

export const leasesAnswer = z.strictObject({ leases: z.array(leaseAnswer) });
export const grantedAnswer = describes<WireGrantedLease>()(
  z.strictObject({ lease: leaseAnswer, token: z.string().nullable() }),
);
export const leaseKeyAnswer = describes<WireLeaseKey>()(z.strictObject({ public_key: z.string().nullable() }));
export const heartbeatAnswer = describes<WireHeartbeat>()(z.strictObject({ live: z.boolean() }));

export const budgetsQuery = z.strictObject({ limit: decimalText(1_000).optional() });
export const limitSchema = accepts<WireLimitRequest>()(
  z.strictObject({ scope: plainText(512), limit: spending.nullable() }),
);
export const resetSchema = accepts<WireResetRequest>()(z.strictObject({ scope: plainText(512) }));

const budget = describes<WireBudget>()(
  z.strictObject({ scope: z.string(), limit: spending, used: spending, held: spending }),
);
export const budgetsAnswer = z.strictObject({ budgets: z.array(budget) });
export const scopeAnswer = z.strictObject({ scope: z.string() });

const review = describes<WireReview>()(
  z.strictObject({ verb: z.string(), target: z.string(), reason: z.string(), review_by_ms: wholeNumber }),
);
export const reviewsAnswer = z.strictObject({ reviews: z.array(review) });
