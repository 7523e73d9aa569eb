import type { LeaseLimits, LeaseScope, LeaseTerms } from './lease.ts';

/** How a lease is narrowed. What is left out stays as it is. */
export type Narrowing = {
  readonly capabilities?: readonly string[];
  /** Kinds that are left out stay as they are. */
  readonly scope?: Partial<LeaseScope>;
  readonly limits?: Partial<LeaseLimits>;
  readonly expiresAtMs?: number;
};

/**
 * Narrows a lease, for a sub-agent.
 *
 * Capabilities are those that both name; a scope is added and none taken away, so that a place must be admitted by all;
 * of limits and ends the lesser counts. A number that is none, or negative, leaves nothing.
 *
 * Invariant: whatever is admitted under the answer is admitted under `terms`.
 */
export function attenuateLease(terms: LeaseTerms, narrowing: Narrowing): LeaseTerms {
  const { capabilities, scope, limits = {}, expiresAtMs } = narrowing;
  return {
    capabilities: terms.capabilities.filter((name) => capabilities === undefined || capabilities.includes(name)),
    scopes: scope === undefined ? terms.scopes : [...terms.scopes, { ...UNBOUND, ...scope }],
    limits: {
      tokens: lesser(terms.limits.tokens, limits.tokens),
      costMicros: lesser(terms.limits.costMicros, limits.costMicros),
      calls: lesser(terms.limits.calls, limits.calls),
    },
    expiresAtMs: lesser(terms.expiresAtMs, expiresAtMs),
  };
}

/** A scope that adds nothing to the others. */
const UNBOUND: LeaseScope = { reads: ['/**'], writes: ['/**'], hosts: ['*'], branches: ['*'], tools: ['*'] };

function lesser(held: number, wanted: number | undefined): number {
  if (wanted === undefined) return held;
  return wanted >= 0 ? Math.min(held, wanted) : 0;
}
