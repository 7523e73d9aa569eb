import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireApproval } from '../../../sdk/wire.ts';
import { toCliError } from '../cli-error.ts';

const RECONNECT_MS = 1_000;

/** Requests as they come and end, over the event stream; whatever was missed while it was down is caught up on. */
export type FollowedRequests = {
  /** The next request that waits, oldest first. */
  readonly next: () => Promise<WireApproval>;
  /** Resolves with the request when it no longer waits. */
  readonly ended: (id: string) => Promise<WireApproval>;
  /** Every request when it comes, and again when it ends. */
  readonly changes: () => AsyncGenerator<WireApproval, void, undefined>;
  readonly close: () => void;
};

/** Follows the gateway's requests until closed, reconnecting for as long as it takes. */
export function followRequests(client: CountersignClient, { onTrouble }: { readonly onTrouble: (message: string) => void }): FollowedRequests {
  const abort = new AbortController();
  const known = new Map<string, WireApproval>();
  const shown = new Set<string>();
  const listeners = new Set<(approval: WireApproval) => void>();
  const note = (approval: WireApproval): void => {
    if (known.get(approval.id)?.status === approval.status) return;
    known.set(approval.id, approval);
    for (const listener of [...listeners]) listener(approval);
  };
  void keepFollowing(client, { signal: abort.signal, known, note, onTrouble });
  const nextWaiting = (): WireApproval | undefined => [...known.values()].find(({ id, status }) => status === 'pending' && !shown.has(id));
  return {
    next: async () => {
      const approval = nextWaiting() ?? (await first(listeners, ({ id, status }) => status === 'pending' && !shown.has(id)));
      shown.add(approval.id);
      return approval;
    },
    ended: async (id) => {
      const approval = known.get(id);
      return approval !== undefined && approval.status !== 'pending' ? approval : first(listeners, (changed) => changed.id === id && changed.status !== 'pending');
    },
    changes: () => changesOf(known, listeners),
    close: () => abort.abort(),
  };
}

async function* changesOf(known: ReadonlyMap<string, WireApproval>, listeners: Set<(approval: WireApproval) => void>): AsyncGenerator<WireApproval, void, undefined> {
  const queue = [...known.values()];
  let wake: () => void = () => undefined;
  listeners.add((approval) => {
    queue.push(approval);
    wake();
  });
  for (;;) {
    for (let approval = queue.shift(); approval !== undefined; approval = queue.shift()) yield approval;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

function first(listeners: Set<(approval: WireApproval) => void>, fits: (approval: WireApproval) => boolean): Promise<WireApproval> {
  return new Promise((resolve) => {
    const listener = (approval: WireApproval): void => {
      if (!fits(approval)) return;
      listeners.delete(listener);
      resolve(approval);
    };
    listeners.add(listener);
  });
}

type Following = {
  readonly signal: AbortSignal;
  readonly known: ReadonlyMap<string, WireApproval>;
  readonly note: (approval: WireApproval) => void;
  readonly onTrouble: (message: string) => void;
};

async function keepFollowing(client: CountersignClient, following: Following): Promise<void> {
  const { signal, onTrouble } = following;
  let wasDown = false;
  while (!signal.aborted) {
    try {
      const events = client.events({ signal });
      const catchUp = lookAgain(client, following);
      for await (const event of events) {
        if (event.kind === 'approval') following.note(await client.findApproval(event.id));
        if (wasDown) onTrouble('the gateway is back');
        wasDown = false;
      }
      await catchUp;
    } catch (error) {
      if (signal.aborted) return;
      if (!wasDown) onTrouble(`the gateway cannot be followed (${toCliError(error).message}); trying again`);
      wasDown = true;
    }
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
  }
}

/** Looks at what waits, and at what waited when it was last seen. */
async function lookAgain(client: CountersignClient, { known, note }: Following): Promise<void> {
  for (const approval of await client.listApprovals({ statuses: ['pending'], limit: 1_000 })) note(approval);
  for (const { id, status } of known.values()) if (status === 'pending') note(await client.findApproval(id));
}
