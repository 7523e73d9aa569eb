import type { Socket } from 'node:net';
import type { SandboxDoor } from '../../ports/sandbox.ts';
import type { GuestChannel } from './guest-channel.ts';
import type { Frame } from './guest-frames.ts';
import type { SocketPairs } from './socket-pairs.ts';

/** What neither side sends of a connection before the other has passed it on. */
const WINDOW_BYTES = 256 * 1024;
const MAX_CONNECTIONS = 1_000;

type Connection = { inner: Socket | null; waiting: Buffer[]; held: number; unacknowledged: number; isEnding: boolean };

/**
 * The doors of one guest: each connection that a program makes to one is a socket that whoever stands behind the door gets. What
 * it is of is known by the channel that it came by, so no word of the guest's is needed for that.
 */
export class GuestDoors {
  readonly #channel: GuestChannel;
  readonly #doors: readonly SandboxDoor<Socket>[];
  readonly #pairs: SocketPairs;
  readonly #connections = new Map<number, Connection>();
  readonly #sockets = new Set<Socket>();

  constructor({
    channel,
    doors,
    pairs,
  }: {
    readonly channel: GuestChannel;
    readonly doors: readonly SandboxDoor<Socket>[];
    readonly pairs: SocketPairs;
  }) {
    this.#channel = channel;
    this.#doors = doors;
    this.#pairs = pairs;
    channel.listen(['d'], (frame) => this.#open(frame));
    channel.listen(['D'], (frame) => this.#pass(frame));
    channel.listen(['A'], (frame) => this.#credit(frame));
    channel.listen(['X'], ({ number }) => this.#finish(number));
    channel.listen(['Z'], ({ number }) => this.#drop(number));
  }

  /** Ends every connection, and answers how many are left. */
  async close(): Promise<number> {
    for (const socket of this.#sockets) socket.destroy();
    this.#connections.clear();
    await new Promise((resolve) => setImmediate(resolve));
    return [...this.#sockets].filter((socket) => !socket.destroyed).length;
  }

  #open({ number, body }: Frame): void {
    const door = body.length === 4 ? this.#doors.find(({ port }) => port === body.readUInt32BE(0)) : undefined;
    if (door === undefined || this.#connections.has(number) || this.#connections.size >= MAX_CONNECTIONS) {
      this.#channel.send({ kind: 'Z', number });
      return;
    }
    const connection: Connection = { inner: null, waiting: [], held: 0, unacknowledged: 0, isEnding: false };
    this.#connections.set(number, connection);
    this.#pairs.make().then(
      ([inner, outer]) => this.#join(number, { connection, inner, outer, door }),
      () => this.#lose(number),
    );
  }

  #join(
    number: number,
    {
      connection,
      inner,
      outer,
      door,
    }: {
      readonly connection: Connection;
      readonly inner: Socket;
      readonly outer: Socket;
      readonly door: SandboxDoor<Socket>;
    },
  ): void {
    for (const socket of [inner, outer]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    }
    if (this.#connections.get(number) !== connection || !this.#channel.isOpen) {
      inner.destroy();
      outer.destroy();
      return;
    }
    connection.inner = inner;
    inner.on('data', (chunk: Buffer) => {
      connection.unacknowledged += chunk.length;
      this.#channel.send({ kind: 'D', number, body: chunk });
      if (connection.unacknowledged >= WINDOW_BYTES) inner.pause();
    });
    inner.once('end', () => this.#channel.send({ kind: 'X', number }));
    inner.once('close', (hadError) => {
      if (this.#connections.delete(number) && (hadError || !connection.isEnding))
        this.#channel.send({ kind: 'Z', number });
    });
    for (const chunk of connection.waiting.splice(0)) this.#write(number, { inner, chunk });
    if (connection.isEnding) inner.end();
    door.accept(outer);
  }

  #pass({ number, body }: Frame): void {
    const connection = this.#connections.get(number);
    if (connection === undefined) return this.#channel.send({ kind: 'Z', number });
    connection.held += body.length;
    if (connection.held > 2 * WINDOW_BYTES) return this.#lose(number);
    if (connection.inner === null) connection.waiting.push(body);
    else this.#write(number, { inner: connection.inner, chunk: body });
  }

  #write(number: number, { inner, chunk }: { readonly inner: Socket; readonly chunk: Buffer }): void {
    inner.write(chunk, () => {
      const connection = this.#connections.get(number);
      if (connection !== undefined) connection.held -= chunk.length;
      const body = Buffer.allocUnsafe(4);
      body.writeUInt32BE(chunk.length);
      this.#channel.send({ kind: 'A', number, body });
    });
  }

  #credit({ number, body }: Frame): void {
    const connection = this.#connections.get(number);
    if (connection === undefined || body.length !== 4) return;
    connection.unacknowledged -= body.readUInt32BE(0);
    if (connection.unacknowledged < WINDOW_BYTES) connection.inner?.resume();
  }

  #finish(number: number): void {
    const connection = this.#connections.get(number);
    if (connection === undefined) return;
    connection.isEnding = true;
    connection.inner?.end();
  }

  #drop(number: number): void {
    const connection = this.#connections.get(number);
    this.#connections.delete(number);
    connection?.inner?.destroy();
  }

  #lose(number: number): void {
    this.#drop(number);
    this.#channel.send({ kind: 'Z', number });
  }
}
