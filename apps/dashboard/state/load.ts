import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { WireEvent } from '../../../sdk/wire.ts';
import { watchGateway } from '../gateway/live.ts';

/** Something that is read from the gateway: not yet here, here, or why not. `again` reads it anew and keeps what is shown until then. */
export type Loaded<Value> = {
  readonly value: Signal<Value | undefined>;
  readonly failure: Signal<unknown>;
  readonly again: () => void;
};

type LoadOptions = {
  /** Reads again when one of these depends on it. */
  readonly keys?: readonly unknown[];
  /** Reads again after such an event, at most once in half a second. */
  readonly on?: (event: WireEvent) => boolean;
};

const SETTLE_MS = 250;

/** Reads something, and again whenever the connection was lost, a key changes, or an event says so. */
export function useLoaded<Value>(
  read: () => Promise<Value>,
  { keys = [], on = () => false }: LoadOptions = {},
): Loaded<Value> {
  const value = useSignal<Value | undefined>(undefined);
  const failure = useSignal<unknown>(null);
  const latest = useRef({ read, on, turn: 0 });
  latest.current = { ...latest.current, read, on };
  const again = useRef(() => {
    const turn = latest.current.turn + 1;
    latest.current.turn = turn;
    latest.current.read().then(
      (found) => {
        if (turn !== latest.current.turn) return;
        value.value = found;
        failure.value = null;
      },
      (error: unknown) => {
        if (turn === latest.current.turn) failure.value = error;
      },
    );
  }).current;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchGateway({
      onConnect: again,
      onEvent: (event) => {
        if (!latest.current.on(event)) return;
        clearTimeout(timer);
        timer = setTimeout(again, SETTLE_MS);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, keys);
  return { value, failure, again };
}
