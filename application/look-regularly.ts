import type { Clock } from '../ports/clock.ts';

/** What looks again and again until it is closed. */
export type RegularLook = { readonly close: () => void };

/**
 * Looks again and again, each time `everyMs` after the look before it ended, and never twice at once.
 *
 * A look that fails changes nothing: what it would have found is found by the next. A look that takes its time asks `isOver`
 * between its steps; once closed, nothing is looked at any more.
 */
export function lookRegularly(
  clock: Clock,
  { everyMs, look }: { readonly everyMs: number; readonly look: (isOver: () => boolean) => Promise<void> },
): RegularLook {
  let isClosed = false;
  let cancel = clock.after(everyMs, next);
  function next(): void {
    void look(() => isClosed)
      .catch(() => undefined)
      .then(() => {
        if (!isClosed) cancel = clock.after(everyMs, next);
      });
  }
  return {
    close: () => {
      isClosed = true;
      cancel();
    },
  };
}
