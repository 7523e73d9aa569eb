import type { Caller } from '../../application/gateway.ts';

/** Who waits in which line: agents with their proposals, and people who watch, approve and halt. */
export type Lane = 'agents' | 'people';

/**
 * Bounds the requests in work, each lane for itself: however many agents wait for an answer, people can still give it.
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

/** The line a caller waits in, by who it is, not by what it asks: agents never take the places of people. */
export function laneOf(caller: Caller): Lane {
  return caller.principal.startsWith('human:') ? 'people' : 'agents';
}
