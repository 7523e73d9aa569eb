import type { Checkpoint } from '../../../core/audit/checkpoint.ts';
import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier, type TileCell } from '../../../core/audit/frontier.ts';
import { type TrustedCheckpoint, trustCheckpoint } from '../../../core/audit/trust-checkpoint.ts';
import { equalBytes } from '../../../core/encoding/bytes.ts';
import { toHex } from '../../../core/encoding/hex.ts';
import { merkle, verifySignature } from './crypto.ts';
import { type LogSource, PAGE, type SourceEntry } from './log-source.ts';
import { type TrustedKeys, trustPolicyFor } from './trust-keys.ts';

/** What was found about a log. It is sound when `problems` is empty. */
export type LogReport = {
  readonly source: string;
  readonly origin: string | null;
  readonly size: number;
  /** Recomputed from the entries, hexadecimal. */
  readonly root: string;
  /** Of the entries that could be read, by type. */
  readonly counts: { readonly [type: string]: number };
  /** Names of the witnesses whose cosignatures hold. */
  readonly witnesses: readonly string[];
  /** Whether the log continues the earlier checkpoint; null when none was given. */
  readonly continues: boolean | null;
  readonly problems: readonly string[];
  readonly durationMs: number;
};

/** What to check against, and whom to tell how far it is. */
export type VerifyOptions = {
  readonly keys: TrustedKeys;
  /** A checkpoint that was kept from an earlier time, already found to be the log's own. */
  readonly earlier: Checkpoint | null;
  readonly onProgress?: (done: number, total: number) => void;
};

/** After so many problems of one kind the rest is more of the same. */
const MAX_PROBLEMS = 20;

/**
 * Recomputes the whole tree of a log from its entries and compares it with everything that is stated about it (RFC 9162 §2.1):
 * the signed head, the stored hashes, an earlier checkpoint. Needs no gateway.
 *
 * Every problem is reported, up to twenty, each with its place. Time in the entries must not run backwards.
 */
export function verifyLog(source: LogSource, { keys, earlier, onProgress }: VerifyOptions): LogReport {
  const startMs = performance.now();
  const head = source.head();
  const problems = new Problems();
  const trusted = head === null ? null : trustHead(head.note, { keys, problems });
  const size = Number(trusted?.checkpoint.size ?? head?.beside?.size ?? 0);
  if (head?.beside && trusted !== null) compareBeside(head.beside, { trusted, problems });
  if (head === null && earlier !== null && earlier.size > 0n) problems.add('the log is empty: it was cut');
  const scan = new Scan(source, { size, earlier, problems });
  while (scan.step()) onProgress?.(scan.size, size);
  const root = frontierRoot(scan.frontier, merkle);
  if (trusted !== null && scan.isComplete && !equalBytes(root, trusted.checkpoint.root)) {
    problems.add(`its entries give root ${toHex(root)}, want the signed ${toHex(trusted.checkpoint.root)}`);
  }
  if (scan.isComplete && source.entries({ fromIndex: size, limit: 1 }).length > 0) {
    problems.add(`it holds an entry ${size} beyond its head of ${size} entries`);
  }
  return {
    source: source.name,
    origin: trusted?.checkpoint.origin ?? null,
    size: scan.size,
    root: toHex(root),
    counts: Object.fromEntries([...scan.counts].sort(([one], [two]) => one.localeCompare(two))),
    witnesses: [...new Set((trusted?.witnesses ?? []).map(({ key }) => key.name))],
    continues: earlier === null ? null : scan.continues(),
    problems: problems.list,
    durationMs: performance.now() - startMs,
  };
}

/** Collects what is wrong, up to a bound. */
class Problems {
  readonly list: string[] = [];

  add(problem: string): void {
    if (this.list.length < MAX_PROBLEMS) this.list.push(problem);
    else if (this.list.length === MAX_PROBLEMS) this.list.push('and more that are not listed');
  }
}

function trustHead(
  note: string,
  { keys, problems }: { readonly keys: TrustedKeys; readonly problems: Problems },
): TrustedCheckpoint | null {
  const trusted = trustCheckpoint(note, { policy: trustPolicyFor(note, keys), verify: verifySignature });
  if (trusted.ok && trusted.value.checkpoint.size <= BigInt(Number.MAX_SAFE_INTEGER)) return trusted.value;
  problems.add(trusted.ok ? `its head states ${trusted.value.checkpoint.size} entries, want below 2^53` : trusted.failure);
  return null;
}

function compareBeside(
  { size, root }: { readonly size: number; readonly root: Uint8Array },
  { trusted, problems }: { readonly trusted: TrustedCheckpoint; readonly problems: Problems },
): void {
  const { checkpoint } = trusted;
  if (BigInt(size) === checkpoint.size && equalBytes(root, checkpoint.root)) return;
  problems.add(`it states ${size} entries with root ${toHex(root)} beside a signed head of ${checkpoint.size}`);
}

type ScanOptions = { readonly size: number; readonly earlier: Checkpoint | null; readonly problems: Problems };

/** Reads the entries page by page and grows the tree over them. */
class Scan {
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

  get size(): number {
    return Number(this.frontier.size);
  }

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
    if (earlier.size > BigInt(size)) problems.add(`it has ${size} entries, the earlier checkpoint ${earlier.size}: it was cut or rolled back`);
    else problems.add(`its first ${earlier.size} entries are not those of the earlier checkpoint: history was rewritten`);
    return false;
  }

  private take({ index, text, leafHash }: SourceEntry): Uint8Array {
    const hash = merkle.leaf(text);
    if (leafHash !== null && !equalBytes(hash, leafHash)) this.options.problems.add(`entry ${index} was changed: its hash is another`);
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
