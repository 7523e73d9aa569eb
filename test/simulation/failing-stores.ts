import { StoreError } from '../../ports/store-error.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Seeded } from './seeded.ts';

/** What is to go wrong with the next commit: the disk is full, it is lost, or it is written and its writer is not told. */
export const COMMIT_FAULTS = ['full', 'lost', 'untold'] as const;
export type CommitFault = (typeof COMMIT_FAULTS)[number];

/** Stores as one process sees them: slow by turns, and failing when told to. */
export type FailingStores = {
  readonly stores: Stores;
  /** Lets the next commit fail; null takes that back. */
  readonly failNext: (fault: CommitFault | null) => void;
  /** True once the writer cannot know whether a commit was written: from then on it may write nothing. */
  readonly isUncertain: () => boolean;
  /** True once it wrote all the same. */
  readonly wroteBlindly: () => boolean;
  /** Ends the process: nothing that is under way ever answers, and what was not written yet never is. */
  readonly die: () => void;
};

const MAX_TURNS = 3;

/**
 * Puts a process that can die between flows and stores that survive it.
 *
 * Every operation takes some turns of the event loop, chosen by the seed, so that flows meet each other in every order.
 */
export function failingStores(durable: Stores, random: Seeded): FailingStores {
  let fault: CommitFault | null = null;
  let uncertain = false;
  let blind = false;
  let dead = false;
  const pause = async (): Promise<void> => {
    for (let turns = random.below(MAX_TURNS); turns > 0; turns--) await new Promise((done) => setImmediate(done));
    if (dead) await new Promise(() => undefined);
  };
  const commit: Stores['ledger']['commit'] = async (batch) => {
    await pause();
    const now = fault;
    fault = null;
    if (now === 'full') throw new StoreError('store.full', 'commit a batch: a fault of the simulation');
    const wasUncertain = uncertain;
    uncertain ||= now !== null;
    if (now === 'lost') throw new StoreError('store.failed', 'commit a batch: a fault of the simulation');
    const outcome = await durable.ledger.commit(batch);
    if (now === 'untold') throw new StoreError('store.failed', 'commit a batch: a fault of the simulation');
    blind ||= wasUncertain && outcome.ok;
    await pause();
    return outcome;
  };
  const slow = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get: (target, name, receiver) => {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof found !== 'function') return found;
        return async (...args: readonly unknown[]) => {
          await pause();
          return Reflect.apply(found, target, args);
        };
      },
    });
  const ledger = slow(durable.ledger);
  const stores: Stores = {
    ledger: new Proxy(ledger, {
      get: (target, name, receiver) => (name === 'commit' ? commit : Reflect.get(target, name, receiver)),
    }),
    actions: slow(durable.actions),
    approvals: slow(durable.approvals),
    compensations: slow(durable.compensations),
    sessions: slow(durable.sessions),
    tokens: slow(durable.tokens),
    emergency: slow(durable.emergency),
    policies: slow(durable.policies),
    tools: slow(durable.tools),
    secrets: slow(durable.secrets),
    usage: slow(durable.usage),
    budgets: slow(durable.budgets),
    leases: slow(durable.leases),
    notifications: slow(durable.notifications),
    webSessions: slow(durable.webSessions),
    people: slow(durable.people),
    close: async () => undefined,
  };
  return {
    stores,
    failNext: (next) => {
      fault = next;
    },
    isUncertain: () => uncertain,
    wroteBlindly: () => blind,
    die: () => {
      dead = true;
    },
  };
}
