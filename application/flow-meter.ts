import type { Verdict } from '../core/decision.ts';
import type { MetricSample } from './gateway.ts';

/** Upper bounds of the latency histogram's buckets, in milliseconds. */
const BUCKETS_MS = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 30_000] as const;

/** Counts what the flows do, for monitoring. Numbers only: no names, no arguments. */
export class FlowMeter {
  private readonly verdicts = new Map<Verdict, number>();
  private readonly buckets = new Array<number>(BUCKETS_MS.length + 1).fill(0);
  private decisions = 0;
  private totalMs = 0;
  private failures = 0;

  /** Notes a decision and how long it took until it could be released, without the wait for a human. */
  decided(verdict: Verdict, elapsedMs: number): void {
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
    this.decisions += 1;
    this.totalMs += elapsedMs;
    const bucket = BUCKETS_MS.findIndex((bound) => elapsedMs <= bound);
    const place = bucket < 0 ? BUCKETS_MS.length : bucket;
    this.buckets[place] = (this.buckets[place] ?? 0) + 1;
  }

  /** Notes a proposal that ended in an error, which callers treat as a deny. */
  failed(): void {
    this.failures += 1;
  }

  /** Everything counted so far. */
  samples(): readonly MetricSample[] {
    const verdicts = [...this.verdicts].map(([verdict, value]) => ({ suffix: '', labels: { verdict }, value }));
    return [
      { name: 'countersign_decisions_total', help: 'Decisions by verdict.', type: 'counter', samples: verdicts },
      {
        name: 'countersign_failures_total',
        help: 'Proposals that ended in an error.',
        type: 'counter',
        samples: [{ suffix: '', labels: {}, value: this.failures }],
      },
      {
        name: 'countersign_decision_duration_ms',
        help: 'Time until a decision is durable.',
        type: 'histogram',
        samples: this.histogram(),
      },
    ];
  }

  private histogram(): MetricSample['samples'] {
    let seen = 0;
    const buckets = [...BUCKETS_MS.map(String), '+Inf'].map((le, index) => {
      seen += this.buckets[index] ?? 0;
      return { suffix: '_bucket', labels: { le }, value: seen };
    });
    return [
      ...buckets,
      { suffix: '_sum', labels: {}, value: this.totalMs },
      { suffix: '_count', labels: {}, value: this.decisions },
    ];
  }
}
