import { signal } from '@preact/signals';
import type { WireActionRow, WireEvent } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { watchGateway } from '../gateway/live.ts';
import { MAX_ROWS, merged } from './merge-rows.ts';

/** What is shown: everything, or only one verdict or session. */
export type FeedFilter = { readonly verdict: string | null; readonly session: string | null };

/** Every action that was read, newest first, each once. */
export const rows = signal<readonly WireActionRow[] | undefined>(undefined);
export const feedFailure = signal<unknown>(null);
/** Where older actions begin; null when all are here. */
export const olderFrom = signal<number | null>(null);
export const isReadingOlder = signal(false);

const SETTLE_MS = 120;
const PAGE = 200;

/**
 * Keeps the feed as the log has it: after every event, and after every break of the connection, what is new is read by its place
 * in the log, so that nothing is missed and nothing comes twice.
 */
export function keepFeed(filter: FeedFilter): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOver = { value: false };
  rows.value = undefined;
  olderFrom.value = null;
  const stop = watchGateway({
    onConnect: () => void catchUp(filter, isOver),
    onEvent: (event) => {
      noteOutcome(event);
      if (event.kind !== 'decision') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void catchUp(filter, isOver);
      }, SETTLE_MS);
    },
  });
  return () => {
    isOver.value = true;
    stop();
    clearTimeout(timer);
  };
}

/** Reads the page behind the oldest row. */
export async function readOlder(filter: FeedFilter): Promise<void> {
  const before = olderFrom.value;
  if (before === null || isReadingOlder.value || rows.value === undefined || rows.value.length >= MAX_ROWS) return;
  isReadingOlder.value = true;
  try {
    const page = await client().reading.actions({ before, limit: PAGE, ...asked(filter) });
    rows.value = merged(rows.value, page.actions);
    olderFrom.value = page.next_before;
  } catch (error) {
    feedFailure.value = error;
  } finally {
    isReadingOlder.value = false;
  }
}

async function catchUp(filter: FeedFilter, isOver: { readonly value: boolean }): Promise<void> {
  try {
    const known = rows.value?.[0]?.log_index;
    if (known === undefined) {
      const page = await client().reading.actions({ limit: PAGE, ...asked(filter) });
      if (isOver.value) return;
      rows.value = page.actions;
      olderFrom.value = page.next_before;
    } else await readNewer(filter, { after: known + 1, isOver });
    feedFailure.value = null;
  } catch (error) {
    if (!isOver.value) feedFailure.value = error;
  }
}

const MAX_PAGES = 50;

async function readNewer(
  filter: FeedFilter,
  { after, isOver }: { readonly after: number; readonly isOver: { readonly value: boolean } },
): Promise<void> {
  let before: number | undefined;
  // The newest rows are read again, too: what has become of them may have changed while nobody told us.
  const refreshed = await client().reading.actions({ limit: 50, ...asked(filter) });
  let found = [...refreshed.actions];
  before = refreshed.next_before ?? undefined;
  for (let page = 0; page < MAX_PAGES && before !== undefined && before > after; page++) {
    const next = await client().reading.actions({ before, after, limit: PAGE * 2, ...asked(filter) });
    found = [...found, ...next.actions];
    before = next.next_before ?? undefined;
    if (next.actions.length === 0) break;
  }
  if (!isOver.value) rows.value = merged(found, rows.value ?? []);
}

function asked({ verdict, session }: FeedFilter): { readonly verdict?: string; readonly session?: string } {
  return { ...(verdict === null ? {} : { verdict }), ...(session === null ? {} : { session }) };
}

function noteOutcome(event: WireEvent): void {
  if (event.kind !== 'outcome' || rows.value === undefined) return;
  const at = rows.value.findIndex(({ action_id }) => action_id === event.action_id);
  const row = rows.value[at];
  if (row === undefined) return;
  const status = event.result === 'completed' ? 'completed' : 'failed';
  rows.value = rows.value.with(at, { ...row, status });
}
