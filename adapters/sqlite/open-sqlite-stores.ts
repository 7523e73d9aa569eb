import type { Stores } from '../../ports/stores.ts';
import { type ConnectionOptions, openConnection } from './connection.ts';
import { createSqliteActionStore } from './sqlite-action-store.ts';
import { createSqliteApprovalStore } from './sqlite-approval-store.ts';
import { createSqliteBudgetStore } from './sqlite-budget-store.ts';
import { createSqliteCompensationStore } from './sqlite-compensation-store.ts';
import { createSqliteEmergencyStore } from './sqlite-emergency-store.ts';
import { toStoreError } from './sqlite-error.ts';
import { createSqliteLeaseStore } from './sqlite-lease-store.ts';
import { createSqliteLedgerStore } from './sqlite-ledger-store.ts';
import { createSqliteNotificationStore } from './sqlite-notification-store.ts';
import { createSqlitePersonStore } from './sqlite-person-store.ts';
import { createSqlitePolicyArchive } from './sqlite-policy-archive.ts';
import { createSqliteSecretStore } from './sqlite-secret-store.ts';
import { createSqliteSessionStore } from './sqlite-session-store.ts';
import { createSqliteTokenStore } from './sqlite-token-store.ts';
import { createSqliteToolRegistry } from './sqlite-tool-registry.ts';
import { createSqliteUsageStore } from './sqlite-usage-store.ts';
import { createSqliteWebSessionStore } from './sqlite-web-session-store.ts';

/**
 * Opens the embedded store: one SQLite file, made when there is none, which only its owner can read (mode 0600).
 *
 * One process writes; a second one that wants to is refused with `store.busy`, and the right is free again when the
 * first has ended, however it ended. With `readOnly` any number of processes look on meanwhile, and whatever would
 * write raises `store.read-only`. A file that another program made, or that is damaged, is `store.corrupt`; one that
 * a newer Countersign wrote is `store.newer-schema`. Neither is changed.
 */
export function openSqliteStores(options: ConnectionOptions): Stores {
  const connection = openConnection(options);
  try {
    return {
      ledger: createSqliteLedgerStore(connection),
      actions: createSqliteActionStore(connection),
      approvals: createSqliteApprovalStore(connection),
      compensations: createSqliteCompensationStore(connection),
      sessions: createSqliteSessionStore(connection),
      tokens: createSqliteTokenStore(connection),
      emergency: createSqliteEmergencyStore(connection),
      policies: createSqlitePolicyArchive(connection),
      tools: createSqliteToolRegistry(connection),
      usage: createSqliteUsageStore(connection),
      budgets: createSqliteBudgetStore(connection),
      leases: createSqliteLeaseStore(connection),
      secrets: createSqliteSecretStore(connection),
      people: createSqlitePersonStore(connection),
      webSessions: createSqliteWebSessionStore(connection),
      notifications: createSqliteNotificationStore(connection),
      async close() {
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw toStoreError(error, `open the store ${options.path}`);
  }
}
