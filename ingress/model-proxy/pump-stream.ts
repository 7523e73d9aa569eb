import type { IncomingMessage } from 'node:http';
import type { ClientAnswer } from './client-answer.ts';
import { KEEP_ALIVE, MalformedStream, SseReader } from './sse-reader.ts';
import type { StreamGate } from './stream-gate.ts';

/** How a stream ended: by its own last word, or why not. */
export type StreamEnd = { readonly isComplete: boolean; readonly error: string | null };

/**
 * Leads a provider's event stream through its gate to the client, piece by piece, as fast as the client reads.
 *
 * What stands before a held call is written before it is decided. A stream that breaks off, or that cannot be read, ends with a
 * failure in its own words; what was held of it is dropped. Never rejects.
 */
export async function pumpStream(
  upstream: IncomingMessage,
  gate: StreamGate,
  { client, keepAliveMs }: { readonly client: ClientAnswer; readonly keepAliveMs: number },
): Promise<StreamEnd> {
  const reader = new SseReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const passText = async (text: string): Promise<void> => {
    let ready = '';
    try {
      for (const event of reader.take(text)) {
        const out = gate.take(event);
        if (typeof out === 'string') {
          ready += out;
          continue;
        }
        await client.write(ready);
        ready = '';
        ready = await whileWaiting(out, client, keepAliveMs);
      }
    } finally {
      await client.write(ready);
    }
  };
  try {
    for await (const chunk of upstream) {
      if (client.gone.aborted) return { isComplete: gate.isComplete(), error: 'client-gone' };
      await passText(decoder.decode(chunk as Uint8Array, { stream: true }));
    }
    await passText(decoder.decode());
    if (gate.isComplete()) return { isComplete: true, error: null };
    throw new MalformedStream('read the stream: it ended before it was over');
  } catch (error) {
    if (client.gone.aborted) return { isComplete: false, error: 'client-gone' };
    const isOver = gate.isComplete();
    if (!isOver) await client.write(gate.failure(failureOf(error)));
    return { isComplete: isOver, error: isOver ? null : 'stream-broken' };
  }
}

function failureOf(error: unknown): string {
  const why = error instanceof MalformedStream ? error.message : 'the provider broke off its answer';
  return `Countersign: ${why}. Calls that were not complete did not go on.`;
}

async function whileWaiting(out: Promise<string>, client: ClientAnswer, keepAliveMs: number): Promise<string> {
  const stop = client.keepAlive(KEEP_ALIVE, keepAliveMs);
  try {
    return await out;
  } finally {
    stop();
  }
}
