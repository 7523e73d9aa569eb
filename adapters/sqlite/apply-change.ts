import type { DatabaseSync } from 'node:sqlite';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { prepareActionChanges } from './action-changes.ts';
import { prepareApprovalChanges } from './approval-changes.ts';
import { prepareBudgetChanges } from './sqlite-budget-store.ts';
import { prepareCompensationChanges } from './sqlite-compensation-store.ts';
import { prepareEmergencySave } from './sqlite-emergency-store.ts';
import { prepareLeaseChanges } from './sqlite-lease-store.ts';
import { prepareNotificationChanges } from './sqlite-notification-store.ts';
import { preparePersonChanges } from './sqlite-person-store.ts';
import { preparePolicyRemember } from './sqlite-policy-archive.ts';
import { prepareSecretSave } from './sqlite-secret-store.ts';
import { prepareSessionSave } from './sqlite-session-store.ts';
import { prepareTokenChanges } from './sqlite-token-store.ts';
import { prepareToolForget, prepareToolSave } from './sqlite-tool-registry.ts';
import { prepareUsageAdd } from './sqlite-usage-store.ts';
import { prepareWebSessionSave } from './sqlite-web-session-store.ts';

/**
 * Prepares everything that a state change can write, once, and answers the function that writes one change.
 *
 * That function runs inside the caller's transaction. It answers why the change's condition does not hold, or null
 * when it is written.
 */
export function prepareChanges(database: DatabaseSync): (change: StateChange) => ConflictCode | null {
  const writers: Writers = { ...prepareConditional(database), ...prepareUnconditional(database) };
  return (change) => (writers[change.kind] as Writer<StateChange>)(change) ?? null;
}

type Writer<Change> = (change: Change) => ConflictCode | null | undefined | void;
type Writers = { readonly [Kind in StateChange['kind']]: Writer<Extract<StateChange, { readonly kind: Kind }>> };

/** Changes that may find another state than they want. */
function prepareConditional(database: DatabaseSync) {
  const actions = prepareActionChanges(database);
  const approvals = prepareApprovalChanges(database);
  const budgets = prepareBudgetChanges(database);
  const compensations = prepareCompensationChanges(database);
  const tokens = prepareTokenChanges(database);
  return {
    'action.create': (change) => actions.create(change),
    'action.transition': (change) => actions.transition(change),
    'compensation.register': (change) => compensations.register(change),
    'compensation.step': (change) => compensations.step(change),
    'approval.create': (change) => approvals.create(change),
    'approval.update': (change) => approvals.update(change),
    'approval.consume': (change) => approvals.consume(change),
    'grant.create': (change) => approvals.createGrant(change),
    'grant.revoke-session': (change) => approvals.revokeGrants(change),
    'emergency.save': prepareEmergencySave(database),
    'token.create': (change) => tokens.create(change),
    'token.revoke': (change) => tokens.revoke(change),
    'secret.save': prepareSecretSave(database),
    'budget.hold': (change) => budgets.hold(change),
    'budget.settle': (change) => budgets.settle(change),
    'budget.limit': (change) => budgets.limit(change),
    'budget.reset': (change) => budgets.reset(change),
  } satisfies Partial<Writers>;
}

/** Changes that can always be written, and those of leases and notifications. */
function prepareUnconditional(database: DatabaseSync) {
  const leases = prepareLeaseChanges(database);
  const people = preparePersonChanges(database);
  const notifications = prepareNotificationChanges(database);
  const saveSession = prepareSessionSave(database);
  const saveTool = prepareToolSave(database);
  return {
    'lease.save': (change) => leases.save(change),
    'lease.count': (change) => leases.count(change),
    'delivery.save': (change) => notifications(change),
    'delivery.forget': (change) => notifications(change),
    'pairing.save': (change) => notifications(change),
    'mark.save': (change) => notifications(change),
    'mark.forget': (change) => notifications(change),
    'person.save': (change) => people.save(change),
    'person.forget': (change) => people.forget(change),
    'web-session.save': prepareWebSessionSave(database),
    'session.save': ({ session }) => saveSession(session),
    'policy.remember': preparePolicyRemember(database),
    'tool.save': ({ tool }) => saveTool(tool),
    'tool.forget': prepareToolForget(database),
    'usage.add': prepareUsageAdd(database),
  } satisfies Partial<Writers>;
}
