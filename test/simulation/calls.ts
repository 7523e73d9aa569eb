import { GatewayError } from '../../application/gateway-error.ts';
import type { World } from './world.ts';

type Call = { readonly what: string; readonly dueMs: number };

/** Who waits for an answer of the gateway that runs, and until when. Whoever called one that crashed waits for nothing. */
export class Calls {
  private readonly world: World;
  private readonly violations: string[];
  private readonly open = new Set<Call>();

  constructor(world: World, violations: string[]) {
    this.world = world;
    this.violations = violations;
  }

  /**
   * Makes a call. Answers null when the gateway refused or failed, which must be by one of its own errors; and when another
   * gateway runs by then. Due now, or when the clock says `dueMs`.
   */
  async make<Answer>(
    what: string,
    start: () => Promise<Answer>,
    dueMs = this.world.clock.nowMs(),
  ): Promise<Answer | null> {
    const call: Call = { what, dueMs };
    const { generation } = this.world;
    const isLive = (): boolean => generation === this.world.generation;
    this.open.add(call);
    try {
      const answer = await start();
      return isLive() ? answer : null;
    } catch (error) {
      if (isLive() && !(error instanceof GatewayError)) this.violations.push(`${what} raised ${String(error)}`);
      return null;
    } finally {
      this.open.delete(call);
    }
  }

  /** Finds whoever should have been answered by now. */
  checkDue(nowMs: number): void {
    for (const { what, dueMs } of this.open) {
      if (dueMs <= nowMs) this.violations.push(`${what} still waits ${nowMs - dueMs} ms after it was due`);
    }
  }

  /** Forgets the callers of a gateway that ended. */
  abandon(): void {
    this.open.clear();
  }
}
