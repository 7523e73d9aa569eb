import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection may take. */
export type DoorTimes = {
  /** For the first headers. */
  readonly headersTimeoutMs: number;
  /** For a request to arrive whole, from the connection or, for a later one, from its headers on. */
  readonly requestTimeoutMs: number;
  /** Between a request and the next. */
  readonly keepAliveTimeoutMs: number;
};

/**
 * Times one connection that was accepted elsewhere: Node's own checks of headers and requests run only in a server that listens.
 *
 * At most one timer runs: until the first headers, until a request is whole, and after an answer until the next headers, which have
 * the idle time and the time for headers together. Answers may take as long as they take, so that event streams live.
 */
export class DoorClock {
  private readonly connection: Socket;
  private readonly times: DoorTimes;
  private readonly onLate: () => void;
  private timer: NodeJS.Timeout | undefined;
  private dueMs: number | null;
  private unanswered = 0;

  constructor(connection: Socket, { times, onLate }: { readonly times: DoorTimes; readonly onLate: () => void }) {
    this.connection = connection;
    this.times = times;
    this.onLate = onLate;
    this.dueMs = performance.now() + times.requestTimeoutMs;
    this.arm(times.headersTimeoutMs);
    connection.once('close', () => clearTimeout(this.timer));
  }

  /** Its headers are there. */
  began(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { requestTimeoutMs, keepAliveTimeoutMs, headersTimeoutMs } = this.times;
    this.unanswered += 1;
    this.arm(this.dueMs === null ? requestTimeoutMs : Math.max(0, this.dueMs - performance.now()));
    this.dueMs = null;
    const whole = this.timer;
    // A body that nobody wanted ends after its answer, when the timer is another.
    incoming.once('end', () => {
      if (this.timer === whole) clearTimeout(whole);
    });
    outgoing.once('close', () => {
      this.unanswered -= 1;
      if (this.unanswered === 0) this.arm(keepAliveTimeoutMs + headersTimeoutMs);
    });
  }

  private arm(timeoutMs: number): void {
    clearTimeout(this.timer);
    if (this.connection.destroyed) return;
    this.timer = setTimeout(this.onLate, timeoutMs);
    this.timer.unref();
  }
}
