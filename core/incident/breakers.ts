/** What trips a breaker: failures one after the other, events within a time, a share of failures, or one event. */
export type BreakerThreshold =
  | { readonly kind: 'consecutive'; readonly count: number }
  | { readonly kind: 'within'; readonly count: number; readonly windowMs: number }
  | { readonly kind: 'rate'; readonly overPercent: number; readonly atLeast: number; readonly windowMs: number }
  | { readonly kind: 'once' };

/** What a breaker counts by. `everything` is one count for the whole gateway. */
export type BreakerScope = 'task' | 'tool' | 'principal' | 'session' | 'host' | 'everything';

/** What a breaker does. `stop-run` and `ask` are answers of gates, from what the session remembers; the rest is containment. */
export type BreakerVerb = 'freeze' | 'quarantine' | 'mute' | 'halt' | 'stop-run' | 'ask';

/** What a breaker listens to. */
export type SignalKind =
  | 'attempt'
  | 'task'
  | 'tool-crash'
  | 'outcome'
  | 'denial'
  | 'identical-call'
  | 'day-budget'
  | 'unknown-error'
  | 'unexpected-egress'
  | 'attestation';

/** One row of the table. */
export type Breaker = {
  readonly signal: SignalKind;
  readonly scope: BreakerScope;
  readonly threshold: BreakerThreshold;
  readonly verb: BreakerVerb;
  /** What happened, for people. */
  readonly reason: string;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The one table of circuit breakers and kill-switch triggers (model §7).
 *
 * The first failing tries of one task stop that task; three tasks that failed one after the other, whichever they are, a used-up
 * day and an error that nobody knows stop everything.
 */
export const BREAKERS = {
  'task-tries': {
    signal: 'attempt',
    scope: 'task',
    threshold: { kind: 'consecutive', count: 3 },
    verb: 'freeze',
    reason: 'three tries at the task failed in a row',
  },
  'failed-tasks': {
    signal: 'task',
    scope: 'everything',
    threshold: { kind: 'consecutive', count: 3 },
    verb: 'halt',
    reason: 'three tasks failed in a row',
  },
  'tool-crashes': {
    signal: 'tool-crash',
    scope: 'tool',
    threshold: { kind: 'within', count: 3, windowMs: 10 * MINUTE_MS },
    verb: 'quarantine',
    reason: 'the tool crashed three times in ten minutes',
  },
  'error-rate': {
    signal: 'outcome',
    scope: 'principal',
    threshold: { kind: 'rate', overPercent: 40, atLeast: 20, windowMs: HOUR_MS },
    verb: 'mute',
    reason: 'more than 40 % of its actions failed within the hour',
  },
  denials: {
    signal: 'denial',
    scope: 'session',
    threshold: { kind: 'consecutive', count: 3 },
    verb: 'stop-run',
    reason: 'three denials in a row',
  },
  'identical-calls': {
    signal: 'identical-call',
    scope: 'session',
    threshold: { kind: 'consecutive', count: 3 },
    verb: 'ask',
    reason: 'the same call three times in a row',
  },
  'day-budget': {
    signal: 'day-budget',
    scope: 'everything',
    threshold: { kind: 'once' },
    verb: 'halt',
    reason: 'the budget of the day is used up',
  },
  'unknown-error': {
    signal: 'unknown-error',
    scope: 'everything',
    threshold: { kind: 'once' },
    verb: 'halt',
    reason: 'an error of an unknown kind',
  },
  'unexpected-egress': {
    signal: 'unexpected-egress',
    scope: 'session',
    threshold: { kind: 'once' },
    verb: 'freeze',
    reason: 'it tried to reach what nobody may reach',
  },
  'attestation-lost': {
    signal: 'attestation',
    scope: 'session',
    threshold: { kind: 'once' },
    verb: 'freeze',
    reason: 'the host that it runs on is no longer attested',
  },
} as const satisfies { readonly [id: string]: Breaker };

export type BreakerId = keyof typeof BREAKERS;

/** Until when a person has to look at what stopped by itself: 24 hours; for a halt seven days. Milliseconds. */
export const REVIEW_WITHIN_MS = { containment: 24 * HOUR_MS, halt: 7 * 24 * HOUR_MS } as const;
