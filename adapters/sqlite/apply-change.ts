import type { DatabaseSync } from 'node:sqlite';
import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { prepareActionChanges } from './action-changes.ts';
import { prepareApprovalChanges } from './approval-changes.ts';
import { prepareBudgetChanges } from './sqlite-budget-store.ts';
import { prepareCompensationChanges } from './sqlite-compensation-store.ts';
import { prepareEmergencySave } from './sqlite-emergency-store.ts';
import { prepareLeaseChanges } from './sqlite-lease-store.ts';
import { preparePolicyRemember } from './sqlite-policy-archive.ts';
import { prepareSecretSave } from './sqlite-secret-store.ts';
import { prepareSessionSave } from './sqlite-session-store.ts';
import { prepareTokenChanges } from './sqlite-token-store.ts';
import { prepareToolForget, prepareToolSave } from './sqlite-tool-registry.ts';
import { prepareUsageAdd } from './sqlite-usage-store.ts';

/**
 * Prepares everything that a state change can write, once, and answers the function that writes one change.
 *
 * That function runs inside the caller's transaction. It answers why the change's condition does not hold, or null
 * when it is written.
 */
export function prepareChanges(database: DatabaseSync): (change: StateChange) => ConflictCode | null {
  const actions = prepareActionChanges(database);
  const approvals = prepareApprovalChanges(database);
  const budgets = prepareBudgetChanges(database);
  const leases = prepareLeaseChanges(database);
  const compensations = prepareCompensationChanges(database);
  const tokens = prepareTokenChanges(database);
  const saveSession = prepareSessionSave(database);
  const saveEmergency = prepareEmergencySave(database);
  const rememberPolicy = preparePolicyRemember(database);
  const saveTool = prepareToolSave(database);
  const saveSecret = prepareSecretSave(database);
  const forgetTool = prepareToolForget(database);
  const addUsage = prepareUsageAdd(database);
  return (change) => {
    switch (change.kind) {
      case 'action.create':
        return actions.create(change);
      case 'action.transition':
        return actions.transition(change);
      case 'compensation.register':
        return compensations.register(change);
      case 'compensation.step':
        return compensations.step(change);
      case 'approval.create':
        return approvals.create(change);
      case 'approval.update':
        return approvals.update(change);
      case 'approval.consume':
        return approvals.consume(change);
      case 'grant.create':
        return approvals.createGrant(change);
      case 'grant.revoke-session':
        return approvals.revokeGrants(change);
      case 'emergency.save':
        return saveEmergency(change);
      case 'token.create':
        return tokens.create(change);
      case 'token.revoke':
        return tokens.revoke(change);
      case 'secret.save':
        return saveSecret(change);
      case 'budget.hold':
        return budgets.hold(change);
      case 'budget.settle':
        return budgets.settle(change);
      case 'lease.save':
        return leases.save(change);
      case 'budget.limit':
        budgets.limit(change);
        break;
      case 'budget.reset':
        budgets.reset(change);
        break;
      case 'lease.count':
        leases.count(change);
        break;
      case 'session.save':
        saveSession(change.session);
        break;
      case 'policy.remember':
        rememberPolicy(change);
        break;
      case 'tool.save':
        saveTool(change.tool);
        break;
      case 'usage.add':
        addUsage(change);
        break;
      case 'tool.forget':
        forgetTool(change);
        break;
    }
    return null;
  };
}
