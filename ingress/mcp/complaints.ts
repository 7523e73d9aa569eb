/** Complaints about one server that are passed on in a minute. */
export const MAX_A_MINUTE = 8;

/** Passes on what is wrong with one server, at most eight times a minute: who sends faults must not fill the log with them. */
export class Complaints {
  private readonly pass: (what: string, error: unknown) => void;
  private readonly nowMs: () => number;
  private beganMs = Number.NEGATIVE_INFINITY;
  private count = 0;

  constructor(
    pass: ((what: string, error: unknown) => void) | undefined,
    nowMs: () => number = () => performance.now(),
  ) {
    this.pass = pass ?? (() => undefined);
    this.nowMs = nowMs;
  }

  add(what: string, error: unknown): void {
    const nowMs = this.nowMs();
    if (nowMs - this.beganMs >= 60_000) {
      this.beganMs = nowMs;
      this.count = 0;
    }
    this.count += 1;
    if (this.count <= MAX_A_MINUTE) this.pass(what, error);
  }
}
