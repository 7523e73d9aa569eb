import type { Budget, Spending } from '../../core/budget/budget.ts';
import { type DueReview, dueReviews } from '../../core/incident/review-deadlines.ts';
import type { LeaseFacts } from '../../core/lease/lease.ts';
import type { LeaseRecord } from '../../ports/lease-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { GrantedLease, LeaseOrder } from '../lease/lease-order.ts';

/** A lease and what was used of it and of those that it was narrowed from. */
export type ShownLease = { readonly lease: LeaseRecord; readonly facts: LeaseFacts };

/** Budgets, leases and breakers, as ingresses see them. */
export type GuardFlows = {
  /** Grants a lease. People only: raises `auth.forbidden` for an agent; `input.invalid` for terms that cannot be. */
  readonly grantLease: (caller: Caller, order: LeaseOrder) => Promise<GrantedLease>;
  /** Lets a lease go on: people any, an agent its own. Raises `lease.unknown`, `lease.ended`, `lease.refused`. */
  readonly renewLease: (
    caller: Caller,
    input: { readonly id: string; readonly durationMs: number | null },
  ) => Promise<GrantedLease>;
  /** Ends a lease for good. People any, an agent its own, since giving up is always allowed. */
  readonly revokeLease: (caller: Caller, input: { readonly id: string; readonly note: string }) => Promise<ShownLease>;
  /** A sign of life of the lease's own principal; false once the lease has ended. */
  readonly beatLease: (caller: Caller, id: string) => boolean;
  readonly showLease: (idOrPrefix: string) => ShownLease;
  /** Leases in force, with `ended` those that ended lately too; newest last. */
  readonly listLeases: (query: { readonly ended: boolean }) => readonly ShownLease[];
  /** The key that lease tokens are checked with; null where none are made. */
  readonly leaseKey: () => string | null;

  /** Today's budgets of the day and of principals, and those of tasks. */
  readonly listBudgets: (query: { readonly limit: number }) => Promise<readonly Budget[]>;
  /** Sets a limit, or takes it back with null. People only. */
  readonly setBudget: (
    caller: Caller,
    input: { readonly scope: string; readonly limit: Spending | null },
  ) => Promise<void>;
  /** Begins a budget anew. People only. */
  readonly resetBudget: (caller: Caller, scope: string) => Promise<void>;

  /** What stopped by itself and waits for a person, the most urgent first. */
  readonly listReviews: () => readonly DueReview[];
};

/** The flows about what bounds agents over time. */
export function guardFlows({ leases, budgets, emergency }: FlowContext): GuardFlows {
  const shown = (lease: LeaseRecord): ShownLease => ({ lease, facts: requireFacts(leases.factsOf(lease.id)) });
  const own = (caller: Caller, idOrPrefix: string): LeaseRecord => {
    const lease = leases.find(idOrPrefix);
    if (isPerson(caller) || lease.principal === caller.principal) return lease;
    throw forbidden('change a lease', `the lease of ${lease.principal}`);
  };
  return {
    grantLease: async (caller, order) => {
      requirePerson(caller, 'grant a lease');
      return leases.grant(caller.principal, order);
    },
    renewLease: async (caller, { id, durationMs }) => {
      const lease = own(caller, id);
      return leases.renew(caller.principal, lease.id, durationMs ?? undefined);
    },
    revokeLease: async (caller, { id, note }) => shown(await leases.revoke(caller.principal, own(caller, id).id, note)),
    beatLease: (caller, id) => leases.beat(own(caller, id).id),
    showLease: (id) => shown(leases.find(id)),
    listLeases: (query) => leases.list(query).map(shown),
    leaseKey: () => leases.publicKey,
    listBudgets: ({ limit }) => budgets.list(limit),
    setBudget: async (caller, { scope, limit }) => {
      requirePerson(caller, 'set a budget');
      await budgets.setLimit(caller.principal, scope, limit);
    },
    resetBudget: async (caller, scope) => {
      requirePerson(caller, 'reset a budget');
      await budgets.reset(caller.principal, scope);
    },
    listReviews: () => dueReviews(emergency.read()),
  };
}

function isPerson({ principal }: Caller): boolean {
  return principal.startsWith('human:') || principal === 'gateway';
}

function requirePerson(caller: Caller, what: string): void {
  if (!isPerson(caller)) throw forbidden(what, caller.principal);
}

function forbidden(what: string, found: string): GatewayError {
  return new GatewayError('auth.forbidden', `${what}: found ${found}, want a person, or one's own lease`);
}

/** A record that was just found has facts. */
function requireFacts(facts: LeaseFacts | null): LeaseFacts {
  if (facts !== null) return facts;
  throw new GatewayError('lease.unknown', 'find the lease: there is none with this id');
}
