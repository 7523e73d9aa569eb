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
  if (oldest === 0 || isBusy) return;
  await guarded(async () => {
    const from = Math.max(0, oldest - PAGE);
    const entries = await client().logEntries({ from, limit: oldest - from });
    lines.value = [...(lines.value ?? []), ...entries.map(readLine).toReversed()];
  });
}

let isBusy = false;

async function readNewest(): Promise<void> {
  await guarded(async () => {
    const { size } = await client().logHead();
    const newest = lines.value?.[0]?.index;
    const isClose = newest !== undefined && size - newest <= PAGE;
    const from = isClose ? newest + 1 : Math.max(0, size - PAGE);
    const entries = from < size ? await client().logEntries({ from, limit: size - from }) : [];
    const read = entries.map(readLine).toReversed();
    lines.value = isClose ? [...read, ...(lines.value ?? [])] : read;
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
