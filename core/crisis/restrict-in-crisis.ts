import type { Effect } from '../effect/effect.ts';
import type { CrisisLevel } from './crisis-kind.ts';

/** How long a session stays restricted after the last message that spoke of a crisis. */
export const RESTRICTED_FOR_MS = 7_200_000;

/** A message of the session's user that spoke of a crisis: how near danger was, and when. */
export type CrisisMark = { readonly level: 'high' | 'imminent'; readonly sinceMs: number };

/** The mark that a session keeps after a message: the newest, and of two that hold the graver. Null where none holds. */
export function crisisMarkAfter(
  mark: CrisisMark | null,
  { level, nowMs }: { readonly level: CrisisLevel; readonly nowMs: number },
): CrisisMark | null {
  const held = mark !== null && holds(mark, nowMs) ? mark : null;
  if (level !== 'high' && level !== 'imminent') return held;
  return { level: held?.level === 'imminent' ? 'imminent' : level, sinceMs: nowMs };
}

/** Whether a mark still restricts. */
export function holds({ sinceMs }: CrisisMark, nowMs: number): boolean {
  return nowMs < sinceMs + RESTRICTED_FOR_MS;
}

/**
 * The first effect that nobody but a person may let through while a crisis is near: whatever cannot be undone, and whatever reaches
 * beyond the machine. Null where there is none. Support itself is never held.
 */
export function heldInCrisis(effects: readonly Effect[]): Effect | null {
  return (
    effects.find(({ class: name, reversibility }) => name !== 'crisis.support' && reversibility !== 'reversible') ??
    null
  );
}
