import type { ConflictCode } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { applyBudgetChange } from './memory-budget-store.ts';
import { applyLeaseChange } from './memory-lease-store.ts';
import { applyNotificationChange } from './memory-notification-store.ts';
import { applyPersonChange } from './memory-person-store.ts';
import { type MemoryState, pairKey } from './memory-state.ts';
import { addUsage } from './memory-usage-store.ts';
import type { UndoLog } from './undo-log.ts';

type ChangeOf<Kind extends StateChange['kind']> = Extract<StateChange, { kind: Kind }>;
type Target = { readonly state: MemoryState; readonly undo: UndoLog };

/** Applies one change, or answers why it cannot be; what it wrote is in the undo log. */
export function applyChange(change: StateChange, target: Target): ConflictCode | null {
  switch (change.kind) {
    case 'action.create':
      return createAction(change, target);
    case 'action.transition':
      return moveAction(change, target);
    case 'compensation.register':
    case 'compensation.step':
      return applyCompensationChange(change, target);
    case 'approval.create':
    case 'approval.update':
    case 'approval.consume':
      return applyApprovalChange(change, target);
    case 'grant.create':
    case 'grant.revoke-session':
      return applyGrantChange(change, target);
    case 'emergency.save':
      return saveEmergency(change, target);
    case 'token.create':
    case 'token.revoke':
      return applyTokenChange(change, target);
    case 'budget.hold':
    case 'budget.settle':
    case 'budget.limit':
    case 'budget.reset':
      return applyBudgetChange(change, target);
    case 'lease.save':
    case 'lease.count':
      return applyLeaseChange(change, target);
    case 'delivery.save':
    case 'delivery.forget':
    case 'pairing.save':
    case 'mark.save':
    case 'mark.forget':
      return applyNotificationChange(change, target);
    case 'person.save':
    case 'person.forget':
    case 'web-session.save':
      return applyPersonChange(change, target);
    case 'session.save':
      target.undo.set(target.state.sessions, [change.session.id, change.session]);
      break;
    case 'secret.save':
      return saveSecret(change, target);
    case 'policy.remember':
      rememberPolicy(change, target);
      break;
    case 'tool.save':
      target.undo.set(target.state.tools, [pairKey(change.tool.server, change.tool.name), change.tool]);
      break;
    case 'usage.add':
      addUsage(change, target);
      break;
    case 'tool.forget':
      target.undo.delete(target.state.tools, pairKey(change.server, change.name));
      break;
  }
  return null;
}

function createAction({ record }: ChangeOf<'action.create'>, { state, undo }: Target): ConflictCode | null {
  if (state.actions.has(record.id)) return 'action-exists';
  if (record.idempotencyKey !== null) {
    const key = pairKey(record.principal, record.idempotencyKey);
    if (state.actionsByKey.has(key)) return 'idempotency-reused';
    undo.set(state.actionsByKey, [key, record.id]);
  }
  if (record.callId !== null) undo.set(state.actionsByCall, [pairKey(record.session, record.callId), record.id]);
  undo.set(state.actions, [record.id, record]);
  return null;
}

function moveAction(change: ChangeOf<'action.transition'>, { state, undo }: Target): ConflictCode | null {
  const record = state.actions.get(change.id);
  if (record === undefined || !change.from.includes(record.status)) return 'action-state';
  undo.set(state.actions, [change.id, { ...record, status: change.to, updatedAtMs: change.atMs }]);
  return null;
}

function applyCompensationChange(
  change: ChangeOf<'compensation.register' | 'compensation.step'>,
  { state, undo }: Target,
): ConflictCode | null {
  const action = change.kind === 'compensation.step' ? change.action : change.record.action;
  const stored = state.compensations.get(action);
  if (change.kind === 'compensation.register') {
    if (stored?.state === 'running' || stored?.state === 'done') return 'compensation-state';
    undo.set(state.compensations, [action, change.record]);
    return null;
  }
  if (stored === undefined || !change.from.includes(stored.state)) return 'compensation-state';
  undo.set(state.compensations, [action, { ...stored, state: change.to, ranAs: change.ranAs }]);
  return null;
}

function applyApprovalChange(
  change: ChangeOf<'approval.create' | 'approval.update' | 'approval.consume'>,
  { state, undo }: Target,
): ConflictCode | null {
  const id = change.kind === 'approval.consume' ? change.id : change.request.id;
  const stored = state.approvals.get(id);
  if (change.kind === 'approval.create') {
    if (stored !== undefined) return 'approval-exists';
    undo.set(state.approvals, [id, change.request]);
    return null;
  }
  if (change.kind === 'approval.update') {
    const open = stored !== undefined && stored.consumedBy === null && change.from.includes(stored.status);
    if (!open || stored.answers.length !== change.answers) return 'approval-not-open';
    undo.set(state.approvals, [id, change.request]);
    return null;
  }
  const usable =
    stored?.status === 'approved' &&
    stored.consumedBy === null &&
    stored.binding.actionDigest === change.actionDigest &&
    stored.usableUntilMs !== null &&
    change.atMs < stored.usableUntilMs;
  if (!usable) return 'approval-not-usable';
  undo.set(state.approvals, [id, { ...stored, consumedBy: change.actionId }]);
  return null;
}

function applyGrantChange(
  change: ChangeOf<'grant.create' | 'grant.revoke-session'>,
  { state, undo }: Target,
): ConflictCode | null {
  if (change.kind === 'grant.create') {
    const { grant } = change;
    if (!state.grants.has(grant.id)) undo.set(state.grants, [grant.id, { grant, revoked: false }]);
    return null;
  }
  for (const [id, { grant, revoked }] of state.grants) {
    if (grant.session === change.session && !revoked) undo.set(state.grants, [id, { grant, revoked: true }]);
  }
  return null;
}

function saveEmergency(change: ChangeOf<'emergency.save'>, { state, undo }: Target): ConflictCode | null {
  const before = state.emergency;
  if ((before?.version ?? 0) !== change.expectedVersion) return 'emergency-moved';
  undo.remember(() => {
    state.emergency = before;
  });
  state.emergency = {
    state: change.state,
    version: change.expectedVersion + 1,
    resumeTokenHash: change.resumeTokenHash,
  };
  return null;
}

function applyTokenChange(
  change: ChangeOf<'token.create' | 'token.revoke'>,
  { state, undo }: Target,
): ConflictCode | null {
  if (change.kind === 'token.create') {
    if (state.tokens.has(change.token.id)) return 'token-exists';
    undo.set(state.tokens, [change.token.id, change.token]);
    return null;
  }
  const token = state.tokens.get(change.id);
  if (token?.revokedAtMs === null) undo.set(state.tokens, [change.id, { ...token, revokedAtMs: change.atMs }]);
  return null;
}

function rememberPolicy({ version, bundle }: ChangeOf<'policy.remember'>, { state, undo }: Target): void {
  if (!state.policies.has(version)) undo.set(state.policies, [version, bundle]);
}

function saveSecret({ record }: ChangeOf<'secret.save'>, { state, undo }: Target): ConflictCode | null {
  if ((state.secrets.get(record.name)?.revision ?? 0) !== record.revision - 1) return 'secret-moved';
  undo.set(state.secrets, [record.name, record]);
  return null;
}
