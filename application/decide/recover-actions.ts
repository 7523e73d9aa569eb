import type { Clock } from '../../ports/clock.ts';
import type { Stores } from '../../ports/stores.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';

const PAGE = 1_000;

/**
 * Marks actions that were authorised, or were waiting for a human, when the gateway stopped.
 *
 * Nobody knows whether an authorised action ran: its outcome is unknown, a person may look, and nothing is replayed. Its
 * outcome can still be reported. Answers how many were marked.
 */
export async function recoverActions(ports: {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly sequencer: LogSequencer;
}): Promise<number> {
  let marked = 0;
  let after: string | null = null;
  for (;;) {
    const left = await ports.stores.actions.listByStatus('authorised', { after, limit: PAGE });
    if (left.length === 0) return marked;
    const atMs = ports.clock.nowMs();
    const outcome = await ports.sequencer.append({
      entries: [
        {
          entry: {
            type: 'action.unknown-outcome',
            atMs,
            actor: 'gateway',
            session: null,
            action: null,
            data: { actions: left.length, first: left[0]?.logIndex ?? 0, last: left.at(-1)?.logIndex ?? 0 },
          },
          payload: null,
        },
      ],
      changes: () =>
        left.map(({ id }) => ({ kind: 'action.transition', id, from: ['authorised'], to: 'unknown-outcome', atMs })),
    });
    if (!outcome.ok) return marked;
    marked += left.length;
    after = left.at(-1)?.id ?? null;
  }
}
