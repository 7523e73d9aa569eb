/**
 * Remembers how to take back what was written, newest first.
 *
 * Maps come back exactly, the order of their keys included: a key that was there keeps its place, a new one was the
 * last.
 */
export type UndoLog = {
  /** Sets a key of a map, and remembers what was there. */
  set<Key, Value>(map: Map<Key, Value>, entry: readonly [Key, Value]): void;
  /** Takes a key out of a map; it comes back at its place. */
  delete<Key, Value>(map: Map<Key, Value>, key: Key): void;
  /** Remembers one step back that is no map's. */
  remember(step: () => void): void;
  /** How much is remembered: give it to `rewind` to come back to this moment. */
  mark(): number;
  rewind(mark: number): void;
};

/** An undo log with nothing in it. */
export function createUndoLog(): UndoLog {
  const steps: (() => void)[] = [];
  return {
    set(map, [key, value]) {
      const before = map.get(key);
      const known = before !== undefined || map.has(key);
      steps.push(() => {
        if (known) map.set(key, before as typeof value);
        else map.delete(key);
      });
      map.set(key, value);
    },
    delete(map, key) {
      if (!map.has(key)) return;
      const before = [...map];
      steps.push(() => {
        map.clear();
        for (const [known, value] of before) map.set(known, value);
      });
      map.delete(key);
    },
    remember(step) {
      steps.push(step);
    },
    mark: () => steps.length,
    rewind(mark) {
      while (steps.length > mark) steps.pop()?.();
    },
  };
}
