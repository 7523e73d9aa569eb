import type { ApprovalStatus } from '../../core/approval/approval.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { findErasure, type PayloadState, payloadState, type RecordedEntry } from './payload-state.ts';

const MAX_REQUESTS = 1_000;
const RATIONALE = { min: 10, max: 2_000 } as const;

/** Requests of this state still show people what they would approve. */
const STILL_SHOWN: readonly ApprovalStatus[] = ['pending'];

/** Which payload to erase, and why; the reason stands in the log, where nothing erases it. */
export type Erasure = { readonly index: number; readonly rationale: string };

/**
 * Erases the payload of a log entry for good: on record first, then out of the store.
 *
 * The entry and its salted digest stay, so that the log verifies as before. Raises `log.unknown-entry`; `log.no-payload` for
 * an entry that has none or none any more; `log.payload-in-use` while a person is asked about it, since nobody may be made
 * to approve what cannot be seen. After a crash between record and erasure the payload is still there, and is erased by
 * asking again.
 */
export async function erasePayload(
  context: FlowContext,
  caller: Caller,
  { index, rationale }: Erasure,
): Promise<{ readonly logIndex: number }> {
  checkRationale(rationale);
  const { ledger } = context.ports.stores;
  const head = await readHead(context, index);
  if (head.payload === null) throw noPayload(index, 'it never had one');
  if ((await ledger.readPayload(index)) === null) {
    const before = await findErasure(index, ledger);
    throw noPayload(index, before === null ? 'it is missing' : `entry ${before.index} erased it`);
  }
  await refuseWhileShown(context, index);
  const entry = {
    type: 'payload.erased' as const,
    atMs: context.ports.clock.nowMs(),
    actor: caller.principal,
    session: head.session,
    action: head.action,
    data: { entry: index, rationale, type: head.type },
  };
  const outcome = await context.sequencer.append({ entries: [{ entry, payload: null }], changes: () => [] });
  if (!outcome.ok) throw new GatewayError('unavailable', `erase the payload of entry ${index}: ${outcome.conflict}`);
  await ledger.erasePayload(index);
  // What was drawn of it goes with it, whichever request it was.
  context.prompts.clear();
  return { logIndex: outcome.firstIndex };
}

/** One entry of the log, and what became of its payload. Raises `log.unknown-entry`. */
export async function showEntry(
  context: FlowContext,
  index: number,
): Promise<{
  readonly index: number;
  readonly text: string;
  readonly leafHash: Uint8Array;
  readonly payload: PayloadState;
}> {
  const { ledger } = context.ports.stores;
  const [entry] = await ledger.readEntries({ fromIndex: index, limit: 1 });
  if (entry === undefined) throw unknownEntry(index, context.sequencer.size);
  return { ...entry, payload: await payloadState(index, JSON.parse(entry.text) as RecordedEntry, ledger) };
}

async function readHead({ ports, sequencer }: FlowContext, index: number): Promise<RecordedEntry> {
  const [entry] = await ports.stores.ledger.readEntries({ fromIndex: index, limit: 1 });
  if (entry === undefined) throw unknownEntry(index, sequencer.size);
  return JSON.parse(entry.text) as RecordedEntry;
}

async function refuseWhileShown({ ports }: FlowContext, index: number): Promise<void> {
  const requests = await ports.stores.approvals.list({ statuses: STILL_SHOWN, limit: MAX_REQUESTS });
  const asked = requests.find(({ decisionIndex }) => decisionIndex === index);
  if (asked === undefined) return;
  throw new GatewayError('log.payload-in-use', `erase the payload of entry ${index}: request ${asked.id} shows it`, {
    remedies: [`Answer it first: \`countersign approvals deny ${asked.id}\`.`],
  });
}

function checkRationale(rationale: string): void {
  const { min, max } = RATIONALE;
  if (rationale.trim().length >= min && rationale.length <= max) return;
  const found = `a rationale of ${rationale.trim().length} characters`;
  throw new GatewayError('input.invalid', `erase a payload: ${found}, want ${min} to ${max}`);
}

function noPayload(index: number, found: string): GatewayError {
  return new GatewayError('log.no-payload', `erase the payload of entry ${index}: ${found}`);
}

function unknownEntry(index: number, size: number): GatewayError {
  return new GatewayError('log.unknown-entry', `read entry ${index}: the log has ${size} entries`);
}
