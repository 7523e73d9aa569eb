import type { McpGate } from './mcp-gate.ts';

type Outcome = Parameters<McpGate['reportOutcome']>[0];

/** How long a report may wait for company. */
const HOLD_MS = 25;
/** How long closing waits for reports that are on their way. */
const CLOSE_MS = 2_000;

/**
 * Reports outcomes beside the calls, never before an answer: nobody waits for them.
 *
 * A report goes out right after the next decision is asked for, so that the gateway can make both durable at once, or after
 * 25 ms. What cannot be reported is told of; the gateway keeps such an action as one without an outcome.
 */
export class OutcomeReports {
  private readonly gate: McpGate;
  private readonly failed: (error: unknown) => void;
  private readonly sent = new Set<Promise<void>>();
  private held: Outcome[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(gate: McpGate, failed: (error: unknown) => void) {
    this.gate = gate;
    this.failed = failed;
  }

  /** Takes one outcome. */
  add(outcome: Outcome): void {
    this.held.push(outcome);
    this.timer ??= setTimeout(() => this.flush(), HOLD_MS);
  }

  /** Sends what is held. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const held = this.held;
    this.held = [];
    for (const outcome of held) {
      const sending = this.gate.reportOutcome(outcome).catch(this.failed);
      this.sent.add(sending);
      void sending.then(() => this.sent.delete(sending));
    }
  }

  /** Sends what is held and waits until all of it has arrived, at most 2 s. */
  async close(): Promise<void> {
    this.flush();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([Promise.all(this.sent), late]);
    clearTimeout(timer);
  }
}
