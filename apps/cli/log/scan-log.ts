import type { Checkpoint } from '../../../core/audit/checkpoint.ts';
import {
  EMPTY_FRONTIER,
  type Frontier,
  frontierRoot,
  growFrontier,
  type TileCell,
} from '../../../core/audit/frontier.ts';
import { equalBytes } from '../../../core/encoding/bytes.ts';
import { merkle } from './crypto.ts';
import { type LogSource, PAGE, type SourceEntry } from './log-source.ts';

/** After so many problems of one kind the rest is more of the same. */
const MAX_PROBLEMS = 20;

/** Collects what is wrong, up to a bound. */
export class Problems {
  readonly list: string[] = [];

  /** Adds one, or at the bound a last line that says so. */
  add(problem: string): void {
    if (this.list.length < MAX_PROBLEMS) this.list.push(problem);
    else if (this.list.length === MAX_PROBLEMS) this.list.push('and more that are not listed');
  }
}

/** How many entries are wanted, and the checkpoint that the log must have passed through. */
type ScanOptions = { readonly size: number; readonly earlier: Checkpoint | null; readonly problems: Problems };

/** Reads the entries page by page and grows the tree over them. */
export class LogScan {
  frontier: Frontier = EMPTY_FRONTIER;
  readonly counts = new Map<string, number>();
  private readonly source: LogSource;
  private readonly options: ScanOptions;
  private lastAtMs = 0;
  private ended = false;
  private earlierRoot: Uint8Array | null = null;

  constructor(source: LogSource, options: ScanOptions) {
    this.source = source;
    this.options = options;
    if (options.earlier?.size === 0n) this.earlierRoot = merkle.empty;
  }

  /** How many entries were read. */
  get size(): number {
    return Number(this.frontier.size);
  }

  /** True when no entry is missing. */
  get isComplete(): boolean {
    return this.size === this.options.size;
  }

  /** Takes in the next page; false when there is nothing more to read. A page ends where the earlier checkpoint did. */
  step(): boolean {
    if (this.ended || this.isComplete) return false;
    const border = Number(this.options.earlier?.size ?? 0n);
    const end = Math.min(this.options.size, this.size + PAGE, border > this.size ? border : Number.POSITIVE_INFINITY);
    const wanted = end - this.size;
    const entries = this.source.entries({ fromIndex: this.size, limit: wanted });
    const grown = growFrontier(this.frontier, { leafHashes: entries.map((entry) => this.take(entry)), merkle });
    this.compareCells(grown.cells);
    this.frontier = grown.frontier;
    if (entries.length < wanted) {
      this.ended = true;
      this.options.problems.add(`entry ${this.size} is missing, want ${this.options.size} entries`);
    }
    if (this.size === border) this.earlierRoot = frontierRoot(this.frontier, merkle);
    return true;
  }

  /** Whether the tree had the earlier checkpoint's root when it had its size. */
  continues(): boolean {
    const { earlier, problems, size } = this.options;
    if (earlier === null) return true;
    const same = this.earlierRoot !== null && equalBytes(this.earlierRoot, earlier.root);
    if (same) return true;
    if (earlier.size > BigInt(size))
      problems.add(`it has ${size} entries, the earlier checkpoint ${earlier.size}: it was cut or rolled back`);
    else
      problems.add(`its first ${earlier.size} entries are not those of the earlier checkpoint: history was rewritten`);
    return false;
  }

  private take({ index, text, leafHash }: SourceEntry): Uint8Array {
    const hash = merkle.leaf(text);
    if (leafHash !== null && !equalBytes(hash, leafHash))
      this.options.problems.add(`entry ${index} was changed: its hash is another`);
    const { type, atMs } = headOf(text);
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    if (atMs < this.lastAtMs) this.options.problems.add(`entry ${index} is dated before the one above it`);
    this.lastAtMs = Math.max(this.lastAtMs, atMs);
    return hash;
  }

  private compareCells(cells: readonly TileCell[]): void {
    for (const [level, wanted] of groupByLevel(cells)) {
      if (level === 0 && !this.source.hasLeafTiles) continue;
      const fromIndex = Number(wanted[0]?.index ?? 0n);
      const stored = this.source.cells({ level, fromIndex, limit: wanted.length });
      wanted.forEach((cell, offset) => {
        const found = stored[offset] ?? null;
        if (found !== null && equalBytes(found, cell.hash)) return;
        const what = found === null ? 'is missing' : 'does not agree with the entries';
        this.options.problems.add(`the stored hash at level ${level}, place ${cell.index}, ${what}`);
      });
    }
  }
}

function groupByLevel(cells: readonly TileCell[]): ReadonlyMap<number, readonly TileCell[]> {
  const levels = new Map<number, TileCell[]>();
  for (const cell of cells) {
    const known = levels.get(cell.level);
    if (known === undefined) levels.set(cell.level, [cell]);
    else known.push(cell);
  }
  return levels;
}

function headOf(text: string): { readonly type: string; readonly atMs: number } {
  try {
    const { type, at_ms: atMs } = JSON.parse(text) as { readonly type?: unknown; readonly at_ms?: unknown };
    return { type: typeof type === 'string' ? type : 'unreadable', atMs: typeof atMs === 'number' ? atMs : 0 };
  } catch {
    return { type: 'unreadable', atMs: 0 };
  }
}
