import type { ApprovalRequest } from '../../core/approval/approval.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';
import type { NewEntry } from '../log/log-sequencer.ts';

const MAX_REQUESTS = 1_000;
const MAX_UNUSED = 10_000;
const MAX_SESSIONS = 1_000;
/** As many grants as a session shows at once; one that has so many may have more that are not seen. */
const MAX_GRANTS = 100;

/**
 * Takes back what a key has approved and nobody has used yet: approvals, half-answered requests, and session grants.
 *
 * Each is on record. What was used before stays used; nothing is used after. A session that holds one grant of the key loses
 * all its grants, and one that holds more than are shown at once does too.
 */
export async function voidAnswersOf(context: FlowContext, keyId: string): Promise<void> {
  const { approvals, sessions } = context.ports.stores;
  const pending = await approvals.list({ statuses: ['pending'], limit: MAX_REQUESTS });
  const reviewed = await approvals.list({ statuses: ['timed-out'], order: 'newest', limit: MAX_REQUESTS });
  const unused = await approvals.listUnused(context.ports.clock.nowMs(), MAX_UNUSED);
  const answered = [...pending, ...reviewed, ...unused].filter((request) => isAnsweredWith(request, keyId));
  await Promise.all(answered.map((request) => cancel(context, request, keyId)));
  for (const { id } of await sessions.listOpen(MAX_SESSIONS)) {
    if (await holdsGrantOf(context, id, keyId)) await revokeGrants(context, id, { key: keyId });
  }
}

function isAnsweredWith({ answers }: ApprovalRequest, keyId: string): boolean {
  return answers.some(
    ({ keyId: signer, secondFactor: factor }) =>
      signer === keyId || (factor?.kind === 'passkey' && factor.keyId === keyId),
  );
}

async function cancel(context: FlowContext, before: ApprovalRequest, keyId: string): Promise<void> {
  const atMs = context.ports.clock.nowMs();
  const after: ApprovalRequest = { ...before, status: 'cancelled' };
  const { id: request, actionId } = before;
  const changes: readonly StateChange[] = [
    { kind: 'approval.update', request: after, from: [before.status], answers: before.answers.length },
    { kind: 'action.transition', id: actionId, from: ['awaiting-approval', 'denied'], to: 'denied', atMs },
  ];
  const entry: NewEntry = {
    entry: {
      type: 'approval.cancelled',
      atMs,
      actor: 'gateway',
      session: before.binding.session,
      action: actionId,
      data: { key: keyId, reason: 'the key that answered was withdrawn', request },
    },
    payload: null,
  };
  const outcome = await context.sequencer.append({ entries: [entry], changes: () => changes });
  if (outcome.ok) context.approvals.settle(after, null);
}

async function holdsGrantOf(
  { ports: { clock, stores } }: FlowContext,
  session: string,
  keyId: string,
): Promise<boolean> {
  const grants = await stores.approvals.listGrants(session, clock.nowMs());
  if (grants.length >= MAX_GRANTS) return true;
  const requests = await Promise.all(grants.map((grant) => stores.approvals.find(grant.request)));
  return requests.some((request) => request === null || isAnsweredWith(request, keyId));
}

/** Ends every grant of a session, on record with `data`. */
export async function revokeGrants(
  { ports, sequencer, sessions }: FlowContext,
  session: string,
  data: JsonObject,
): Promise<void> {
  const entry: NewEntry = {
    entry: {
      type: 'grant.revoked',
      atMs: ports.clock.nowMs(),
      actor: 'gateway',
      session,
      action: null,
      data,
    },
    payload: null,
  };
  await sequencer.append({ entries: [entry], changes: () => [{ kind: 'grant.revoke-session', session }] });
  sessions.forget(session);
}
