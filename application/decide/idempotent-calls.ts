import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Authorization, Caller, Proposal } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

const MAX_CALLS = 10_000;
const KEPT_FOR_MS = 600_000;

type Kept = { readonly proposal: string; readonly untilMs: number; readonly answer: Promise<Authorization> };

/**
 * Answers a repeated proposal with the answer of the first, so that a caller may try again after a lost connection.
 *
 * Only with an idempotency key, for the same principal, within ten minutes, while the gateway runs. Another proposal under
 * the same key is `idempotency.reused`; so is a key from before a restart, because the store knows it and nothing is decided
 * twice under one key.
 */
export class IdempotentCalls {
  private readonly calls = new Map<string, Kept>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Runs the call, or joins the one that is on its way or was answered. A call that failed is forgotten. */
  run(
    { caller, proposal }: { readonly caller: Caller; readonly proposal: Proposal },
    call: () => Promise<Authorization>,
  ): Promise<Authorization> {
    if (proposal.idempotencyKey === null) return call();
    const name = JSON.stringify([caller.principal, proposal.idempotencyKey]);
    const text = canonicalJson(proposal);
    const nowMs = this.clock.nowMs();
    const known = this.calls.get(name);
    if (known !== undefined && nowMs < known.untilMs) {
      if (known.proposal === text) return known.answer;
      throw new GatewayError(
        'idempotency.reused',
        'propose an action: this idempotency key was used for another action, want a new key',
      );
    }
    const answer = call();
    this.calls.delete(name);
    this.calls.set(name, { proposal: text, untilMs: nowMs + KEPT_FOR_MS, answer });
    answer.catch(() => this.calls.delete(name));
    const [oldest] = this.calls.keys();
    if (this.calls.size > MAX_CALLS && oldest !== undefined) this.calls.delete(oldest);
    return answer;
  }
}
