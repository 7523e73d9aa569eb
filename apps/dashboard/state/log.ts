import { signal } from '@preact/signals';
import type { WireLogEntry } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { watchGateway } from '../gateway/live.ts';

/** An entry, read. */
export type LogLine = {
  readonly index: number;
  readonly text: string;
  readonly type: string;
  readonly atMs: number;
  readonly actor: string;
  readonly session: string | null;
  readonly action: string | null;
  readonly data: { readonly [key: string]: unknown };
};

/** Entries that were read, newest first and without a gap. */
export const lines = signal<readonly LogLine[] | undefined>(undefined);
export const logFailure = signal<unknown>(null);

/** True while entries are looked for further down. */
export const isSearching = signal(false);

const PAGE = 500;
const SETTLE_MS = 300;

/** Keeps the newest entries, for as long as the page is shown. */
export function keepLog(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  lines.value = undefined;
  const stop = watchGateway({
    onConnect: () => void readNewest(),
    onEvent: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void readNewest();
      }, SETTLE_MS);
    },
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Reads the entries below the oldest that is here. */
export async function readOlderEntries(): Promise<void> {
  const oldest = lines.value?.at(-1)?.index ?? 0;
  if (oldest === 0 || isBusy || (lines.value?.length ?? 0) >= MAX_READ) return;
  await guarded(async () => {
    const from = Math.max(0, oldest - PAGE);
    const entries = await client().logEntries({ from, limit: oldest - from });
    lines.value = [...(lines.value ?? []), ...entries.map(readLine).toReversed()];
  });
}

/**
 * Reads on towards the log's beginning until as many entries as are wanted fit, or all were read, or somebody looks for something else:
 * what stands in the browser by then is at most 30,000 entries.
 */
export async function searchEntries(
  fits: (line: LogLine) => boolean,
  { wanted, isOver }: { readonly wanted: number; readonly isOver: () => boolean },
): Promise<void> {
  isSearching.value = true;
  try {
    while (!isOver()) {
      const read = lines.value ?? [];
      const isAll = (read.at(-1)?.index ?? 0) === 0;
      if (isAll || read.length >= MAX_READ || read.filter(fits).length >= wanted) return;
      await readOlderEntries();
      // Nothing more came: it failed, or somebody else reads just now.
      if (lines.value?.length === read.length) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (logFailure.value !== null) return;
    }
  } finally {
    isSearching.value = false;
  }
}

/** What one page holds in memory; the oldest go. */
const MAX_READ = 30_000;
const PAUSE_MS = 100;
let isBusy = false;
/** Set where the newest were asked for while older ones were read: an event that came then must not be lost. */
let isDue = false;

async function readNewest(): Promise<void> {
  isDue = isBusy;
  await guarded(async () => {
    const { size } = await client().logHead();
    const newest = lines.value?.[0]?.index;
    const isClose = newest !== undefined && size - newest <= PAGE;
    const from = isClose ? newest + 1 : Math.max(0, size - PAGE);
    const entries = from < size ? await client().logEntries({ from, limit: size - from }) : [];
    const read = entries.map(readLine).toReversed();
    lines.value = (isClose ? [...read, ...(lines.value ?? [])] : read).slice(0, MAX_READ);
  });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  try {
    await work();
    logFailure.value = null;
  } catch (error) {
    logFailure.value = error;
  } finally {
    isBusy = false;
  }
  if (!isDue) return;
  isDue = false;
  await readNewest();
}

/** Reads an entry; what is not JSON is shown as it is. */
export function readLine({ index, text }: WireLogEntry): LogLine {
  const parsed = JSON.parse(text) as { readonly [key: string]: unknown };
  return {
    index,
    text,
    type: textOrNull(parsed['type']) ?? 'unreadable',
    atMs: typeof parsed['at_ms'] === 'number' ? parsed['at_ms'] : 0,
    actor: textOrNull(parsed['actor']) ?? '',
    session: textOrNull(parsed['session']),
    action: textOrNull(parsed['action']),
    data: (parsed['data'] ?? {}) as LogLine['data'],
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
