import type { FlowContext } from '../flow-context.ts';
import { readPayload, recordOf } from '../log/read-decision.ts';
import { type ActionRow, actionRow, type DecisionHead } from './action-row.ts';

/** Which decisions: the newest below `before`, or all from `after` on; at most `limit`. Filters are exact. */
export type ActionQuery = {
  readonly before: number | null;
  readonly after: number | null;
  readonly limit: number;
  readonly session: string | null;
  readonly verdict: string | null;
};

/** Rows, newest first. `nextBefore` is where the page behind begins; null at the log's beginning. */
export type ActionPage = {
  readonly rows: readonly ActionRow[];
  readonly nextBefore: number | null;
  readonly size: number;
};

const WINDOW = 500;
/** Entries that one call looks at: a filter that matches nothing must not read the whole log at once. */
const MAX_SCANNED = 10_000;

/**
 * Lists recorded decisions, newest first, one row for each action: its newest decision within the page.
 *
 * Reads backwards and stops at the limit, or after 10,000 entries: `nextBefore` goes on from there.
 */
export async function listActions(context: FlowContext, query: ActionQuery): Promise<ActionPage> {
  const { ledger } = context.ports.stores;
  const size = (await ledger.loadHead())?.size ?? 0;
  const start = Math.min(query.before ?? size, size);
  const floor = Math.max(query.after ?? 0, start - MAX_SCANNED, 0);
  const rows = new Map<string, ActionRow>();
  let end = start;
  while (end > floor && rows.size < query.limit) {
    const fromIndex = Math.max(floor, end - WINDOW);
    const entries = await ledger.readEntries({ fromIndex, limit: end - fromIndex });
    for (const { index, text } of entries.toReversed()) {
      end = index;
      const head = JSON.parse(text) as DecisionHead;
      if (!isAsked(head, query) || rows.has(head.action ?? '')) continue;
      rows.set(head.action ?? '', await rowOf(context, index, head));
      if (rows.size >= query.limit) break;
    }
    if (entries.length === 0) break;
  }
  return { rows: [...rows.values()], nextBefore: end > 0 ? end : null, size };
}

function isAsked(head: DecisionHead, { session, verdict }: ActionQuery): boolean {
  if (head.type !== 'decision') return false;
  return (session === null || head.session === session) && (verdict === null || head.data['verdict'] === verdict);
}

async function rowOf({ ports }: FlowContext, index: number, head: DecisionHead): Promise<ActionRow> {
  const { ledger, actions } = ports.stores;
  const text = await readPayload(index, head, { ledger, cipher: ports.cipher, hash: ports.hash });
  const record = text === null ? null : recordOf(index, text);
  const action = head.action === null ? null : await actions.find(head.action);
  return actionRow({ index, head }, { record, action });
}
