import type { ActionStore } from './action-store.ts';
import type { ApprovalStore } from './approval-store.ts';
import type { BudgetStore } from './budget-store.ts';
import type { CompensationStore } from './compensation-store.ts';
import type { EmergencyStore } from './emergency-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { NotificationStore } from './notification-store.ts';
import type { PersonStore } from './person-store.ts';
import type { PolicyArchive } from './policy-archive.ts';
import type { SecretStore } from './secret-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TokenStore } from './token-store.ts';
import type { ToolRegistry } from './tool-registry.ts';
import type { UsageStore } from './usage-store.ts';
import type { WebSessionStore } from './web-session-store.ts';

/**
 * Every store of one database, opened together because one commit writes to all of them.
 *
 * After `close` (which may be called twice) every method of every store raises `store.closed`.
 */
export type Stores = {
  readonly ledger: LedgerStore;
  readonly actions: ActionStore;
  readonly approvals: ApprovalStore;
  readonly compensations: CompensationStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly emergency: EmergencyStore;
  readonly policies: PolicyArchive;
  readonly tools: ToolRegistry;
  readonly usage: UsageStore;
  readonly budgets: BudgetStore;
  readonly leases: LeaseStore;
  readonly secrets: SecretStore;
  readonly notifications: NotificationStore;
  readonly people: PersonStore;
  readonly webSessions: WebSessionStore;
  close(): Promise<void>;
};
