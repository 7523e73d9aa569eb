import { PAIRING_LIMITS, type Pairing } from '../../core/notify/pairing.ts';
import type { KnownPlace } from '../../core/notify/routing.ts';
import type { NotificationStore } from '../../ports/notification-store.ts';

/** Pairings that were offered or hold, as the store has them: what planning and answering look at without waiting. */
export class PairingBook {
  private readonly held = new Map<string, Pairing>();

  /** Reads what the store holds. */
  static async open(store: NotificationStore): Promise<PairingBook> {
    const book = new PairingBook();
    for (const pairing of await store.listPairings({
      states: ['offered', 'paired'],
      limit: PAIRING_LIMITS.maxPairings,
    }))
      book.note(pairing);
    return book;
  }

  /** Takes in a pairing as it has just become durable. */
  note(pairing: Pairing): void {
    if (pairing.state === 'ended') this.held.delete(pairing.id);
    else this.held.set(pairing.id, pairing);
  }

  /** Every pairing that was offered or holds, oldest first. */
  all(): readonly Pairing[] {
    return [...this.held.values()];
  }

  /** The pairing of an account that holds; null for an account that nobody vouched for. */
  find(channel: string, user: string): Pairing | null {
    return this.all().find((one) => one.state === 'paired' && one.channel === channel && one.user === user) ?? null;
  }

  /** The place of each paired account. */
  places(): readonly KnownPlace[] {
    return this.all().flatMap(({ state, channel, principal, place }) =>
      state === 'paired' && place !== null ? [{ channel, to: place, person: principal, name: null }] : [],
    );
  }
}
