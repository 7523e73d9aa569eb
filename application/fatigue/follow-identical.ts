import type { ApprovalRequest } from '../../core/approval/approval.ts';
import { viewOf } from '../approval/ask-human.ts';
import { evaluate, type Releasing } from '../decide/decide-attempt.ts';
import type { Attempt } from '../decide/record-decision.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Authorization, Wait } from '../gateway.ts';

/** Decides and records an attempt; with a `leader`, without a request of its own. */
type Settle = (
  context: FlowContext,
  attempt: Attempt,
  releasing: Releasing & { readonly leader?: ApprovalRequest | null },
) => Promise<Authorization>;

type Following = { readonly attempt: Attempt; readonly leader: ApprovalRequest };

/**
 * Takes a call that is identical to one that people are asked about at this moment: no second prompt, and the same answer to wait
 * for.
 *
 * Approved for the session, it runs as well, by the grant. Approved once, it does not: that approval is for the first call, and
 * this one is told so. Denied, or not answered in time, neither runs. Either way it is on record as what it is.
 */
export async function followIdentical(
  context: FlowContext,
  { attempt, leader }: Following,
  { wait, settle }: { readonly wait: Wait; readonly settle: Settle },
): Promise<Authorization> {
  const asked = await settle(context, attempt, { first: null, usable: null, isSearched: true, leader });
  if (asked.verdict !== 'require-approval') return asked;
  const shown = { action: attempt.action, decision: asked.decision };
  const answered = wait.waitMs <= 0 ? leader : await context.approvals.await(leader, wait);
  const again: Attempt = { ...attempt, repeated: true };
  const isCovered =
    answered.status === 'approved' && evaluate(context, await fresh(context, again), null).decision.verdict === 'allow';
  if (isCovered) {
    const released = await settle(context, await fresh(context, again), {
      first: null,
      usable: null,
      isSearched: true,
      leader,
    });
    if (released.verdict !== 'require-approval') return { ...released, approval: viewOf(answered, shown) };
  }
  await close(context, attempt, answered);
  const view = { ...asked, approval: viewOf(answered, shown) };
  if (answered.status === 'pending') return view;
  const decision = { ...asked.decision, verdict: 'deny' as const, reason: reasonOf(answered), obligations: [] };
  return { ...view, verdict: 'deny', decision };
}

/** The answer may have made a grant, which a session that is read anew has. */
async function fresh({ sessions }: FlowContext, attempt: Attempt): Promise<Attempt> {
  return { ...attempt, session: await sessions.open(attempt.session.record) };
}

/** This call is over: whoever wants it makes it again. */
async function close({ ports, sequencer }: FlowContext, { action }: Attempt, answered: ApprovalRequest): Promise<void> {
  const atMs = ports.clock.nowMs();
  const entry = {
    type: 'approval.cancelled' as const,
    atMs,
    actor: 'gateway',
    session: action.session,
    action: action.id,
    data: { reason: 'identical to a call that people were asked about', request: answered.id, status: answered.status },
  };
  await sequencer.append({
    entries: [{ entry, payload: null }],
    changes: () => [{ kind: 'action.transition', id: action.id, from: ['awaiting-approval'], to: 'denied', atMs }],
  });
}

function reasonOf({ status, answers }: ApprovalRequest): string {
  const same = 'people were asked once about identical calls made at the same time';
  const denial = answers.find(({ answer }) => answer === 'deny');
  if (denial !== undefined) return `${same}, and ${denial.approver} denied them`;
  if (status === 'approved')
    return `${same}, and the approval was for the first only; propose it again where it must run twice`;
  return `${same}, and nobody approved in time (${status})`;
}
