import type { Action } from '../../core/action/action.ts';
import { type CompensationEvent, stepCompensation } from '../../core/compensation/compensation.ts';
import type { Verdict } from '../../core/decision.ts';
import type { Channel } from '../../core/policy/policy.ts';
import type { Act } from '../act/act.ts';
import { OWN_ORIGIN, OWN_TOOLS, type OwnTool } from '../act/own-call.ts';
import { authorizeAction } from '../decide/authorize-action.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { changesOfStep } from './compensation-changes.ts';
import type { KeptCompensation } from './compensation-desk.ts';

/** A call that is made in the name of an action that was decided earlier: in its session, for its principal. */
export type CallLike = { readonly like: Action; readonly channel: Channel; readonly call: InverseOf };
type InverseOf = Pick<Action, 'tool' | 'args' | 'cwd'>;

/** What became of a call that was made again or the other way round. */
export type CallResult = {
  readonly verdict: Verdict;
  /** The action that it became. */
  readonly action: string | null;
  /** True where it is one of the gateway's own tools; else its principal runs it, once it is allowed. */
  readonly isOwn: boolean;
  /** True where the gateway carried it out. */
  readonly isDone: boolean;
  readonly text: string;
  /** The request that waits for a person; null where none does. */
  readonly approval: string | null;
};

/**
 * What became of one inverse. `to-run`: allowed, and its principal runs it and reports the outcome of `action`; `running`: it was
 * released earlier, and no outcome is known; `unknown`: none came in time, so that a person must look whether it ran.
 */
export type InverseRun = {
  readonly undoes: string;
  readonly principal: string;
  readonly call: KeptCompensation['inverse'];
  readonly note: string | null;
  readonly status: 'planned' | 'to-run' | 'running' | 'unknown' | 'awaiting-approval' | 'done' | 'refused' | 'failed';
  readonly action: string | null;
  readonly approval: string | null;
  readonly why: string;
};

/** Proposes a call through every gate, and carries it out where it is one of the gateway's own tools. */
export async function proposeLike(
  { context, act }: { readonly context: FlowContext; readonly act: Act },
  { like, channel, call }: CallLike,
  wait: Wait,
): Promise<CallResult> {
  const caller = { principal: like.principal, scopes: [] };
  const { session, workspace, onBehalfOf, surface } = like;
  const place = { session, workspace, onBehalfOf, surface, channel, callId: null, idempotencyKey: null };
  const tool = ownToolOf(call);
  if (tool !== null) {
    const done = await act(caller, { ...place, tool, args: call.args, dryRun: false }, wait);
    const { verdict, isDone, text, authorization } = done;
    const approval = authorization?.approval?.request.id ?? null;
    return { verdict, isOwn: true, isDone, text, action: authorization?.action.id ?? null, approval };
  }
  const proposal = { ...place, ...call, id: null, plan: null, subagent: null };
  const { verdict, decision, action, approval } = await authorizeAction(context, { caller, proposal }, wait);
  const asked = approval?.request.id ?? null;
  return { verdict, action: action.id, isOwn: false, isDone: false, text: decision.reason, approval: asked };
}

/** Which of the gateway's own tools a call is for; null for a tool of somebody else. */
export function ownToolOf({ tool: { name, origin } }: InverseOf): OwnTool | null {
  return origin === OWN_ORIGIN ? (OWN_TOOLS.find((own) => own === name) ?? null) : null;
}

/** An inverse with the action that it undoes, as that was decided; null where nobody can read it any more. */
export type ReadyInverse = { readonly kept: KeptCompensation; readonly undone: Omit<CallLike, 'call'> | null };

/**
 * Proposes one inverse, and puts on record how it stands then. `by`: who reverts.
 *
 * What fails before it is decided leaves the compensation as it was, so that it can be tried again.
 */
export async function runInverse(
  desk: { readonly context: FlowContext; readonly act: Act },
  { kept, undone }: ReadyInverse,
  { by, wait }: { readonly by: string; readonly wait: Wait },
): Promise<InverseRun> {
  const { inverse } = kept;
  if (inverse === null || undone === null)
    return inverseRun(kept, { status: 'refused', why: 'the call, or the action it undoes, was erased from the log' });
  try {
    const result = await proposeLike(desk, { ...undone, call: inverse }, wait);
    const { action, approval, text: why } = result;
    const status = statusOf(result);
    if (status === 'awaiting-approval' || action === null) return inverseRun(kept, { status, action, approval, why });
    const moved = await moveOn(desk.context, { kept, status, by, action });
    return inverseRun(kept, { status: moved ? status : 'running', action, why });
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code === 'log.unwritable') throw error;
    return inverseRun(kept, { status: 'failed', why: error.message });
  }
}

/** An inverse as it is shown. */
export function inverseRun(
  { action: undoes, principal, inverse: call, note, ranAs }: KeptCompensation,
  {
    status,
    why = '',
    action = ranAs,
    approval = null,
  }: Pick<InverseRun, 'status'> & {
    readonly why?: string;
    readonly action?: string | null;
    readonly approval?: string | null;
  },
): InverseRun {
  return { undoes, principal, call, note, status, action, approval, why };
}

function statusOf({ verdict, isOwn, isDone }: CallResult): InverseRun['status'] {
  if (verdict === 'require-approval') return 'awaiting-approval';
  if (verdict !== 'allow') return 'refused';
  if (isDone) return 'done';
  return isOwn ? 'failed' : 'to-run';
}

type Move = {
  readonly kept: KeptCompensation;
  readonly status: InverseRun['status'];
  readonly by: string;
  readonly action: string;
};

const EVENTS: { readonly [Status in InverseRun['status']]?: readonly CompensationEvent['kind'][] } = {
  'to-run': ['released'],
  refused: ['refused'],
  done: ['released', 'succeeded'],
  failed: ['released', 'failed'],
};

/** False where somebody else ran it meanwhile. */
async function moveOn(context: FlowContext, { kept, status, by, action }: Move): Promise<boolean> {
  const atMs = context.ports.clock.nowMs();
  let next: KeptCompensation | null = kept;
  for (const kind of EVENTS[status] ?? []) next = next === null ? null : stepCompensation(next, { kind, action });
  if (next === null) return false;
  const { state, ranAs } = next;
  const entry = {
    type: 'compensation.proposed' as const,
    atMs,
    actor: by,
    session: kept.session,
    action: kept.action,
    data: { ran_as: ranAs, registered: kept.logIndex, state },
  };
  const outcome = await context.sequencer.append({
    entries: [{ entry, payload: null }],
    changes: () => changesOfStep(kept, { from: kept.state, to: state, ranAs, atMs }),
  });
  return outcome.ok;
}
