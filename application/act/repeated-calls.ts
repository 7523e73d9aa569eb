import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { OwnCall, OwnOutcome } from './own-call.ts';

const MAX_CALLS = 2_000;
const KEPT_FOR_MS = 600_000;

const READS: ReadonlySet<OwnCall['tool']> = new Set(['list_files', 'read_file']);

type Kept = {
  readonly call: string;
  readonly untilMs: number;
  readonly answer: Promise<OwnOutcome>;
};

/**
 * Answers a call that is made again under its idempotency key with what became of the first, so that a caller may try again after
 * a lost connection.
 *
 * For the same principal, within ten minutes, while the gateway runs. A call that waits for a person, or for the time, is taken up:
 * it is decided again as things stand, so that an approval given meanwhile counts. Another call under the same key is
 * `idempotency.reused`. What reads is made again each time, and decided each time: nothing that was read is kept.
 */
export class RepeatedCalls {
  private readonly calls = new Map<string, Kept>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Makes the call, joins the one that is on its way, or answers what became of it. A call that failed is forgotten. */
  async run(
    { caller, call }: { readonly caller: Caller; readonly call: OwnCall },
    make: (call: OwnCall) => Promise<OwnOutcome>,
  ): Promise<OwnOutcome> {
    if (call.idempotencyKey === null || call.dryRun) return make(call);
    if (READS.has(call.tool)) return make({ ...call, idempotencyKey: null });
    const name = JSON.stringify([caller.principal, call.idempotencyKey]);
    // What tells one try from the next is not what is asked for.
    const text = canonicalJson({ ...call, callId: null });
    const nowMs = this.clock.nowMs();
    const known = this.calls.get(name);
    if (known === undefined || nowMs >= known.untilMs)
      return this.keep(name, { call: text, untilMs: nowMs + KEPT_FOR_MS, answer: make(call) });
    if (known.call !== text)
      throw new GatewayError(
        'idempotency.reused',
        `call ${call.tool}: this idempotency key was used for another call, want a new key`,
      );
    const { answer } = known;
    const outcome = await answer;
    if (outcome.verdict === 'allow' || outcome.verdict === 'deny') return outcome;
    // Who waited for the same answer takes it up once, and the others join.
    const isFirst = this.calls.get(name) === known && known.answer === answer;
    // The key is on record with the first try; what is decided again has none of its own.
    if (isFirst) return this.keep(name, { ...known, answer: make({ ...call, idempotencyKey: null }) });
    return this.calls.get(name)?.answer ?? outcome;
  }

  private keep(name: string, kept: Kept): Promise<OwnOutcome> {
    this.calls.delete(name);
    this.calls.set(name, kept);
    kept.answer.catch(() => {
      if (this.calls.get(name) === kept) this.calls.delete(name);
    });
    const [oldest] = this.calls.keys();
    if (this.calls.size > MAX_CALLS && oldest !== undefined) this.calls.delete(oldest);
    return kept.answer;
  }
}
