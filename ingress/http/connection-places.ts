import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What a connection is in the middle of; null for nothing. */
type Use = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse } | null;

/**
 * Bounds the connections of a server without keeping anybody out: where all places are taken, a new connection gets the place of the one
 * that has made no use of it for longest.
 *
 * So whoever opens connections and is silent, sends a request without end, or never reads an answer takes no place from a hook or a
 * person. A request that has arrived and is in work loses its place to nobody; where all of them are, the new connection is closed.
 */
export class ConnectionPlaces {
  private readonly max: number;
  private readonly open = new Map<Socket, Use>();

  constructor(max: number) {
    this.max = max;
  }

  /** Takes a connection in, or closes it. */
  enter(socket: Socket): void {
    if (this.open.size >= this.max) {
      const useless = this.leastUsed();
      (useless ?? socket).destroy();
      if (useless === null) return;
      this.open.delete(useless);
    }
    this.open.set(socket, null);
    socket.once('close', () => this.open.delete(socket));
  }

  /** A request has begun on a connection. */
  began(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { socket } = incoming;
    if (!this.open.has(socket)) return;
    const use = { incoming, outgoing };
    this.moveToEnd(socket, use);
    outgoing.once('close', () => {
      if (this.open.get(socket) === use) this.moveToEnd(socket, null);
    });
  }

  /** Who is silent or still sending, or only has to read; then who is being answered piece by piece. */
  private leastUsed(): Socket | null {
    let answered: Socket | null = null;
    for (const [socket, use] of this.open) {
      if (use === null || !use.incoming.complete || use.outgoing.writableEnded) return socket;
      if (use.outgoing.headersSent) answered ??= socket;
    }
    return answered;
  }

  /** The one that was used last stands last. */
  private moveToEnd(socket: Socket, use: Use): void {
    this.open.delete(socket);
    this.open.set(socket, use);
  }
}
