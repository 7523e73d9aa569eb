import type { Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure, HandleUpdate } from '../../ports/notification-channel.ts';
import type { UpdateTaker } from './take-update.ts';
import type { TelegramCalls } from './telegram-calls.ts';
import { waitAtMost, waitFor } from './wait-for.ts';

/** What polling goes by. */
export type PollOptions = {
  readonly calls: TelegramCalls;
  readonly taker: UpdateTaker;
  readonly pollMs: number;
  readonly retryMs: number;
  readonly timeoutMs: number;
  readonly onTrouble: (failure: ChannelFailure) => void;
};

const MOST_DOUBLINGS = 6;
const MAX_UPDATES = 100;
/** One update does not hold up the others for longer; what becomes of it goes on. */
const HANDLING_MS = 10_000;

/**
 * Asks Telegram for updates until the signal ends it, one batch after the other.
 *
 * A batch is confirmed by asking for what comes after it, so that what was not handled when the gateway ended is told again. Where
 * another poller or a webhook has the bot (409), or anything else fails, it waits and asks again. Never rejects.
 */
export async function pollUpdates(handle: HandleUpdate, signal: AbortSignalLike, options: PollOptions): Promise<void> {
  const { retryMs, taker, onTrouble } = options;
  let offset: number | null = null;
  let failures = 0;
  while (!signal.aborted) {
    const found = await askFor(offset, signal, options);
    if (signal.aborted) return;
    if (!found.ok) {
      onTrouble(found.failure);
      const doubled = retryMs * 2 ** Math.min(failures, MOST_DOUBLINGS);
      failures += 1;
      await waitFor(Math.max(doubled, found.failure.retryAfterMs ?? 0), signal);
      continue;
    }
    failures = 0;
    // What was handled when the gateway ended, and not confirmed any more, comes again in the first batch.
    const taking: HandleUpdate = offset === null ? (update) => handle({ ...update, isLookedBack: true }) : handle;
    for (const update of found.value) {
      await waitAtMost(HANDLING_MS, taker.take(update, taking), signal);
      if (signal.aborted) return;
      const id: unknown = (update as { update_id?: unknown } | null)?.update_id;
      if (typeof id === 'number' && Number.isSafeInteger(id) && id >= (offset ?? 0)) offset = id + 1;
    }
  }
}

async function askFor(
  offset: number | null,
  signal: AbortSignalLike,
  { calls, pollMs, timeoutMs }: PollOptions,
): Promise<Result<readonly unknown[], ChannelFailure>> {
  const query = {
    limit: MAX_UPDATES,
    timeout: Math.floor(pollMs / 1_000),
    allowed_updates: ['message', 'callback_query'] as const,
    ...(offset === null ? {} : { offset }),
  };
  const found = await calls.run('ask for updates', (raw, by) => raw.getUpdates(query, by), {
    signal,
    timeoutMs: pollMs + timeoutMs,
  });
  if (!found.ok) return found;
  if (Array.isArray(found.value)) return { ok: true, value: found.value.slice(0, MAX_UPDATES) };
  const reason = 'ask for updates at Telegram: an answer without a list, want one';
  return { ok: false, failure: { code: 'unreachable', reason, retryAfterMs: null } };
}
