import { BREAKERS, type Breaker, type BreakerId, type SignalKind } from './breakers.ts';

/** Something that breakers count: what it is about, and whether it went well. */
export type Signal = {
  readonly kind: SignalKind;
  /** The task, tool, principal, session or host; any text where the breaker counts everything. */
  readonly about: string;
  /** False for a failure; signals that are failures by themselves say so. */
  readonly ok: boolean;
  /** What is contained where that is not what is counted: the session of a task. */
  readonly target?: string;
};

type Event = { readonly atMs: number; readonly ok: boolean };

/** What breakers have counted, by breaker and what it counts by. */
export type BreakerState = ReadonlyMap<string, readonly Event[]>;

/** A breaker that tripped, and what is to be contained. */
export type Trip = { readonly breaker: BreakerId; readonly target: string };

/** Most things counted at once, and most events of one; the oldest are forgotten. */
const MAX_KEYS = 10_000;
const MAX_EVENTS = 2_000;

/**
 * Counts a signal on every breaker that listens to it; answers what has tripped.
 *
 * Windows are half-open: what is exactly as old as the window no longer counts. A breaker that trips begins to count anew. What gates
 * answer by themselves (`stop-run`, `ask`) never trips here.
 */
export function noteSignal(
  state: BreakerState,
  signal: Signal,
  nowMs: number,
): { readonly state: BreakerState; readonly trips: readonly Trip[] } {
  const next = new Map(state);
  const trips: Trip[] = [];
  for (const [id, breaker] of Object.entries(BREAKERS) as readonly (readonly [BreakerId, Breaker])[]) {
    if (breaker.signal !== signal.kind || breaker.verb === 'stop-run' || breaker.verb === 'ask') continue;
    const key = `${id} ${breaker.scope === 'everything' ? '' : signal.about}`;
    const events = [...inWindow(next.get(key) ?? [], breaker, nowMs), { atMs: nowMs, ok: signal.ok }].slice(
      -MAX_EVENTS,
    );
    next.delete(key);
    if (isTripped(events, breaker)) trips.push({ breaker: id, target: signal.target ?? signal.about });
    else next.set(key, events);
  }
  for (const key of next.keys()) {
    if (next.size <= MAX_KEYS) break;
    next.delete(key);
  }
  return { state: next, trips };
}

function inWindow(events: readonly Event[], { threshold }: Breaker, nowMs: number): readonly Event[] {
  if (threshold.kind === 'within' || threshold.kind === 'rate')
    return events.filter(({ atMs }) => nowMs - atMs < threshold.windowMs);
  return threshold.kind === 'consecutive' ? events.slice(-threshold.count) : [];
}

function isTripped(events: readonly Event[], { threshold }: Breaker): boolean {
  const failed = events.filter(({ ok }) => !ok).length;
  switch (threshold.kind) {
    case 'once':
      return failed > 0;
    case 'consecutive':
      return events.length >= threshold.count && events.slice(-threshold.count).every(({ ok }) => !ok);
    case 'within':
      return failed >= threshold.count;
    case 'rate':
      return events.length >= threshold.atLeast && failed * 100 > threshold.overPercent * events.length;
  }
}
