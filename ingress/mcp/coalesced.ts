/** Work that many ask for and that is done for all of them at once. */
export type CoalescedOptions = {
  readonly run: () => Promise<unknown>;
  /** Least time between the beginnings of two runs. */
  readonly everyMs: number;
};

/**
 * Runs something when it is asked for: at once, unless it runs or ran just now; then once more, however often it was asked for in
 * between. What it raises is swallowed.
 *
 * Invariant: one run at most is in work, and one at most waits.
 */
export class Coalesced {
  private readonly options: CoalescedOptions;
  private isRunning = false;
  private isWanted = false;
  private timer: NodeJS.Timeout | null = null;
  private beganMs = Number.NEGATIVE_INFINITY;
  private isOver = false;

  constructor(options: CoalescedOptions) {
    this.options = options;
  }

  ask(): void {
    if (this.isOver) return;
    if (this.isRunning || this.timer !== null) {
      this.isWanted = this.isRunning;
      return;
    }
    const waitMs = this.beganMs + this.options.everyMs - performance.now();
    if (waitMs <= 0) {
      void this.begin();
      return;
    }
    this.timer = setTimeout(() => void this.begin(), waitMs);
    this.timer.unref();
  }

  /** Begins nothing from now on. */
  stop(): void {
    this.isOver = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private async begin(): Promise<void> {
    this.timer = null;
    this.isRunning = true;
    this.beganMs = performance.now();
    try {
      await this.options.run();
    } catch {
      // Whoever runs it has told of it.
    }
    this.isRunning = false;
    if (!this.isWanted) return;
    this.isWanted = false;
    this.ask();
  }
}
