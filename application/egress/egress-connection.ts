import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import type { NetAction } from './net-action.ts';

/** What a connection asks of the pass it belongs to. */
export type ConnectionHost = {
  /** Counts bytes before they go on; false where a bound would be passed, and then nothing is counted. */
  readonly spend: (direction: 'up' | 'down', bytes: number) => boolean;
  /** Called once, when the connection is over. */
  readonly closed: (connection: EgressConnection, result: string) => void;
  readonly nowMs: () => number;
};

/**
 * A connection or a request that was let through, from its record to its end.
 *
 * Whoever carries bytes asks `up` or `down` first, hands nothing on where the answer is false, and nothing at all before `recorded`
 * is true. When the pass ends it, `onEnd` is called at once: both sides are to be broken off.
 */
export class EgressConnection {
  readonly ok = true;
  /** Of its pass, from 1. */
  readonly id: number;
  /** Resolves to true when the entry is durable; to false when it could not be written, or the connection was ended before. */
  readonly recorded: Promise<boolean>;
  readonly startedAtMs: number;
  /** What emergency stops are compared with. */
  readonly net: NetAction;
  /** Set by whoever dials, for the record. */
  address: string | null = null;
  /** Of the answer to a request, for the record. */
  status: number | null = null;
  upBytes = 0;
  downBytes = 0;
  private readonly host: ConnectionHost;
  private readonly rule: string;
  private readonly listeners: ((refusal: EgressRefusal) => void)[] = [];
  private endedBy: EgressRefusal | null = null;
  private isClosed = false;

  constructor(
    host: ConnectionHost,
    known: { readonly id: number; readonly net: NetAction; readonly recorded: Promise<boolean>; readonly rule: string },
  ) {
    this.host = host;
    this.id = known.id;
    this.net = known.net;
    this.rule = known.rule;
    this.startedAtMs = host.nowMs();
    this.recorded = known.recorded.then((isRecorded) => isRecorded && this.endedBy === null);
  }

  /** True while bytes may pass. */
  get isOpen(): boolean {
    return this.endedBy === null && !this.isClosed;
  }

  /** Whether its rule is one of these, by what identifies them. */
  isUnder(rules: ReadonlySet<string>): boolean {
    return rules.has(this.rule);
  }

  /** Whether so many more bytes of the program may go out. */
  up(bytes: number): boolean {
    if (!this.isOpen || !this.host.spend('up', bytes)) return this.refuse('up');
    this.upBytes += bytes;
    return true;
  }

  /** Whether so many more bytes may come in. */
  down(bytes: number): boolean {
    if (!this.isOpen || !this.host.spend('down', bytes)) return this.refuse('down');
    this.downBytes += bytes;
    return true;
  }

  /**
   * Calls back when it is ended from outside; at once where it already was. What a listener throws is its own: it neither keeps
   * another from being called nor the end from being recorded.
   */
  onEnd(listener: (refusal: EgressRefusal) => void): void {
    if (this.endedBy !== null) tell(listener, this.endedBy);
    else this.listeners.push(listener);
  }

  /** Ends it from outside. */
  end(refusal: EgressRefusal): void {
    if (!this.isOpen) return;
    this.endedBy = refusal;
    for (const listener of this.listeners.splice(0)) tell(listener, refusal);
    this.close(refusal.code);
  }

  /** Says that it is over, and how: `done`, `failed`, or the code of a refusal. The first word counts. */
  close(result: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.listeners.length = 0;
    this.host.closed(this, result);
  }

  private refuse(direction: 'up' | 'down'): false {
    const reason = `carry bytes ${direction === 'up' ? 'out' : 'in'}: the bound is reached, want fewer`;
    this.end({ code: 'egress.bytes', reason, alarm: 'none' });
    return false;
  }
}

function tell(listener: (refusal: EgressRefusal) => void, refusal: EgressRefusal): void {
  try {
    listener(refusal);
  } catch {
    // Whoever listens breaks its own sockets off where it throws.
  }
}
