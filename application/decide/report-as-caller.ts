import type { ActionRecord } from '../../ports/action-store.ts';
import { OWN_TOOLS } from '../act/own-call.ts';
import { OWN_ORIGIN } from '../act/own-origin.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, OutcomeReport } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { readDecision } from '../log/read-decision.ts';
import { findAction, reportOutcome } from './report-outcome.ts';

/**
 * Records an outcome that a caller tells of.
 *
 * What the gateway carries out itself it reports itself: an agent that said beforehand that it had ended would have it looked at
 * too early, and what it changes afterwards could not be undone. Such a report raises `action.state`.
 */
export async function reportAsCaller(
  context: FlowContext,
  caller: Caller,
  report: OutcomeReport,
): Promise<{ readonly actionId: string; readonly logIndex: number }> {
  const record = await findAction(context, report);
  if (record !== null && (await isOwn(context, record)))
    throw new GatewayError('action.state', `report an outcome: action ${record.id} is the gateway's own to report`);
  return reportOutcome(context, caller, report);
}

async function isOwn({ ports }: FlowContext, { logIndex, toolName }: ActionRecord): Promise<boolean> {
  if (!OWN_TOOLS.some((name) => name === toolName)) return false;
  const { cipher, hash, stores } = ports;
  const decision = await readDecision(logIndex, { ledger: stores.ledger, cipher, hash });
  return decision?.action.tool.origin === OWN_ORIGIN;
}
