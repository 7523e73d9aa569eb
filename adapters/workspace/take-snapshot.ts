import { statfsSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Snapshot, SnapshotScope } from '../../ports/snapshot-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { KnownFolder } from './known-tree.ts';
import type { NumberedContents } from './numbered-contents.ts';
import { createLeafReader } from './read-leaf.ts';
import type { SnapshotDatabase } from './snapshot-database.ts';
import type { FindExclusion } from './snapshot-exclusions.ts';
import { toLeftOutDocument } from './snapshot-rows.ts';
import { mountsBelow, systemPath } from './walk-place.ts';
import type { SnapshotBounds, Walk } from './walk-record.ts';
import { walkWorkspace } from './walk-workspace.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** How long a walk may hold up everything else. */
const TURN_MS = 8;
/** File systems that move a folder's times with its listing, by statfs(2): ext, XFS, Btrfs, tmpfs, overlay, ZFS, F2FS. */
const TRUSTED_FILE_SYSTEMS: readonly number[] = [
  ...[0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010],
];

export type TakeOptions = {
  readonly database: SnapshotDatabase;
  readonly contents: NumberedContents;
  readonly bounds: SnapshotBounds;
  readonly findExclusion: FindExclusion;
};

/** The workspace that a snapshot is taken of. `tree` is brought up to date; of no use any more when this raises. */
export type TakeTarget = { readonly realPath: string; readonly root: number; readonly tree: KnownFolder };

/** Walks a workspace, keeps what is new, and writes the snapshot, whole or not at all. Raises `StoreError`. */
export async function takeSnapshot(scope: SnapshotScope, target: TakeTarget, options: TakeOptions): Promise<Snapshot> {
  const { database, contents } = options;
  const failures = contents.failures();
  const walk = startWalk({ realPath: target.realPath, isWhole: scope.paths === null }, options);
  await walkWorkspace(walk, target.tree, scope.paths);
  await contents.flush();
  if (contents.failures() !== failures)
    throw new StoreError(
      'store.failed',
      'take a snapshot: found that contents could not be written, want them durable',
    );
  const leftOut = toLeftOutDocument(walk.leftOut);
  await writeSnapshot(database, { scope, walk, leftOut, root: target.root });
  return {
    id: scope.id,
    root: target.realPath,
    takenAtMs: scope.atMs,
    reason: scope.reason,
    action: scope.action,
    session: scope.session,
    paths: scope.paths,
    entryCount: walk.entryCount,
    sizeBytes: walk.sizeBytes,
    leftOut: leftOut.leftOut,
    lacks: leftOut.lacks,
    supersededBy: null,
  };
}

function startWalk(
  { realPath, isWhole }: { readonly realPath: string; readonly isWhole: boolean },
  { contents, bounds, findExclusion }: TakeOptions,
): Walk {
  let turnStartedMs = performance.now();
  return {
    realPath,
    dev: statSync(systemPath(realPath)).dev,
    mounts: mountsBelow(realPath),
    // Single paths may lie on other file systems than the root.
    trustsFolderTimes: isWhole && TRUSTED_FILE_SYSTEMS.includes(statfsSync(systemPath(realPath)).type),
    bounds,
    findExclusion,
    reader: createLeafReader(bounds.maxFileBytes),
    keep: (content) => contents.add(content),
    pauseWhenDue: () => {
      if (performance.now() - turnStartedMs < TURN_MS) return null;
      return nextTurn().then(() => {
        turnStartedMs = performance.now();
      });
    },
    changes: new Map(),
    touched: new Map(),
    leftOut: new Map(),
    entryCount: 0,
    sizeBytes: 0,
  };
}
