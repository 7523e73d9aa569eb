import type { Socket } from 'node:net';
import { type FirstBytes, FirstBytesReader } from './client-hello.ts';
import { guarded } from './guarded.ts';

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
  const reader = new FirstBytesReader();
  const kept = new KeptBytes();
  const settle = (taken: Taken | null): void => {
    clearTimeout(timer);
    socket.off('data', onData).off('close', onGone).off('end', onGone).off('error', onGone);
    socket.pause();
    resolve(taken);
  };
  const look = (chunk: Buffer): void => {
    kept.add(chunk);
    const found = reader.take(chunk);
    if (found.kind !== 'incomplete') settle({ found, bytes: kept.bytes });
    else if (kept.bytes.length > MAX_BYTES) settle({ found: { kind: 'other' }, bytes: kept.bytes });
  };
  const onData = guarded(() => settle(null), look);
  const onGone = (): void => settle(null);
  const timer = setTimeout(() => settle(null), timeoutMs);
  socket.on('data', onData).on('close', onGone).on('end', onGone).on('error', onGone);
  if (head.length > 0) look(head);
  if (socket.destroyed || socket.readableEnded) settle(null);
  else if (socket.listeners('data').includes(onData)) socket.resume();
  return promise;
}

/** Bytes that come in pieces of any size; room is doubled, so that all copying together stays linear. */
class KeptBytes {
  private room: Buffer = Buffer.alloc(0);
  private length = 0;

  get bytes(): Buffer {
    return this.room.subarray(0, this.length);
  }

  add(chunk: Buffer): void {
    const needed = this.length + chunk.length;
    if (needed > this.room.length) {
      const larger = Buffer.alloc(Math.max(needed, this.room.length * 2));
      this.room.copy(larger, 0, 0, this.length);
      this.room = larger;
    }
    chunk.copy(this.room, this.length);
    this.length = needed;
  }
}
