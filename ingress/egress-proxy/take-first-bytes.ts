import type { Socket } from 'node:net';
import { type FirstBytes, readFirstBytes } from './client-hello.ts';

const MAX_BYTES = 131_072;

/** What a client sent first, and all bytes that came with it; or nothing in time. */
export type Taken = { readonly found: Exclude<FirstBytes, { readonly kind: 'incomplete' }>; readonly bytes: Buffer };

/**
 * Waits for the first bytes of a client until they tell what they are; null where they do not in time, or the client is gone. The socket
 * is paused when it answers, and the bytes are taken from it.
 */
export function takeFirstBytes(
  socket: Socket,
  { head, timeoutMs }: { readonly head: Buffer; readonly timeoutMs: number },
): Promise<Taken | null> {
  const { promise, resolve } = Promise.withResolvers<Taken | null>();
  let bytes = head;
  const settle = (taken: Taken | null): void => {
    clearTimeout(timer);
    socket.off('data', onData).off('close', onGone).off('end', onGone).off('error', onGone);
    socket.pause();
    resolve(taken);
  };
  const look = (): void => {
    const found = readFirstBytes(bytes);
    if (found.kind !== 'incomplete') settle({ found, bytes });
    else if (bytes.length > MAX_BYTES) settle({ found: { kind: 'other' }, bytes });
  };
  const onData = (chunk: Buffer): void => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    look();
  };
  const onGone = (): void => settle(null);
  const timer = setTimeout(() => settle(null), timeoutMs);
  socket.on('data', onData).on('close', onGone).on('end', onGone).on('error', onGone);
  if (bytes.length > 0) look();
  if (socket.destroyed || socket.readableEnded) settle(null);
  else if (socket.listeners('data').includes(onData)) socket.resume();
  return promise;
}
