import type { Gateway } from '../../application/gateway.ts';
import { eventToWire } from './event-to-wire.ts';
import { HTTP_LIMITS } from './http-options.ts';

/** What one client's stream needs. */
export type EventClient = {
  /** Whose it is: a principal. */
  readonly holder: string;
  readonly subscribe: (listener: Parameters<Gateway['subscribe']>[0]) => () => void;
  /** Breaks the connection off. */
  readonly disconnect: () => void;
  /** Asked at every heartbeat: a revoked token ends the stream. */
  readonly stillPermitted: () => Promise<boolean>;
};

const GREETING = 'retry: 3000\n: countersign events\n\n';
const HEARTBEAT = ': still here\n\n';

/**
 * The clients of the event stream, bounded in number, each with a bounded queue. Nobody has more than a quarter of the places, so that
 * whoever opens many keeps no other person from watching.
 *
 * Invariant: a client that does not read costs at most 256 queued events, then its connection is broken off; it never slows
 * the gateway or other clients. Every `heartbeatMs` a comment is sent, so that both sides notice a dead connection.
 */
export class EventClients {
  private readonly maxClients: number;
  private readonly heartbeatMs: number;
  private readonly stops = new Map<() => void, string>();
  private readonly encoder = new TextEncoder();

  constructor({ maxClients, heartbeatMs }: { readonly maxClients: number; readonly heartbeatMs: number }) {
    this.maxClients = maxClients;
    this.heartbeatMs = heartbeatMs;
  }

  /** Starts a stream; null when there are too many. */
  open(client: EventClient): ReadableStream<Uint8Array> | null {
    if (this.stops.size >= this.maxClients || this.heldBy(client.holder) >= Math.ceil(this.maxClients / 4)) return null;
    let stop: (() => void) | null = null;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stop = this.start(client, controller);
        },
        cancel: () => stop?.(),
      },
      new CountQueuingStrategy({ highWaterMark: HTTP_LIMITS.eventsQueued }),
    );
  }

  /** Ends every stream; used when the server closes. */
  closeAll(): void {
    for (const stop of [...this.stops.keys()]) stop();
  }

  private heldBy(holder: string): number {
    return [...this.stops.values()].filter((known) => known === holder).length;
  }

  private start(client: EventClient, controller: ReadableStreamDefaultController<Uint8Array>): () => void {
    const send = (text: string) => {
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(this.encoder.encode(text));
      else stop('slow');
    };
    const beat = async () => {
      const permitted = await client.stillPermitted().catch(() => false);
      if (!this.stops.has(end)) return;
      if (permitted) send(HEARTBEAT);
      else stop('ended');
    };
    const timer = setInterval(() => void beat(), this.heartbeatMs);
    timer.unref();
    const unsubscribe = client.subscribe((event) => {
      send(`event: ${event.kind}\ndata: ${JSON.stringify(eventToWire(event))}\n\n`);
    });
    const stop = (why: 'slow' | 'ended') => {
      if (!this.stops.delete(end)) return;
      clearInterval(timer);
      unsubscribe();
      closeQuietly(controller);
      if (why === 'slow') client.disconnect();
    };
    const end = () => stop('ended');
    this.stops.set(end, client.holder);
    send(GREETING);
    return end;
  }
}

/** A stream that the client has cancelled cannot be closed again. */
function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    return;
  }
}
