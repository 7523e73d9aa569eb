import { describeActionStore } from './action-store.ts';
import { describeApprovalSearch } from './approval-search.ts';
import { describeApprovalStore } from './approval-store.ts';
import { describeBudgetStore } from './budget-store.ts';
import { describeCompensationStore } from './compensation-store.ts';
import { describeEmergencyStore } from './emergency-store.ts';
import { describeGrants } from './grants.ts';
import { describeLeaseStore } from './lease-store.ts';
import { describeLedgerConflicts } from './ledger-conflicts.ts';
import { describeLedgerStore } from './ledger-store.ts';
import { describeNotificationStore } from './notification-store.ts';
import type { OpenFunction } from './open-stores.ts';
import { describePersonStore } from './person-store.ts';
import { describePolicyArchive } from './policy-archive.ts';
import { describeSecretStore } from './secret-store.ts';
import { describeSessionStore } from './session-store.ts';
import { describeTokenStore } from './token-store.ts';
import { describeToolRegistry } from './tool-registry.ts';
import { describeUsageStore } from './usage-store.ts';
import { describeWebSessionStore } from './web-session-store.ts';

/**
 * The contracts of all the ports in `Stores`: what an adapter's test calls, so that no adapter leaves one out.
 *
 * `open` gives fresh, empty stores; the tests close them. Nothing here is particular to a database.
 */
export function describeStores(name: string, open: OpenFunction): void {
  describeLedgerStore(name, open);
  describeLedgerConflicts(name, open);
  describeActionStore(name, open);
  describeApprovalStore(name, open);
  describeCompensationStore(name, open);
  describeApprovalSearch(name, open);
  describeGrants(name, open);
  describeSessionStore(name, open);
  describeTokenStore(name, open);
  describeEmergencyStore(name, open);
  describePolicyArchive(name, open);
  describeToolRegistry(name, open);
  describeBudgetStore(name, open);
  describeLeaseStore(name, open);
  describeUsageStore(name, open);
  describeSecretStore(name, open);
  describePersonStore(name, open);
  describeWebSessionStore(name, open);
  describeNotificationStore(name, open);
}
