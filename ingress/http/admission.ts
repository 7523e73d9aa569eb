import type { Caller } from '../../application/gateway.ts';

/** Who waits in which line: agents with their proposals, people who watch, approve and halt, and whoever has not said who they are. */
export type Lane = 'agents' | 'people' | 'unknown';

/**
 * Bounds the requests in work, each lane for itself: however many agents wait for an answer, people can still log in and give it.
 */
export class Admission {
  private readonly free: { [Name in Lane]: number };

  constructor(limits: { readonly [Name in Lane]: number }) {
    this.free = { ...limits };
  }

  /** Takes a place; false when the lane is full. Every true is followed by one `leave`. */
  enter(lane: Lane): boolean {
    if (this.free[lane] <= 0) return false;
    this.free[lane] -= 1;
    return true;
  }

  /** Gives a place back. */
  leave(lane: Lane): void {
    this.free[lane] += 1;
  }
}

/**
 * The line a caller waits in, by who it is, not by what it asks: agents never take the places of people. Null for a caller whom
 * nobody knows, yet or at all.
 */
export function laneOf(caller: Caller | null): Lane {
  if (caller === null) return 'unknown';
  return caller.principal.startsWith('human:') ? 'people' : 'agents';
}
