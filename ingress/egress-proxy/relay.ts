import type { Socket } from 'node:net';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import { guarded } from './guarded.ts';

/**
 * Carries bytes between a program and a host until one of them is done, holding each back while the other is slow.
 *
 * Every byte is asked for first; where the answer is no, both sides are broken off. The end of one direction is passed on; the
 * connection is over when both are, when either breaks, or after a time without a byte.
 */
export function relay(
  client: Socket,
  upstream: Socket,
  { connection, idleMs }: { readonly connection: EgressConnection; readonly idleMs: number },
): void {
  const breakOff = (result: string): void => {
    connection.close(result);
    client.destroy();
    upstream.destroy();
  };
  connection.onEnd(() => breakOff('ended'));
  if (!connection.isOpen) return;
  // A side that is gone already says nothing any more.
  if (client.destroyed || upstream.destroyed) return breakOff('failed');
  const onThrow = (): void => breakOff('failed');
  carry(client, upstream, { mayPass: (bytes) => connection.up(bytes), onThrow });
  carry(upstream, client, { mayPass: (bytes) => connection.down(bytes), onThrow });
  let closed = 0;
  for (const socket of [client, upstream]) {
    socket.on('error', () => breakOff('failed'));
    socket.setTimeout(idleMs, () => breakOff('idle'));
    socket.on('close', () => {
      closed += 1;
      if (closed === 2) connection.close('done');
      // Where a side is gone, what the other still sends has nobody to go to.
      else (socket === client ? upstream : client).destroySoon();
    });
  }
}

function carry(
  from: Socket,
  to: Socket,
  { mayPass, onThrow }: { readonly mayPass: (bytes: number) => boolean; readonly onThrow: () => void },
): void {
  const onData = (chunk: Uint8Array): void => {
    if (!mayPass(chunk.length)) return;
    if (!to.write(chunk)) from.pause();
  };
  from.on('data', guarded(onThrow, onData));
  to.on('drain', () => from.resume());
  from.resume();
  from.on('end', () => to.end());
  if (from.readableEnded) to.end();
}
