import type { McpGate } from './mcp-gate.ts';

type Outcome = Parameters<McpGate['reportOutcome']>[0];

/** How long closing waits for reports that are on their way. */
const CLOSE_MS = 2_000;

/**
 * Reports outcomes behind the calls: an answer is on its way to the client before its report is, and nobody waits for it. What
 * cannot be reported is told of; the gateway keeps such an action as one without an outcome.
 */
export class OutcomeReports {
  private readonly gate: McpGate;
  private readonly failed: (error: unknown) => void;
  private readonly sent = new Set<Promise<void>>();

  constructor(gate: McpGate, failed: (error: unknown) => void) {
    this.gate = gate;
    this.failed = failed;
  }

  /** Takes one outcome. */
  add(outcome: Outcome): void {
    const sending = afterThis().then(() => this.gate.reportOutcome(outcome).catch(this.failed));
    this.sent.add(sending);
    void sending.then(() => this.sent.delete(sending));
  }

  /** Waits until every report has arrived, at most 2 s. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([Promise.all(this.sent), late]);
    clearTimeout(timer);
  }
}

/** When what is being done now, the answer's own way out included, is done. */
function afterThis(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
