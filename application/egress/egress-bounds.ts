import type { EgressRule } from '../../core/egress/egress-rule.ts';

/** What was used of a rule, or of a whole pass. */
type Used = { open: number; upBytes: number; downBytes: number; minute: number; begun: number };

/** The bounds of a rule, or of a whole pass; null for none. */
type Bounds = Pick<EgressRule, 'upBytes' | 'downBytes' | 'perMinute' | 'connections'>;

const MINUTE_MS = 60_000;

/** Holds something to its bounds: bytes, connections open at once, beginnings in a minute. Exact, however much runs in parallel. */
export class BoundKeeper {
  private bounds: Bounds;
  private readonly used: Used = { open: 0, upBytes: 0, downBytes: 0, minute: 0, begun: 0 };

  constructor(bounds: Bounds) {
    this.bounds = bounds;
  }

  /** The same under other bounds: what was used stays used. */
  under(bounds: Bounds): this {
    this.bounds = bounds;
    return this;
  }

  /** Counts a beginning; false where there were too many in this minute. */
  begin(nowMs: number): boolean {
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.used.minute) Object.assign(this.used, { minute, begun: 0 });
    this.used.begun += 1;
    return this.bounds.perMinute === null || this.used.begun <= this.bounds.perMinute;
  }

  hasRoom(): boolean {
    return this.bounds.connections === null || this.used.open < this.bounds.connections;
  }

  hold(): void {
    this.used.open += 1;
  }

  release(): void {
    this.used.open -= 1;
  }

  has(direction: 'up' | 'down', bytes: number): boolean {
    const [used, bound] =
      direction === 'up' ? [this.used.upBytes, this.bounds.upBytes] : [this.used.downBytes, this.bounds.downBytes];
    return bound === null || used + bytes <= bound;
  }

  spend(direction: 'up' | 'down', bytes: number): void {
    if (direction === 'up') this.used.upBytes += bytes;
    else this.used.downBytes += bytes;
  }
}
