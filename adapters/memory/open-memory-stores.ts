import { checkLimit, MAX_LISTED } from '../../ports/check-bounds.ts';
import type { Stores } from '../../ports/stores.ts';
import { createMemoryActionStore } from './memory-action-store.ts';
import { createMemoryApprovalStore } from './memory-approval-store.ts';
import { createMemoryBudgetStore } from './memory-budget-store.ts';
import { createMemoryCompensationStore } from './memory-compensation-store.ts';
import { createMemoryLeaseStore } from './memory-lease-store.ts';
import { createMemoryLedgerStore } from './memory-ledger-store.ts';
import { createMemoryNotificationStore } from './memory-notification-store.ts';
import { createMemoryPersonStore } from './memory-person-store.ts';
import { createMemorySecretStore } from './memory-secret-store.ts';
import { createMemorySessionStore } from './memory-session-store.ts';
import { createMemoryState, type MemoryState, pageAfter, stateForUse } from './memory-state.ts';
import { createMemoryToolRegistry } from './memory-tool-registry.ts';
import { createMemoryUsageStore } from './memory-usage-store.ts';
import { createMemoryWebSessionStore } from './memory-web-session-store.ts';

/**
 * Opens stores that live in memory, for simulations, tests and trying things out.
 *
 * They keep the whole contract of the ports but durability: what they hold is gone with the process. Records come
 * back as they were given, not copied, since they are read-only; bytes are copied in and out, since they are not.
 * Nothing is shared between two calls.
 */
export function openMemoryStores(): Stores {
  const state = createMemoryState();
  return {
    ledger: createMemoryLedgerStore(state),
    actions: createMemoryActionStore(state),
    approvals: createMemoryApprovalStore(state),
    compensations: createMemoryCompensationStore(state),
    sessions: createMemorySessionStore(state),
    tools: createMemoryToolRegistry(state),
    usage: createMemoryUsageStore(state),
    budgets: createMemoryBudgetStore(state),
    leases: createMemoryLeaseStore(state),
    secrets: createMemorySecretStore(state),
    people: createMemoryPersonStore(state),
    webSessions: createMemoryWebSessionStore(state),
    notifications: createMemoryNotificationStore(state),
    ...createSmallStores(state),
    async close() {
      state.closed = true;
    },
  };
}

function createSmallStores(state: MemoryState): Pick<Stores, 'tokens' | 'emergency' | 'policies'> {
  return {
    tokens: {
      async find(id) {
        return stateForUse(state, 'find a token').tokens.get(id) ?? null;
      },
      async list({ after, limit }) {
        checkLimit(limit, MAX_LISTED);
        const { tokens } = stateForUse(state, 'list tokens');
        return pageAfter([...tokens.values()], { after, limit });
      },
    },
    emergency: {
      async load() {
        return stateForUse(state, 'load the emergency state').emergency;
      },
    },
    policies: {
      async find(version) {
        return stateForUse(state, 'find a policy').policies.get(version) ?? null;
      },
    },
  };
}
