import { setTimeout as sleep } from 'node:timers/promises';
import type { CountersignClient } from '../../../sdk/client.ts';
import { CountersignError } from '../../../sdk/error.ts';
import type { WireApproval, WireEvent } from '../../../sdk/wire.ts';

/** Whom to tell. */
export type Follower = {
  readonly onApproval: (approval: WireApproval) => void;
  readonly onEvent: (event: WireEvent) => void;
  /** Null when the connection is there again. */
  readonly onBroken: (error: CountersignError | null) => void;
};

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4_000;
/** How long a stream must hold, where nothing comes through it, before the connection counts as there again. */
const SETTLED_MS = 500;

/** The most the gateway lists at once. */
export const MAX_LISTED = 500;

/**
 * Tells of every request that waits or was answered, until the signal ends it.
 *
 * Subscribes first and lists then, so that nothing is missed between; after a break it does both again. What is not a matter of the
 * connection (a token without permission) is raised.
 */
export async function followApprovals(
  client: CountersignClient,
  follower: Follower,
  signal: AbortSignal,
): Promise<void> {
  let known = new Set<string>();
  for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)) {
    try {
      const events = client.events({ signal });
      const first = events.next();
      first.catch(() => undefined);
      known = await tellPending(client, { follower, known });
      // A gateway that is going down still answers what was asked, and then ends the stream.
      await Promise.race([first, sleep(SETTLED_MS, undefined, { signal })]);
      follower.onBroken(null);
      retryMs = FIRST_RETRY_MS;
      for (let next = await first; next.done !== true; next = await events.next()) {
        await tellEvent(client, { event: next.value, follower, known });
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CountersignError) || !isConnection(error)) throw error;
      follower.onBroken(error);
      await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

type Telling = { readonly follower: Follower; readonly known: Set<string> };

/** Tells of all that wait, and of those that were known to wait and no longer do. */
async function tellPending(client: CountersignClient, { follower, known }: Telling): Promise<Set<string>> {
  const pending = await client.listApprovals({ statuses: ['pending'], limit: MAX_LISTED });
  const ids = new Set(pending.map(({ id }) => id));
  for (const id of known) if (!ids.has(id)) follower.onApproval(await client.findApproval(id));
  // A list shows enough to find a request, not to decide about it: each is read whole, one after the other.
  for (const { id } of [...pending].sort((one, two) => one.created_at_ms - two.created_at_ms))
    follower.onApproval(await client.findApproval(id));
  return ids;
}

async function tellEvent(
  client: CountersignClient,
  { event, follower, known }: Telling & { readonly event: WireEvent },
): Promise<void> {
  follower.onEvent(event);
  if (event.kind !== 'approval') return;
  if (event.status === 'pending') known.add(event.id);
  else known.delete(event.id);
  follower.onApproval(await client.findApproval(event.id));
}

function isConnection({ code }: CountersignError): boolean {
  return code === 'unreachable' || code === 'timed-out' || code === 'unavailable' || code === 'busy';
}
