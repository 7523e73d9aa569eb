import type { KeptCompensation } from '../../application/revert/compensation-desk.ts';
import type { Reverted } from '../../application/revert/revert-actions.ts';
import type { InverseRun } from '../../application/revert/run-inverses.ts';
import type { DeletedFile } from '../../application/workspace/deleted-files.ts';
import type {
  WireAgain,
  WireCall,
  WireCompensation,
  WireDeleted,
  WireInverseRun,
  WireReverted,
} from '../../sdk/wire.ts';
import { stateToWire, undoneToWire } from './checkpoint-to-wire.ts';

/** What was reverted, on the wire. */
export function revertedToWire({
  files,
  inverses,
  left,
  again,
  logIndex,
  authorization,
  ...rest
}: Reverted): WireReverted {
  return {
    session: rest.session,
    verdict: rest.verdict,
    reason: authorization?.decision.reason ?? null,
    approval: authorization?.approval?.request.id ?? null,
    actions: rest.actions,
    files: files.map(undoneToWire),
    inverses: inverses.map(inverseToWire),
    left: left.map(({ action, effects }) => ({ action, effects })),
    again: again === null ? null : againToWire(again),
    log_index: logIndex,
  };
}

/** An inverse that is kept, on the wire. */
export function compensationToWire(kept: KeptCompensation): WireCompensation {
  return {
    action: kept.action,
    session: kept.session,
    principal: kept.principal,
    inverse: kept.inverse === null ? null : callToWire(kept.inverse),
    note: kept.note,
    registered_at_ms: kept.registeredAtMs,
    state: kept.state,
    ran_as: kept.ranAs,
    log_index: kept.logIndex,
  };
}

/** What was deleted, on the wire. */
export function deletedToWire({
  deletedAtMs,
  state,
  root,
  path,
  action,
  session,
  checkpoint,
}: DeletedFile): WireDeleted {
  return { root, path, state: stateToWire(state), action, session, deleted_at_ms: deletedAtMs, checkpoint };
}

function inverseToWire({ call, action, ...run }: InverseRun): WireInverseRun {
  const { undoes, principal, note, status, approval, why } = run;
  const wire = call === null ? null : callToWire(call);
  return { undoes, principal, call: wire, note, status, action_id: action, approval, why };
}

function againToWire({
  principal,
  call,
  verdict,
  isDone,
  action,
  approval,
  text,
}: NonNullable<Reverted['again']>): WireAgain {
  return { principal, call: callToWire(call), verdict, is_done: isDone, action_id: action, approval, text };
}

function callToWire({ tool: { name, origin, digest }, args, cwd }: WireCall): WireCall {
  return { tool: { name, origin, digest }, args, cwd };
}
