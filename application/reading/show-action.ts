import type { Action } from '../../core/action/action.ts';
import type { Decision } from '../../core/decision.ts';
import type { ActionRecord } from '../../ports/action-store.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { readPayload, recordOf } from '../log/read-decision.ts';
import type { DecisionHead } from './action-row.ts';

/** An entry of the log that is about the action. */
export type TrailEntry = {
  readonly index: number;
  readonly type: string;
  readonly atMs: number;
  readonly actor: string;
  readonly data: { readonly [key: string]: unknown };
};

/** One decision of the action; `decision` is null when its payload was erased. */
export type RecordedDecision = { readonly logIndex: number; readonly atMs: number; readonly decision: Decision | null };

/** Everything that is recorded of one action. */
export type ShownAction = {
  readonly record: ActionRecord;
  /** As it was proposed; null when its payload was erased. */
  readonly action: Action | null;
  /** Oldest first. */
  readonly decisions: readonly RecordedDecision[];
  readonly trail: readonly TrailEntry[];
  /** The checkpoint that was kept before it; null where nothing was. */
  readonly checkpoint: string | null;
};

const WINDOW = 1_000;
const MAX_SCANNED = 20_000;
const MAX_TRAIL = 200;
/** How long after the last sign of an action its entries are still looked for. */
const QUIET = 5_000;

/**
 * Shows one action with every entry about it. Raises `action.unknown`.
 *
 * Looks from its first decision on, as long as entries of it turn up, through 20,000 entries at most.
 */
export async function showAction(context: FlowContext, id: string): Promise<ShownAction> {
  const { actions } = context.ports.stores;
  const record = await actions.find(id);
  if (record === null) throw new GatewayError('action.unknown', 'show an action: none with this id is on record');
  const heads = await entriesAbout(context, record, { limit: MAX_TRAIL });
  let action: Action | null = null;
  const decisions: RecordedDecision[] = [];
  for (const { index, head } of heads) {
    if (head.type !== 'decision') continue;
    const text = await readPayload(index, head, { ...context.ports, ledger: context.ports.stores.ledger });
    const kept = text === null ? null : recordOf(index, text);
    action = kept?.action ?? action;
    decisions.push({ logIndex: index, atMs: head.at_ms, decision: kept?.decision ?? null });
  }
  const [snapshot] = await context.ports.workspaces.snapshots.list({ action: id, limit: 1 });
  const trail = heads.map(({ index, head }) => {
    const { type, actor, data } = head;
    return { index, type, atMs: head.at_ms, actor, data };
  });
  return { record, action, decisions, trail, checkpoint: snapshot?.id ?? null };
}

type Found = { readonly index: number; readonly head: DecisionHead };

/** The entries about an action, the first decision first, at most `limit`. */
export async function entriesAbout(
  { ports }: FlowContext,
  { id, logIndex }: ActionRecord,
  { limit }: { readonly limit: number },
): Promise<readonly Found[]> {
  const { ledger } = ports.stores;
  // Only entries that hold the id are parsed.
  const mark = JSON.stringify(id);
  const found: Found[] = [];
  let last = logIndex;
  for (let fromIndex = logIndex; fromIndex < logIndex + MAX_SCANNED; fromIndex += WINDOW) {
    const entries = await ledger.readEntries({ fromIndex, limit: WINDOW });
    for (const { index, text } of entries) {
      if (!text.includes(mark)) continue;
      found.push({ index, head: JSON.parse(text) as DecisionHead });
      last = index;
    }
    if (entries.length < WINDOW || fromIndex > last + QUIET || found.length >= limit) break;
  }
  return found.slice(0, limit);
}
