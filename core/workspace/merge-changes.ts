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

/**
 * Paths that somebody else changed between these changes: one of them began at another state than the one before it had left.
 * Each once, in the order in which that is seen.
 */
export function changedBetween(inOrder: readonly (readonly EntryChange[])[]): readonly string[] {
  const left = new Map<string, EntryChange['after']>();
  const between = new Set<string>();
  for (const { path, before, after } of inOrder.flat()) {
    const expected = left.get(path);
    if (expected !== undefined && !isSameState(expected, before)) between.add(path);
    left.set(path, after);
  }
  return [...between];
}

/** The changes that lead back. */
export function invertChanges(changes: readonly EntryChange[]): readonly EntryChange[] {
  return changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
}
