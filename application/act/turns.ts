import { GatewayError } from '../gateway-error.ts';

/** How many may be at work at once, and how many more may wait. */
export type TurnBounds = { readonly atOnce: number; readonly waiting: number };

/**
 * Lets so many at once do some work that is dear, each in its turn; the others wait.
 *
 * Bounded: who comes when too many wait already is refused at once (`unavailable`), and nothing is begun for it.
 */
export class Turns {
  private readonly what: string;
  private readonly bounds: TurnBounds;
  private readonly queue: (() => void)[] = [];
  private working = 0;

  /** @param what The work, for the refusal: "draft a change". */
  constructor(what: string, bounds: TurnBounds) {
    this.what = what;
    this.bounds = bounds;
  }

  /** Does the work when its turn has come; the next one's comes when it ended, in whatever way. */
  async take<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.begin();
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.working -= 1;
      else next();
    }
  }

  private begin(): Promise<void> {
    const { atOnce, waiting } = this.bounds;
    if (this.working < atOnce) {
      this.working += 1;
      return Promise.resolve();
    }
    if (this.queue.length >= waiting)
      return Promise.reject(
        new GatewayError('unavailable', `${this.what}: found ${waiting} that wait already, want fewer`, {
          remedies: ['Try again in a moment.'],
        }),
      );
    return new Promise((begin) => this.queue.push(begin));
  }
}
