import type { z } from 'zod';
import type { LeaseOrder } from '../../application/lease/lease-order.ts';
import type { ShownLease } from '../../application/safety/guard-flows.ts';
import type { Budget, Spending } from '../../core/budget/budget.ts';
import type { Narrowing } from '../../core/lease/attenuate-lease.ts';
import type { WireBudget, WireLease } from '../../sdk/wire.ts';
import type { grantSchema } from './schema/guard-schema.ts';

type Grant = z.output<typeof grantSchema>;

/** An order for a lease as a flow takes it. */
export function orderFromWire(body: Grant): LeaseOrder {
  const { principal, session, task, workspace, terms, duration_ms: durationMs, heartbeat } = body;
  return {
    principal,
    session: session ?? null,
    task,
    workspace,
    ...(terms === undefined ? {} : { terms: termsFromWire(terms) }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
  };
}

function termsFromWire({
  capabilities,
  scope,
  limits,
  expires_at_ms: expiresAtMs,
}: NonNullable<Grant['terms']>): Narrowing {
  return {
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(scope === undefined ? {} : { scope: given(scope) }),
    ...(limits === undefined
      ? {}
      : { limits: given({ tokens: limits.tokens, costMicros: limits.cost_micros, calls: limits.calls }) }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  };
}

/** A lease on the wire. */
export function leaseToWire({ lease, facts }: ShownLease): WireLease {
  const { end, terms } = lease;
  return {
    id: lease.id,
    principal: lease.principal,
    session: lease.session,
    task: lease.task,
    workspace: lease.workspace,
    parent: lease.parent,
    live: facts.live,
    why: facts.why,
    capabilities: terms.capabilities,
    scopes: terms.scopes,
    expires_at_ms: terms.expiresAtMs,
    granted_by: lease.grantedBy,
    granted_at_ms: lease.grantedAtMs,
    renewals: lease.renewals,
    attempt: lease.attempt,
    heartbeat: lease.heartbeat,
    uses: facts.uses.map(({ limits, used }) => ({
      ...spendingToWire(used),
      calls: used.calls,
      limits: { ...spendingToWire(limits), calls: limits.calls },
    })),
    end: end === null ? null : { reason: end.reason, by: end.by, at_ms: end.atMs, outcome: end.outcome },
  };
}

/** A budget on the wire. */
export function budgetToWire({ scope, limit, used, held }: Budget): WireBudget {
  return { scope, limit: spendingToWire(limit), used: spendingToWire(used), held: spendingToWire(held) };
}

function spendingToWire({ tokens, costMicros }: Spending): { readonly tokens: number; readonly cost_micros: number } {
  return { tokens, cost_micros: costMicros };
}

/** The fields that were given. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
