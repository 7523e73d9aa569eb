import { DEFAULT_LIMITS } from '../../core/budget/budget.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import { anchorScope } from '../../core/lease/anchor-scope.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import { LEASE_BOUNDS, LEASE_TIMES, type LeaseTerms, TASK_CAPABILITIES, TASK_SCOPE } from '../../core/lease/lease.ts';
import { grantOf, narrowingToWire, parseNarrowing } from '../../core/lease/parse-lease-terms.ts';
import type { LeaseBlock } from '../../ports/lease-token.ts';
import { GatewayError } from '../gateway-error.ts';
import type { LeaseOrder } from './lease-order.ts';

/** The terms of an order; raises `input.invalid` with every problem. */
export function termsOfOrder(
  order: LeaseOrder,
  { nowMs, home }: { readonly nowMs: number; readonly home: string },
): LeaseTerms {
  const { terms = {}, durationMs = LEASE_TIMES.usualMs, workspace } = order;
  const scope = anchorScope({ ...TASK_SCOPE, ...terms.scope }, { workspace, home });
  const read = parseNarrowing(narrowingToWire(terms));
  const problems = [
    ...(read.ok ? [] : read.failure),
    ...(scope.ok ? [] : [scope.failure]),
    ...(Number.isSafeInteger(durationMs) && durationMs >= 1_000 && durationMs <= LEASE_TIMES.longestMs
      ? []
      : [`duration: found ${durationMs / 1_000} s, want 1 s to ${LEASE_TIMES.longestMs / 60_000} minutes`]),
  ];
  if (!scope.ok || problems.length > 0)
    throw new GatewayError('input.invalid', `grant a lease: ${problems.join('; ')}`);
  const { tokens, costMicros } = DEFAULT_LIMITS.task;
  const endMs = nowMs + durationMs;
  return {
    capabilities: terms.capabilities ?? TASK_CAPABILITIES,
    scopes: [scope.value],
    limits: { tokens, costMicros, calls: LEASE_BOUNDS.calls, ...terms.limits },
    expiresAtMs: terms.expiresAtMs === undefined ? endMs : Math.min(endMs, terms.expiresAtMs),
  };
}

/** The first block of the token of a lease with these terms. */
export function blockOf(terms: LeaseTerms): LeaseBlock {
  return narrowingBlock(grantOf(terms), terms.expiresAtMs);
}

/** A block that says how a lease is narrowed. */
export function narrowingBlock(narrowing: Narrowing, expiresAtMs: number): LeaseBlock {
  return { terms: toBase64(toUtf8(canonicalJson(narrowingToWire(narrowing)))), expiresAtMs };
}
