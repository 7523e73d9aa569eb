import type { Socket } from 'node:net';
import type { Connect } from './proxy-options.ts';

/** A connection that stands, or why there is none. */
export type Dialled =
  | { readonly ok: true; readonly socket: Socket; readonly address: string }
  | { readonly ok: false; readonly why: string };

/**
 * Connects to the first of some addresses that answers, one after the other, within a time for all of them. Never to anything else.
 * `onSocket` gets each socket as it is made, so that it can be broken off.
 */
export async function dial(
  addresses: readonly string[],
  {
    port,
    connect,
    timeoutMs,
    onSocket,
    readyEvent = 'connect',
  }: {
    readonly port: number;
    readonly connect: Connect;
    readonly timeoutMs: number;
    readonly onSocket: (socket: Socket) => void;
    /** When a socket counts as connected. */
    readonly readyEvent?: 'connect' | 'secureConnect';
  },
): Promise<Dialled> {
  const endMs = performance.now() + timeoutMs;
  let why = 'it has no address';
  for (const [index, address] of addresses.entries()) {
    const leftMs = endMs - performance.now();
    if (leftMs <= 0) return { ok: false, why: 'nobody answered in time' };
    // While there are other addresses, one that does not answer may not take all the time.
    const ownMs = index === addresses.length - 1 ? leftMs : Math.min(leftMs, timeoutMs / 2);
    const socket = begun(connect, { address, port });
    if (socket === null) {
      why = 'it failed';
      continue;
    }
    // Whoever gets the socket may wait before it listens, and the host may reset it meanwhile.
    socket.on('error', () => undefined);
    onSocket(socket);
    const failed = await connected(socket, { timeoutMs: ownMs, readyEvent });
    if (failed === null) return { ok: true, socket, address };
    why = failed;
  }
  return { ok: false, why };
}

/** Null where it cannot even be begun. */
function begun(connect: Connect, place: Parameters<Connect>[0]): Socket | null {
  try {
    return connect(place);
  } catch {
    return null;
  }
}

function connected(
  socket: Socket,
  { timeoutMs, readyEvent }: { readonly timeoutMs: number; readonly readyEvent: 'connect' | 'secureConnect' },
): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const timer = setTimeout(() => settle('nobody answered in time'), timeoutMs);
  const onConnect = (): void => settle(null);
  const onError = (error: Error): void =>
    settle('code' in error && typeof error.code === 'string' ? error.code : 'it failed');
  const onClose = (): void => settle('it was broken off');
  const settle = (why: string | null): void => {
    clearTimeout(timer);
    socket.off(readyEvent, onConnect).off('error', onError).off('close', onClose);
    if (why !== null) socket.destroy();
    resolve(why);
  };
  socket.on(readyEvent, onConnect).on('error', onError).on('close', onClose);
  if (readyEvent === 'connect' && !socket.connecting && !socket.destroyed) settle(null);
  return promise;
}
