import type { EntryChange } from './entry-change.ts';
import { isSameState } from './entry-state.ts';

/**
 * Joins changes that followed each other into one, by path: from the first state before to the last state after.
 *
 * A path that is as it was in the end is left out. The result is sorted by path, by UTF-16 code units.
 */
export function mergeChanges(inOrder: readonly (readonly EntryChange[])[]): readonly EntryChange[] {
  const merged = new Map<string, EntryChange>();
  for (const change of inOrder.flat()) {
    const earlier = merged.get(change.path);
    merged.set(change.path, earlier === undefined ? change : { ...change, before: earlier.before });
  }
  return [...merged.values()]
    .filter(({ before, after }) => !isSameState(before, after))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The changes that lead back. */
export function invertChanges(changes: readonly EntryChange[]): readonly EntryChange[] {
  return changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
}
