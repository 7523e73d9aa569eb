import type { IncomingMessage } from 'node:http';

/** A body, or why there is none. `broken`: it ended early, and nobody is there to be told. */
export type ReadBody = Uint8Array | 'too-large' | 'too-slow' | 'broken';

/** Reads a body whole, within its size and its time; stops reading at either. */
export function readBounded(
  incoming: IncomingMessage,
  { maxBodyBytes, deadline }: { readonly maxBodyBytes: number; readonly deadline: AbortSignal },
): Promise<ReadBody> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    const end = (found: ReadBody): void => {
      deadline.removeEventListener('abort', onDeadline);
      incoming.off('data', onData);
      incoming.pause();
      resolve(found);
    };
    const onDeadline = (): void => end('too-slow');
    const onData = (chunk: Uint8Array): void => {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBodyBytes) end('too-large');
      else chunks.push(chunk);
    };
    incoming.on('data', onData);
    incoming.once('end', () => end(incoming.complete ? Buffer.concat(chunks) : 'broken'));
    incoming.once('close', () => end('broken'));
    incoming.once('error', () => end('broken'));
    deadline.addEventListener('abort', onDeadline, { once: true });
    if (deadline.aborted) onDeadline();
  });
}
