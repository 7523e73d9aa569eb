import type { EntryChange } from '../core/workspace/entry-change.ts';
import type { EntryState } from '../core/workspace/entry-state.ts';

/** Why a snapshot was taken; `look`: only to compare with the present, so that nobody is shown it. */
export type SnapshotReason = 'before' | 'after' | 'manual' | 'restore' | 'look';

/** A snapshot of a workspace, or of some of its paths, at one moment. */
export type Snapshot = {
  /** Unique, sorts by time. */
  readonly id: string;
  readonly root: string;
  readonly takenAtMs: number;
  readonly reason: SnapshotReason;
  /** The action it was taken for, and its session; null for one that a person took. */
  readonly action: string | null;
  readonly session: string | null;
  /** Null for the whole workspace; else what was looked at: these paths, all below them, and the folders above them. */
  readonly paths: readonly string[] | null;
  /** Entries and bytes of files that it holds; of `paths`, where there are some, without the folders above. */
  readonly entryCount: number;
  readonly sizeBytes: number;
  /** What was left out, with why: what is excluded, cannot be read or is too large; at most 100, what is excluded last. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  /** Whether something was left out that no rule excludes: it is too large, cannot be read, or is no file, link or folder. */
  readonly lacks: boolean;
  /** The snapshot whose restoring made this one history; null while it counts. Superseded ones are kept. */
  readonly supersededBy: string | null;
};

/** What one snapshot holds of a path that a later one left out, and why that did. */
export type HiddenEntry = { readonly path: string; readonly state: EntryState; readonly why: string };

/** What lies between two snapshots and is no change that could be led back. */
export type Unseen = {
  /** What the first holds, and the second left out. */
  readonly hidden: readonly HiddenEntry[];
  /** Files that the first could not keep, and that the second found gone or otherwise: nothing brings them back. */
  readonly lost: readonly { readonly path: string; readonly why: string }[];
};

/** What keeps a snapshot from being taken: the place or the paths themselves, room on the disk, or what the system supports. */
export type SnapshotLack = 'place' | 'room' | 'support';

/** What a snapshot is taken of. */
export type SnapshotScope = {
  readonly root: string;
  readonly id: string;
  readonly atMs: number;
  readonly reason: SnapshotReason;
  readonly action: string | null;
  readonly session: string | null;
  readonly paths: readonly string[] | null;
};

/**
 * Snapshots of workspaces. Contents are kept once; a file that did not change since the last snapshot costs a stat.
 *
 * Raises `StoreError`. A snapshot is complete and durable when `take` answers, or there is none.
 */
export interface SnapshotStore {
  /**
   * Tells, without reading contents, whether a snapshot could be taken now; with the reason where not. The whole of a home
   * folder or of the system is refused; single paths may lie anywhere but among the gateway's own and the kernel's files.
   */
  canTake(
    root: string,
    paths: readonly string[] | null,
  ): { readonly ok: true } | { readonly ok: false; readonly lack: SnapshotLack; readonly why: string };
  /**
   * Refuses what `canTake` refuses, and an id that is in use, with `store.failed`; a path at which something stands that cannot be kept
   * is left out instead, and the answer `lacks`. `root` of the answer is the real path.
   */
  take(scope: SnapshotScope): Promise<Snapshot>;
  find(id: string): Promise<Snapshot | null>;
  /** In the order of taking, newest first, without those taken for a look; `limit` is 100,000 at most. */
  list(filter: {
    readonly root?: string;
    readonly session?: string;
    readonly action?: string;
    readonly limit: number;
  }): Promise<readonly Snapshot[]>;
  /**
   * What differs between two snapshots of one root, as the changes that lead from the first to the second; by path (UTF-16).
   *
   * Says nothing about paths that one of them did not look at or left out, and does not remove a folder in which the first
   * left something out: carrying the changes out never touches what is not kept.
   */
  compare(from: string, to: string): Promise<readonly EntryChange[]>;
  /**
   * What `compare` is silent about although it changed or may have: what could be kept only before or only after. Of a second that
   * was taken first nothing. By path (UTF-16).
   */
  unseen(first: string, second: string): Promise<Unseen>;
  /** Marks snapshots as history: a restore went back behind them. A later mark replaces an earlier one. */
  supersede(ids: readonly string[], by: string): Promise<void>;
  /**
   * Removes snapshots taken before a time, answers how many of those that are listed, and removes contents that none of the rest needs and nobody put since; the newest of each
   * root stays.
   */
  purge(olderThanMs: number): Promise<{ readonly snapshots: number; readonly freedBytes: number }>;
}
