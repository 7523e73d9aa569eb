import { BREAKERS, type Breaker, type BreakerId, REVIEW_WITHIN_MS } from '../../core/incident/breakers.ts';
import type { Containment } from '../../core/incident/emergency-state.ts';
import { type BreakerState, noteSignal, type Signal, type Trip } from '../../core/incident/note-signal.ts';
import type { EventHub, GatewayEvent } from '../event-hub.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import type { LeaseDesk } from '../lease/lease-desk.ts';
import type { LogSequencer } from '../log/log-sequencer.ts';
import type { EmergencyDesk } from './emergency-desk.ts';
import { type NotedOutcome, signalsOfEnd, signalsOfOutcome } from './guardrail-signals.ts';
import type { PastSignal } from './guardrail-trail.ts';

type DeskParts = {
  readonly ports: Pick<GatewayPorts, 'clock'>;
  readonly sequencer: LogSequencer;
  readonly events: EventHub;
  readonly emergency: EmergencyDesk;
  readonly leases: LeaseDesk;
};

const GATEWAY = 'gateway';

/**
 * Counts what happens on the table of breakers, and contains what trips them.
 *
 * Before `signal` returns, the containment is in force, whatever runs under a lease of what is contained was told to hold still, and the
 * event was published; the records follow. What was counted is taken up again from the log after a restart; containments outlive it.
 */
export class GuardrailDesk {
  private readonly parts: DeskParts;
  private readonly stop: () => void;
  private state: BreakerState = new Map();

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.stop = parts.events.subscribe((event) => this.hear(event));
  }

  /** Takes note of something that breakers count. Never raises. */
  signal(signal: Signal): void {
    const nowMs = this.parts.ports.clock.nowMs();
    const { state, trips } = noteSignal(this.state, signal, nowMs);
    this.state = state;
    for (const trip of trips) this.trip(trip, nowMs);
  }

  /** Goes on counting where an earlier gateway ended. What tripped then was contained then: it is not contained anew. */
  takeUp(past: readonly PastSignal[]): void {
    for (const { signal, atMs } of past) this.state = noteSignal(this.state, signal, atMs).state;
  }

  /** Takes note of an outcome of an action: how it went, and whether its tool crashed. */
  outcome(of: NotedOutcome): void {
    for (const signal of signalsOfOutcome(of)) this.signal(signal);
  }

  /** Takes note of a failure that a flow raised: one without a code that anybody knows stops everything. */
  failure(error: unknown): void {
    const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (typeof code === 'string' && code.length > 0) return;
    this.signal({ kind: 'unknown-error', about: error instanceof Error ? error.name : typeof error, ok: false });
  }

  close(): void {
    this.stop();
  }

  private hear(event: GatewayEvent): void {
    if (event.kind === 'emergency' && event.halted) this.parts.leases.freeze(null, event.reason);
    if (event.kind === 'budget' && event.state === 'exhausted' && event.scope.startsWith('day '))
      this.signal({ kind: 'day-budget', about: event.scope, ok: false });
    if (event.kind === 'lease' && event.state === 'ended') this.hearEnd(event.id);
  }

  private hearEnd(id: string): void {
    const lease = this.parts.leases.peek(id);
    if (lease === null || lease.end === null) return;
    const { task, session, parent, end } = lease;
    for (const signal of signalsOfEnd({ task, session, parent, ...end })) this.signal(signal);
  }

  private trip({ breaker: id, target }: Trip, nowMs: number): void {
    const breaker: Breaker = BREAKERS[id];
    if (this.isContained(breaker, target)) return;
    const shown = breaker.scope === 'everything' ? 'everything' : `${kindOf(breaker)} ${target}`;
    const reason = `${breaker.reason} (${id}, ${target})`;
    const contained = this.contain(breaker, { target, reason });
    const isHalt = breaker.verb === 'halt';
    const reviewByMs = nowMs + (isHalt ? REVIEW_WITHIN_MS.halt : REVIEW_WITHIN_MS.containment);
    const { events } = this.parts;
    events.publish({
      kind: 'guardrail',
      atMs: nowMs,
      breaker: id,
      verb: breaker.verb,
      target: shown,
      reason,
      reviewByMs,
    });
    const record = (): void => this.record(id, { target: shown, verb: breaker.verb, reviewByMs });
    void contained.then(record, record);
  }

  /** Puts the containment in force; what cannot be contained by itself is stopped with everything else. */
  private contain(
    breaker: Breaker,
    { target, reason }: { readonly target: string; readonly reason: string },
  ): Promise<unknown> {
    const { emergency, leases } = this.parts;
    const halt = (): Promise<unknown> =>
      emergency.halt({ source: 'breaker', by: GATEWAY, reason: reason.slice(0, MAX_REASON) });
    if (breaker.verb === 'halt') return halt();
    const containment = {
      verb: breaker.verb as Containment['verb'],
      target: { kind: kindOf(breaker), name: target },
      reason: reason.slice(0, MAX_REASON),
    };
    const before = emergency.read().containments.length;
    const recorded = emergency.contain(GATEWAY, containment);
    const isHeld = emergency.read().containments.length > before;
    if (breaker.verb === 'freeze') leases.freeze(target, reason);
    return isHeld ? recorded : Promise.all([recorded, halt()]);
  }

  private isContained(breaker: Breaker, target: string): boolean {
    const { halt, containments } = this.parts.emergency.read();
    if (breaker.verb === 'halt') return halt !== null;
    return containments.some(
      ({ verb, target: held }) => verb === breaker.verb && held.kind === kindOf(breaker) && held.name === target,
    );
  }

  private record(
    breaker: BreakerId,
    { target, verb, reviewByMs }: { readonly target: string; readonly verb: string; readonly reviewByMs: number },
  ): void {
    const { ports, sequencer } = this.parts;
    const data = { breaker, review_by_ms: reviewByMs, target, verb };
    const base = { atMs: ports.clock.nowMs(), actor: GATEWAY, session: null, action: null };
    // A log that cannot be written stops everything by itself; the containment holds all the same.
    void sequencer
      .append({ entries: [{ entry: { ...base, type: 'guardrail.tripped', data }, payload: null }], changes: () => [] })
      .catch(() => undefined);
  }
}

const MAX_REASON = 500;

/** What a breaker contains: for a task that is its session. */
function kindOf({ scope }: Breaker): Containment['target']['kind'] {
  return scope === 'tool' || scope === 'principal' || scope === 'host' ? scope : 'session';
}
