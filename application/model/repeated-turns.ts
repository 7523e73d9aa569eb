import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { HeldCall } from './held-call.ts';

/** From how many identical turns in a row on one is refused. */
const REFUSED_FROM = 3;
const MAX_SESSIONS = 10_000;

/**
 * Counts turns of a session that ask for exactly the same several calls in a row.
 *
 * A turn with one call is left out: identical calls in a row are counted with the session, and a person is asked at the third. Of
 * several calls none follows itself directly, so that the turn as a whole is looked at. Bounded; of the sessions that were not heard
 * of for longest nothing is known any more.
 */
export class RepeatedTurns {
  private readonly last = new Map<string, { readonly digest: string; readonly count: number }>();
  private readonly hash: HashFunction;

  constructor(hash: HashFunction) {
    this.hash = hash;
  }

  /** Counts a turn; true where it is refused: the third of its kind in a row, and every one after it. */
  isLoop(session: string, calls: readonly HeldCall[]): boolean {
    if (calls.length < 2) {
      this.last.delete(session);
      return false;
    }
    const digest = toHex(this.hash(canonicalJson(calls.map(({ name, args }) => [name, args]))));
    const before = this.last.get(session);
    const count = before?.digest === digest ? before.count + 1 : 1;
    this.last.delete(session);
    this.last.set(session, { digest, count });
    const [oldest] = this.last.keys();
    if (this.last.size > MAX_SESSIONS && oldest !== undefined) this.last.delete(oldest);
    return count >= REFUSED_FROM;
  }
}
