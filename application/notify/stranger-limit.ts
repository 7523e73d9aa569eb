import { STRANGER_RATE, STRANGERS_RATE, takeTurn } from '../../core/notify/rate-window.ts';
import type { Clock } from '../../ports/clock.ts';

/** More than can be heard within the window, so that what is left out here is over. */
const MAX_KEPT = 2 * STRANGERS_RATE.limit;

/**
 * Whom of the accounts that are paired with nobody the gateway listens to: each a few times an hour, and all together not much more.
 *
 * Anybody can make accounts, so that a limit for each limits nothing: what they cause in messages, entries and memory is bounded for
 * all of them at once.
 */
export class StrangerLimit {
  private readonly clock: Clock;
  private readonly heard = new Map<string, readonly number[]>();
  private all: readonly number[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Tells whether this account is heard now; if so, that counts. */
  hears(channel: string, user: string): boolean {
    const nowMs = this.clock.nowMs();
    const account = JSON.stringify([channel, user]);
    const own = takeTurn(this.heard.get(account) ?? [], nowMs, STRANGER_RATE);
    const together = takeTurn(this.all, nowMs, STRANGERS_RATE);
    if (!own.allowed || !together.allowed) return false;
    this.all = together.times;
    this.heard.delete(account);
    this.heard.set(account, own.times);
    for (const oldest of this.heard.keys()) if (this.heard.size > MAX_KEPT) this.heard.delete(oldest);
    return true;
  }
}
