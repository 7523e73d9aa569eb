import type { ClientRequest, IncomingMessage } from 'node:http';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import { guarded } from './guarded.ts';

/** As much of a request's body as was looked at before anything was sent. */
export type TakenBody = {
  /** What came so far. */
  readonly bytes: Buffer;
  /** True where that is all of it. */
  readonly isWhole: boolean;
};

/** Longest sentinel that could be cut in two by the edge of a piece. */
const OVERLAP = 1_024;

/** Reads a body up to a bound; the request is paused where there is more. Null where the program broke off, or was too slow. */
export function takeBody(
  request: IncomingMessage,
  { maxBytes, timeoutMs }: { readonly maxBytes: number; readonly timeoutMs: number },
): Promise<TakenBody | null> {
  const { promise, resolve } = Promise.withResolvers<TakenBody | null>();
  const parts: Buffer[] = [];
  let length = 0;
  const settle = (taken: TakenBody | null): void => {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
    resolve(taken);
  };
  const onData = (chunk: Buffer): void => {
    parts.push(chunk);
    length += chunk.length;
    if (length <= maxBytes) return;
    request.pause();
    settle({ bytes: Buffer.concat(parts), isWhole: false });
  };
  const onEnd = (): void => settle({ bytes: Buffer.concat(parts), isWhole: true });
  const onGone = (): void => settle(null);
  const timer = setTimeout(onGone, timeoutMs);
  request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  return promise;
}

/**
 * Sends what was taken and then the rest as it comes, each byte asked for first. Where `holds` finds something in the rest that may not
 * go out, `onHeld` is called and nothing more is sent: the last kilobyte is held back, so that no piece of it has gone before.
 */
export function sendBody(
  request: IncomingMessage,
  upstream: ClientRequest,
  {
    taken,
    connection,
    holds,
    onHeld,
  }: {
    readonly taken: TakenBody;
    readonly connection: EgressConnection;
    readonly holds: ((text: string) => boolean) | null;
    readonly onHeld: () => void;
  },
): void {
  const push = (bytes: Buffer): void => {
    if (bytes.length === 0 || !connection.up(bytes.length)) return;
    if (!upstream.write(bytes)) request.pause();
  };
  if (taken.isWhole) {
    push(taken.bytes);
    return void upstream.end();
  }
  let held: Buffer = Buffer.alloc(0);
  let isStopped = false;
  const take = (chunk: Buffer): void => {
    if (isStopped) return;
    if (holds === null) return push(chunk);
    const window = Buffer.concat([held, chunk]);
    if (holds(window.toString('latin1'))) {
      isStopped = true;
      return onHeld();
    }
    const edge = Math.max(0, window.length - OVERLAP);
    held = window.subarray(edge);
    push(window.subarray(0, edge));
  };
  upstream.on('drain', () => request.resume());
  const onEnd = (): void => {
    if (isStopped) return;
    push(held);
    upstream.end();
  };
  // Whatever fails here may have failed to find a secret: nothing more goes out.
  const breakOff = (): void => {
    isStopped = true;
    upstream.destroy();
  };
  request.on('data', guarded(breakOff, take)).on('end', guarded(breakOff, onEnd));
  take(taken.bytes);
  request.resume();
}
