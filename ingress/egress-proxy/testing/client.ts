import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { EgressPass } from '../../../application/egress/egress-pass.ts';
import type { EgressProxy } from '../open-egress-proxy.ts';

/** A door of a test: a listener whose connections all belong to one pass. */
export type Door = { readonly port: number; readonly close: () => Promise<void> };

/** Opens a door, as a sandbox has one. */
export async function openDoor(proxy: EgressProxy, pass: EgressPass): Promise<Door> {
  const server = createServer({ allowHalfOpen: true }, (socket) => proxy.accept(socket, pass));
  const port = await portOf(server);
  return { port, close: () => closed(server) };
}

/** Starts a server on this machine and answers its port. */
export async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1', 2_048);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Closes a server and breaks off what is connected to it. */
export async function closed(server: Server, sockets: ReadonlySet<Socket> = new Set()): Promise<void> {
  const over = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await over;
}

const GIVE_UP_MS = 25_000;

/** Everything that a peer said until it ended or reset; or until what it said matches, where it stays open after that. */
export async function readAll(socket: Socket, until: RegExp | null = null): Promise<string> {
  const parts: Buffer[] = [];
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(() => over.resolve(), GIVE_UP_MS);
  socket.on('data', (chunk: Buffer) => {
    parts.push(chunk);
    if (until?.test(Buffer.concat(parts).toString('latin1')) === true) over.resolve();
  });
  socket
    .on('close', () => over.resolve())
    .on('end', () => over.resolve())
    .on('error', () => over.resolve());
  socket.resume();
  await over.promise;
  clearTimeout(timer);
  socket.destroy();
  return Buffer.concat(parts).toString('latin1');
}

/** Sends bytes to a port as they are and answers everything that comes back. */
export async function sendRaw(port: number, text: string | Uint8Array, until: RegExp | null = null): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.write(text);
  return readAll(socket, until);
}

/** A tunnel that a proxy made, or what it said instead. */
export type Tunnelled = { readonly socket: Socket; readonly status: number; readonly said: string };

/** Asks a proxy for a tunnel with CONNECT. */
export async function connectThrough(
  port: number,
  authority: string,
  headers: readonly string[] = [],
): Promise<Tunnelled> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  socket.write(
    Buffer.from([`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, ...headers, '', ''].join('\r\n'), 'utf8'),
  );
  const head = await readHead(socket);
  const status = Number(head.split(' ')[1] ?? 0);
  return { socket, status, said: status === 200 ? head : head + (await readAll(socket)) };
}

/** Reads up to the end of a head; what comes after stays in the socket. */
export async function readHead(socket: Socket): Promise<string> {
  let text = '';
  for (;;) {
    const chunk = await nextChunk(socket);
    if (chunk === null) return text;
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const rest = text.slice(end + 4);
    if (rest !== '') socket.unshift(Buffer.from(rest, 'latin1'));
    return text.slice(0, end + 4);
  }
}

/** The next bytes of a socket; null once it is over. */
export async function nextChunk(socket: Socket): Promise<Buffer | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  const onData = (chunk: Buffer): void => {
    socket.pause();
    settle(chunk);
  };
  const onOver = (): void => settle(null);
  const settle = (value: Buffer | null): void => {
    socket.off('data', onData).off('close', onOver).off('end', onOver);
    resolve(value);
  };
  if (socket.destroyed || socket.readableEnded) return null;
  socket.on('data', onData).on('close', onOver).on('end', onOver);
  socket.resume();
  return promise;
}
