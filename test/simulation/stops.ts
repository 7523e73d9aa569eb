import { OPERATOR } from '../harness/test-gateway.ts';
import type { Calls } from './calls.ts';
import type { World } from './world.ts';

/** Why something may go on again. */
export const RATIONALE = 'the simulation found and mended the cause';

/** More than any flow needs between its last look at the emergency state and its caller. */
const MICROTASKS = 100;

/**
 * Halts and resumes, and knows from the calls alone whether everything is halted.
 *
 * A halt is in force from the turn of the event loop in which it was called; it ends with a resume that was asked for after
 * it, as soon as that is durable. After a crash what is durable counts, and the sentinel.
 */
export class Stops {
  private readonly world: World;
  private readonly calls: Calls;
  private readonly violations: string[];
  private readonly tokens: string[] = [];
  private stops = 0;
  private resumes = 0;
  private isHalted = false;
  /** Which stop a resume under way would end. */
  private resuming: number | null = null;

  constructor(world: World, calls: Calls, violations: string[]) {
    this.world = world;
    this.calls = calls;
    this.violations = violations;
  }

  /** Halts. When that was acknowledged, a restart must find it. */
  async halt(): Promise<void> {
    const { resumes, world } = this;
    this.count();
    const answer = await this.calls.make('halt', () =>
      world.test.gateway.halt(OPERATOR, { source: 'api', reason: 'simulated' }),
    );
    if (answer === null) return;
    this.tokens.push(answer.resumeToken);
    if (!(await this.isOnRecord()) && this.resumes === resumes)
      this.violations.push('a halt was acknowledged that a restart would forget');
  }

  /** Creates the sentinel file. */
  raise(): void {
    this.count();
    this.world.raise({ source: 'sentinel', reason: 'simulated' });
  }

  /** Resumes with the newest token, or with any that was ever given. */
  async resume(): Promise<void> {
    const { random, resumeTokens } = this.world;
    const token = random.chance(0.8) ? resumeTokens.at(-1) : [...this.tokens, ...resumeTokens].at(random.below(9) - 4);
    if (token !== undefined) await this.resumeWith(token);
  }

  /** Tries every token that was ever given. */
  async resumeByAll(): Promise<void> {
    for (const token of [...this.tokens, ...this.world.resumeTokens]) {
      void this.resumeWith(token);
      await this.world.quiesce();
    }
  }

  /** Tells whether nothing may be released now. */
  async inForce(): Promise<boolean> {
    const { isHalted, resuming, stops } = this;
    const isOnRecord = await this.isOnRecord();
    return isHalted && (resuming !== stops || isOnRecord);
  }

  /** Looks at what a gateway that has just started finds. */
  async afterRestart(): Promise<void> {
    this.resuming = null;
    this.isHalted = this.world.raised !== null || (await this.isOnRecord());
  }

  private async resumeWith(resumeToken: string): Promise<void> {
    const { stops, world } = this;
    this.resuming = stops;
    this.resumes += 1;
    const resumed = await this.calls.make('resume', async () => {
      await world.test.gateway.resume(OPERATOR, { resumeToken, rationale: RATIONALE });
      return true;
    });
    if (this.resuming === stops) this.resuming = null;
    if (resumed === true && this.stops === stops) this.isHalted = false;
  }

  /** What is released within this turn of the event loop was under way already. */
  private count(): void {
    this.stops += 1;
    const { world } = this;
    const { generation } = world;
    let hops = MICROTASKS;
    const hop = (): void => {
      hops -= 1;
      if (hops > 0) queueMicrotask(hop);
      else if (generation === world.generation) this.isHalted = true;
    };
    hop();
  }

  private async isOnRecord(): Promise<boolean> {
    const stored = await this.world.durable.emergency.load();
    return (stored?.state.halt ?? null) !== null;
  }
}
