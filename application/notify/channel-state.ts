import { type Circuit, CLOSED_CIRCUIT, isOpen, noteUnreachable } from '../../core/notify/circuit.ts';
import { AT_TERMINAL } from '../../core/notify/delivery.ts';
import { fail, ok } from '../../core/result.ts';
import type { ChannelFailure, ChannelKind, NotificationChannel } from '../../ports/notification-channel.ts';

/** What sending needs of a channel. The terminal is one too: it is told by whoever watches. */
export type SendingChannel = Pick<
  NotificationChannel,
  'name' | 'abilities' | 'broken' | 'fits' | 'deliver' | 'edit'
> & {
  readonly kind: ChannelKind | typeof AT_TERMINAL;
};

/** How a channel does, for people who look after it. Times in milliseconds since 1970. */
export type ChannelHealth = {
  readonly name: string;
  readonly kind: SendingChannel['kind'];
  readonly abilities: SendingChannel['abilities'];
  readonly state: 'untried' | 'up' | 'down';
  readonly lastSuccessAtMs: number | null;
  readonly lastFailure: {
    readonly code: ChannelFailure['code'];
    readonly reason: string;
    readonly atMs: number;
  } | null;
  /** Until when it is left alone; null while it is tried. */
  readonly restsUntilMs: number | null;
};

/** One channel with what is known of how it does. Nothing of it outlives the process: a new start tries every channel. */
export class ChannelState {
  readonly channel: SendingChannel;
  private circuit: Circuit = CLOSED_CIRCUIT;
  private lastSuccessAtMs: number | null = null;
  private lastFailure: ChannelHealth['lastFailure'] = null;
  private hasFailedLast = false;

  /** A channel that cannot work is down from the start. */
  constructor(channel: SendingChannel, nowMs: number) {
    this.channel = channel;
    if (channel.broken !== undefined) this.noteFailure(channel.broken, nowMs);
  }

  /** Until when the channel is left alone; null where it may be tried. */
  restsUntil(nowMs: number): number | null {
    return isOpen(this.circuit, nowMs) ? this.circuit.openUntilMs : null;
  }

  noteSuccess(nowMs: number): void {
    this.circuit = CLOSED_CIRCUIT;
    this.lastSuccessAtMs = nowMs;
    this.hasFailedLast = false;
  }

  noteFailure({ code, reason }: ChannelFailure, nowMs: number): void {
    this.lastFailure = { code, reason, atMs: nowMs };
    this.hasFailedLast = true;
    if (code === 'unreachable') this.circuit = noteUnreachable(this.circuit, nowMs);
  }

  health(nowMs: number): ChannelHealth {
    const { name, kind, abilities } = this.channel;
    const { lastSuccessAtMs, lastFailure } = this;
    const tried = lastSuccessAtMs === null ? 'untried' : 'up';
    const restsUntilMs = this.restsUntil(nowMs);
    return {
      name,
      kind,
      abilities,
      state: this.hasFailedLast ? 'down' : tried,
      lastSuccessAtMs,
      lastFailure,
      restsUntilMs,
    };
  }
}

/** The step that asks at terminals: it reaches people exactly when somebody watches the events of the gateway. */
export function terminalChannel(isWatched: () => boolean): SendingChannel {
  return {
    kind: AT_TERMINAL,
    name: AT_TERMINAL,
    abilities: { answers: false, edits: true, proof: 'accepted', maxLength: Number.MAX_SAFE_INTEGER },
    fits: () => true,
    deliver: async () =>
      isWatched()
        ? ok({ kind: 'accepted', reference: AT_TERMINAL, evidence: 'a watcher of the events' })
        : fail({ code: 'unknown-place', reason: 'tell whoever watches: nobody does', retryAfterMs: null }),
    edit: async () => ok(null),
  };
}
