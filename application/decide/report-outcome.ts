import { stepCompensation } from '../../core/compensation/compensation.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { ActionRecord } from '../../ports/action-store.ts';
import type { CompensationRecord } from '../../ports/compensation-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, OutcomeReport } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { usageChange, wireUsage } from '../model/usage-change.ts';
import { changesOfStep } from '../revert/compensation-changes.ts';
import type { ChangedFiles } from '../workspace/checkpoint-desk.ts';

const MAX_ERROR_LENGTH = 200;

/**
 * Records what became of an authorised action, linked to its decision. An outcome is recorded once; a second report, or one
 * for an action that was not authorised, raises `action.state`.
 *
 * The tool's response is kept only as a digest: it may hold anything.
 */
export async function reportOutcome(
  context: FlowContext,
  caller: Caller,
  report: OutcomeReport,
): Promise<{ readonly actionId: string; readonly logIndex: number }> {
  const record = await findAction(context, report);
  if (record === null || record.principal !== caller.principal) {
    throw new GatewayError('action.unknown', 'report an outcome: no such action of this principal');
  }
  const { clock, hash, events } = { ...context.ports, events: context.events };
  const changed = await context.checkpoints.after(record);
  const inverse = await context.ports.stores.compensations.findByRun(record.id);
  const undoes = inverse?.state === 'running' || inverse?.state === 'unknown' ? inverse : null;
  const atMs = clock.nowMs();
  const data = {
    ...(undoes === null ? {} : { compensates: undoes.action }),
    ...(changed === null ? {} : { changed: changed.reduce((sum, { changes }) => sum + changes.length, 0) }),
    decision: record.logIndex,
    digest: record.digest,
    duration_ms: report.durationMs,
    error: report.error?.slice(0, MAX_ERROR_LENGTH) ?? null,
    result: report.result,
    ...(report.usage === undefined ? {} : { usage: wireUsage(report.usage) }),
  };
  const outcome = await context.sequencer.append({
    entries: [
      {
        entry: { type: 'outcome', atMs, actor: caller.principal, session: record.session, action: record.id, data },
        payload: outcomePayload({ response: report.response, changed }, hash),
      },
    ],
    changes: () => [
      { kind: 'action.transition', id: record.id, from: ['authorised', 'unknown-outcome'], to: report.result, atMs },
      ...(undoes === null ? [] : endOf(undoes, report.result, atMs)),
      ...(report.usage === undefined ? [] : [usageChange(report.usage, record.principal, atMs)]),
    ],
  });
  if (!outcome.ok) {
    throw new GatewayError(
      'action.state',
      `report an outcome: action ${record.id} is ${record.status}, want an authorised one without an outcome`,
    );
  }
  context.sources.noteOutcome(record.id, report.response ?? report.error);
  context.guardrails.outcome({
    principal: record.principal,
    tool: record.toolName,
    ok: report.result === 'completed',
    error: report.error,
  });
  events.publish({ kind: 'outcome', logIndex: outcome.firstIndex, atMs, actionId: record.id, result: report.result });
  return { actionId: record.id, logIndex: outcome.firstIndex };
}

/** How a compensation stands once the outcome of its inverse is known. */
function endOf(
  compensation: CompensationRecord,
  result: OutcomeReport['result'],
  atMs: number,
): readonly StateChange[] {
  const next = stepCompensation(compensation, { kind: result === 'completed' ? 'succeeded' : 'failed' });
  if (next === null) return [];
  return changesOfStep(compensation, { from: compensation.state, to: next.state, ranAs: next.ranAs, atMs });
}

/** The action that a report is about; null where there is none. */
export function findAction(context: FlowContext, { by }: OutcomeReport): Promise<ActionRecord | null> {
  const { actions } = context.ports.stores;
  return 'actionId' in by ? actions.find(by.actionId) : actions.findByCallId(by.session, by.callId);
}

type Seen = { readonly response: string | null; readonly changed: readonly ChangedFiles[] | null };

/** Most changed paths that are kept by name. */
const MAX_NAMED = 1_000;

/**
 * What is kept beside the log: the digest of the response (the entry holds a salted digest of this, which tells nothing by
 * itself), and the paths that were changed.
 */
function outcomePayload({ response, changed }: Seen, hash: HashFunction): string | null {
  const files = (changed ?? []).filter(({ changes }) => changes.length > 0);
  if (response === null && files.length === 0) return null;
  return JSON.stringify({
    ...(response === null ? {} : { response: `sha256:${toHex(hash(response))}` }),
    ...(files.length === 0
      ? {}
      : { files: files.map(({ root, changes }) => ({ root, changes: changes.slice(0, MAX_NAMED) })) }),
  });
}
