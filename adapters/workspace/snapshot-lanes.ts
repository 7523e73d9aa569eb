/** Workspaces that snapshots are taken of at the same time; what each walk found stays in memory until it is written. */
const MAX_AT_ONCE = 16;

/** Who takes snapshots when. */
export type SnapshotLanes = {
  /** Does the work when all that was asked for in this lane before has ended; other lanes go on meanwhile. */
  readonly inLane: <Value>(lane: string, work: () => Promise<Value>) => Promise<Value>;
  /** Does the work when nothing else is at work, and lets nothing else begin until it has ended. */
  readonly alone: <Value>(work: () => Promise<Value>) => Promise<Value>;
};

/** Lane null: alone. */
type Waiting = { readonly lane: string | null; readonly begin: () => void };

/**
 * One lane a workspace, so that a large one holds up none but itself.
 *
 * What must be alone waits for a moment without work and holds nothing up while it waits: removing what is old can wait, an
 * agent's action cannot. At most 16 lanes are at work, the others wait in the order they came.
 */
export function openSnapshotLanes(): SnapshotLanes {
  const waiting: Waiting[] = [];
  const working = new Set<string>();
  let isAlone = false;
  const mayBegin = ({ lane }: Waiting): boolean =>
    !isAlone && (lane === null ? working.size === 0 : !working.has(lane) && working.size < MAX_AT_ONCE);
  const beginNext = (): void => {
    let at = 0;
    while (at < waiting.length) {
      const next = waiting[at] as Waiting;
      if (!mayBegin(next)) at++;
      else {
        waiting.splice(at, 1);
        if (next.lane === null) isAlone = true;
        else working.add(next.lane);
        next.begin();
      }
    }
  };
  const enter = async <Value>(lane: string | null, work: () => Promise<Value>): Promise<Value> => {
    await new Promise<void>((begin) => {
      waiting.push({ lane, begin });
      beginNext();
    });
    try {
      return await work();
    } finally {
      if (lane === null) isAlone = false;
      else working.delete(lane);
      beginNext();
    }
  };
  return { inLane: enter, alone: (work) => enter(null, work) };
}
