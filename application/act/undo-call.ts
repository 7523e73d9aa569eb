import { type UndoOrder, undoChanges } from '../workspace/undo-changes.ts';
import { asGatewayError } from '../workspace/write-workspace.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';

/**
 * Takes back what the last actions of the agent's own session changed. The paths are part of the proposal, so that it is judged
 * by what it would really write; files that somebody else changed since are never overwritten.
 */
export async function undoCall(run: OwnRun, what: UndoOrder['what']): Promise<OwnOutcome> {
  const { context, call, caller } = run;
  const order = { root: run.realWorkspace, what, within: call.session, force: false };
  const { changes, actions, conflicts } = await undoChanges(context, caller, { ...order, dryRun: true });
  const paths = changes.map(({ path }) => path);
  const detail = { actions: [...actions], conflicts: [...conflicts], paths };
  const decided = await decideOwn(run, { args: { ...detail, what: what.kind } });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, detail);
  const actionId = decided.authorization.action.id;
  const decidedOn = { actions, changes };
  const undone = await undoChanges(context, caller, { ...order, dryRun: false, decided: decidedOn }).catch(
    async (error: unknown) => {
      const refusal = asGatewayError(error);
      // The report never takes the place of the failure.
      await reportOwn(run, actionId, { error: refusal.code }).catch(() => undefined);
      throw refusal;
    },
  );
  await reportOwn(run, actionId, { error: null });
  const text = `Done: ${undone.changes.length} paths are as they were before ${undone.actions.length} actions.`;
  return { ...decided, isDone: true, text, detail: { ...detail, redone_by: undone.redoneBy } };
}
