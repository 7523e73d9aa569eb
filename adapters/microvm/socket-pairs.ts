import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Pairs of connected sockets within this process: what is written to one comes out of the other. Made over an abstract socket
 * (Linux) whose name nobody can guess, one pair after the other.
 */
export class SocketPairs {
  readonly #server: Server;
  readonly #name = `\0countersign-microvm-${randomBytes(16).toString('hex')}`;
  readonly #waiting: ((socket: Socket) => void)[] = [];
  #listening: Promise<void> | null = null;

  constructor() {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const next = this.#waiting.shift();
      if (next === undefined) socket.destroy();
      else next(socket);
    });
    this.#server.unref();
  }

  async make(): Promise<readonly [Socket, Socket]> {
    this.#listening ??= new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#name, resolve);
    });
    await this.#listening;
    const accepted = new Promise<Socket>((resolve) => this.#waiting.push(resolve));
    const own = connect({ path: this.#name, allowHalfOpen: true });
    return [own, await accepted];
  }

  close(): void {
    this.#server.close();
  }
}
