/** Lets a bounded number go on at a time; the others wait in their order. */
export class Turns {
  private readonly mostWaiting: number;
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor({ atOnce, mostWaiting }: { readonly atOnce: number; readonly mostWaiting: number }) {
    this.free = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /** Answers, when it is the caller's turn, what ends the turn; null at once where too many wait already. */
  async take(): Promise<(() => void) | null> {
    if (this.free > 0) this.free -= 1;
    else if (this.waiting.length >= this.mostWaiting) return null;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    return () => {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    };
  }
}
