import type { WireEffect } from './wire.ts';

/** Calls that are remembered after they have ended; a decision from before them is taken for outdated. */
const MAX_CALLS = 256;

const READS: ReadonlySet<string> = new Set(['file.read', 'secret.read']);

type Places = { readonly reads: readonly string[]; readonly writes: readonly string[] };
type Running = Places & { readonly number: number; readonly ended: Promise<void>; isOver: boolean };

/**
 * The places that calls touch while others have been decided and not yet run.
 *
 * Two calls of one turn may be decided before either runs. When the first changes a path that the second touches, makes it a
 * link for instance, what was decided about the second is no longer what would happen. Knows what the gateway said of paths;
 * what a program does that nobody has read is not seen.
 */
export class ChangedPlaces {
  private count = 0;
  private calls: readonly Running[] = [];

  /** A mark of this moment, for `since`. Take it before the gateway is asked. */
  now(): number {
    return this.count;
  }

  /**
   * The calls that are in the way of these effects: those that changed such a place after the mark, and those that still run
   * and change what is touched, or touch what is changed. Each resolves when the call has ended. Of a mark so old that calls
   * after it were forgotten, everything has changed.
   */
  since(mark: number, effects: readonly WireEffect[]): readonly Promise<void>[] {
    const oldest = this.calls[0]?.number ?? this.count + 1;
    if (oldest > mark + 1 && this.count > mark) return [Promise.resolve()];
    const mine = placesOf(effects);
    return this.calls.filter((other) => isInTheWay(other, mine, mark)).map(({ ended }) => ended);
  }

  /** Notes that a call with these effects begins; the answer is to be called when it has ended. */
  begin(effects: readonly WireEffect[]): () => void {
    const places = placesOf(effects);
    if (places.reads.length + places.writes.length === 0) return () => {};
    let tell: (() => void) | null = null;
    const ended = new Promise<void>((resolve) => {
      tell = resolve;
    });
    this.count += 1;
    const call: Running = { ...places, number: this.count, ended, isOver: false };
    this.calls = [...this.calls, call].slice(-MAX_CALLS);
    return () => {
      call.isOver = true;
      tell?.();
    };
  }
}

/** Whether two lists of effects name the same places. */
export function touchSame(one: readonly WireEffect[], other: readonly WireEffect[]): boolean {
  return JSON.stringify(placesOf(one)) === JSON.stringify(placesOf(other));
}

function isInTheWay(other: Running, mine: Places, mark: number): boolean {
  if (other.isOver && other.number <= mark) return false;
  const changes = overlap(other.writes, mine.writes) || overlap(other.writes, mine.reads);
  return changes || (!other.isOver && overlap(other.reads, mine.writes));
}

function overlap(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.some((other) => one.startsWith(other) || other.startsWith(one)));
}

function placesOf(effects: readonly WireEffect[]): Places {
  const reads = effects.flatMap((effect) => (READS.has(effect.class) ? treeOf(effect) : []));
  const writes = effects.flatMap((effect) => (READS.has(effect.class) ? [] : treeOf(effect)));
  return { reads, writes };
}

/** The path and everything below it, as text to compare; of a pattern, the folder above its first wildcard. */
function treeOf({ resource }: WireEffect): readonly string[] {
  if (resource.kind !== 'path') return [];
  const path = resource.value.normalize('NFKC').toLowerCase();
  const wildcards = [...'*?[{'].map((mark) => path.indexOf(mark)).filter((at) => at >= 0);
  const known = wildcards.length === 0 ? path : path.slice(0, path.lastIndexOf('/', Math.min(...wildcards)));
  return [known.endsWith('/') ? known : `${known}/`];
}
