import { effect, signal } from '@preact/signals';
import type { WireEvent } from '../../../sdk/wire.ts';
import { account, client, forget, isRefused } from './account.ts';

/** How we stand to the gateway: `live` while events come in, `waiting` while we try again. */
export const connection = signal<'connecting' | 'live' | 'waiting'>('connecting');

type Listener = { readonly onEvent: (event: WireEvent) => void; readonly onConnect: () => void };
const listeners = new Set<Listener>();

/**
 * Calls `onEvent` for every event from now on, and `onConnect` at once and after every break: whatever happened meanwhile was not
 * told, and must be read again. Answers a function that stops it.
 */
export function watchGateway(listener: Listener): () => void {
  listeners.add(listener);
  listener.onConnect();
  return () => void listeners.delete(listener);
}

const FIRST_DELAY_MS = 400;
const MAX_DELAY_MS = 3_000;

/** Keeps one event stream open for as long as somebody is signed in. */
export function keepConnected(): void {
  effect(() => {
    if (account.value === null || account.value === undefined) return;
    const ended = new AbortController();
    void stream(ended.signal);
    return () => ended.abort();
  });
}

async function stream(signal: AbortSignal): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  connection.value = 'connecting';
  while (!signal.aborted) {
    try {
      await client().health({ signal, timeoutMs: 5_000 });
      const onOpen = () => {
        connection.value = 'live';
        delayMs = FIRST_DELAY_MS;
        // Read once more, also the first time: what came between the first reading and this was not told.
        for (const { onConnect } of listeners) onConnect();
      };
      for await (const event of client().events({ signal, onOpen }))
        for (const { onEvent } of listeners) onEvent(event);
    } catch (error) {
      if (signal.aborted) return;
      if (isRefused(error)) return forget();
    }
    connection.value = 'waiting';
    await pause(delayMs, signal);
    delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
  }
}

/** Waits, but no longer than until the machine is online again or the page is looked at. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
