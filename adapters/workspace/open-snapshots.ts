import type { ContentCipher } from '../../ports/content-cipher.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Snapshot, SnapshotScope, SnapshotStore } from '../../ports/snapshot-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { compareSnapshots, type FoundSnapshot, toFound, unseenBetween } from './compare-snapshots.ts';
import { toContentStore } from './content-store.ts';
import { type KnownFolder, loadKnownTree, pathBytes } from './known-tree.ts';
import { openNumberedContents } from './numbered-contents.ts';
import { purgeSnapshots } from './purge-snapshots.ts';
import { openSnapshotDatabase, type Row, type SnapshotDatabase } from './snapshot-database.ts';
import { compileExclusions, type Exclusion, USUAL_EXCLUSIONS } from './snapshot-exclusions.ts';
import { openSnapshotLanes } from './snapshot-lanes.ts';
import { type CheckedRoot, checkScope, type RootRules, realPathOf, roomProblem } from './snapshot-root.ts';
import { toSnapshot } from './snapshot-rows.ts';
import { toStoreError } from './store-failure.ts';
import { type TakeOptions, takeSnapshot } from './take-snapshot.ts';
import { type SnapshotBounds, USUAL_SNAPSHOT_BOUNDS } from './walk-record.ts';
import { takeBackUnfinished } from './write-snapshot.ts';

/** Of how many workspaces what is known stays in memory, and how much of it, beside that of the last one used. */
const TREES_IN_MEMORY = 8;
const ENTRIES_IN_MEMORY = 200_000;
const MAX_LISTED = 100_000;

const SELECT = `
  SELECT snapshots.*, roots.path AS root_path, left_outs.document AS document FROM snapshots
  JOIN roots ON roots.id = snapshots.root JOIN left_outs ON left_outs.id = snapshots.left_out`;

export type SnapshotsOptions = RootRules & {
  /** Where contents and snapshots are kept; of the gateway's user alone. It counts as private without being named so. */
  readonly directory: string;
  readonly cipher: ContentCipher;
  readonly nowMs: () => number;
  readonly exclusions?: readonly Exclusion[];
  readonly bounds?: SnapshotBounds;
  /** Digests that others still need when a purge is made: what a quarantine or an unfinished change refers to. */
  readonly neededElsewhere?: () => Iterable<string> | Promise<Iterable<string>>;
};

type KnownTrees = Map<number, { readonly tree: KnownFolder; readonly entryCount: number }>;

/** Snapshots and the contents they refer to, in one directory. */
export type Snapshots = { readonly contents: ContentStore; readonly snapshots: SnapshotStore; close(): void };

/**
 * Opens the snapshots of a directory, for this process alone (`store.busy` for a second). Raises `StoreError`.
 *
 * Contents lie encrypted in packs; what stands at each path, and what each snapshot found changed, in SQLite. Snapshots of one
 * workspace are taken one after the other, those of another and all other work go on meanwhile; a purge waits for a moment in which
 * none is taken.
 */
export function openSnapshots(options: SnapshotsOptions): Snapshots {
  const database = openSnapshotDatabase(options.directory);
  const contents = openNumberedContents(database, options);
  const lanes = openSnapshotLanes();
  const rules = { ...options, privateDirectories: [...options.privateDirectories, options.directory] };
  const take: TakeOptions = {
    database,
    contents,
    bounds: options.bounds ?? USUAL_SNAPSHOT_BOUNDS,
    findExclusion: compileExclusions(options.exclusions ?? USUAL_EXCLUSIONS),
  };
  const trees: KnownTrees = new Map();
  const find = (id: string): Row | null => database.one(`${SELECT} WHERE snapshots.id = ?`, id);
  const require = (id: string): FoundSnapshot => {
    const row = find(id);
    if (row === null)
      throw new StoreError(
        'store.failed',
        `read the snapshot ${JSON.stringify(id)}: found none, want one that was taken`,
      );
    return toFound(row);
  };
  const check = (root: string, paths: readonly string[] | null, maxFileBytes: number | null): CheckedRoot => {
    const checked = checkScope({ root, paths }, { rules, maxFileBytes });
    const why = checked.ok ? roomProblem(options.directory) : null;
    return why === null ? checked : { ok: false, lack: 'room', why };
  };
  return {
    contents: toContentStore(contents, { database, cipher: options.cipher, exclusive: lanes.alone }),
    snapshots: {
      canTake: (root, paths) => toAnswer(check(root, paths, take.bounds.maxFileBytes)),
      take: (scope) => {
        const lane = realPathOf(scope.root) ?? scope.root;
        return lanes.inLane(lane, () => takeOne(scope, { check, take, trees, lane }));
      },
      find: async (id) => {
        const row = find(id);
        return row === null ? null : toSnapshot(row);
      },
      list: async (filter) => listSnapshots(take, filter),
      compare: async (from, to) => compareSnapshots(require(from), require(to), take),
      unseen: async (first, second) => unseenBetween(require(first), require(second), take),
      supersede: async (ids, by) =>
        database.write('supersede snapshots', () => {
          for (const id of [by, ...ids]) require(id);
          for (const id of ids) database.run('UPDATE snapshots SET superseded_by = ? WHERE id = ?', by, id);
        }),
      purge: (olderThanMs) =>
        lanes.alone(() =>
          purgeSnapshots(olderThanMs, { database, contents, neededElsewhere: options.neededElsewhere ?? (() => []) }),
        ),
    },
    close: () => {
      contents.close();
      database.close();
    },
  };
}

function toAnswer(checked: CheckedRoot): ReturnType<SnapshotStore['canTake']> {
  return checked.ok ? { ok: true } : checked;
}

async function takeOne(
  scope: SnapshotScope,
  {
    check,
    take,
    trees,
    lane,
  }: {
    readonly check: (root: string, paths: readonly string[] | null, maxFileBytes: null) => CheckedRoot;
    readonly take: TakeOptions;
    readonly trees: KnownTrees;
    readonly lane: string;
  },
): Promise<Snapshot> {
  const { database } = take;
  // What stands at a path and cannot be kept is left out: else the end of an action that put it there would be seen by nobody.
  const checked = check(scope.root, scope.paths, null);
  if (!checked.ok) throw new StoreError('store.failed', `take a snapshot: ${checked.why}`);
  // Two walks of one workspace at once would each find the same changes.
  if (checked.realPath !== lane)
    throw new StoreError(
      'store.failed',
      `take a snapshot: found that ${JSON.stringify(scope.root)} leads elsewhere meanwhile, want it to stay`,
    );
  if (database.one('SELECT id FROM snapshots WHERE id = ?', scope.id) !== null)
    throw new StoreError(
      'store.failed',
      `take the snapshot ${JSON.stringify(scope.id)}: found one of that id, want a new id`,
    );
  const path = pathBytes(checked.realPath);
  database.run('INSERT OR IGNORE INTO roots (path) VALUES (?)', path);
  const root = Number(database.one('SELECT id FROM roots WHERE path = ?', path)?.['id']);
  const { tree, entryCount } = trees.get(root) ?? { tree: await readTree(database, root), entryCount: 0 };
  // Out of memory until it succeeds: a walk that fails leaves a tree that is ahead of the database.
  trees.delete(root);
  try {
    const snapshot = await takeSnapshot(scope, { realPath: checked.realPath, root, tree }, take);
    trees.set(root, { tree, entryCount: Math.max(entryCount, snapshot.entryCount) });
    forgetOldest(trees);
    return snapshot;
  } catch (error) {
    throw toStoreError(error, 'take a snapshot');
  }
}

/** What a snapshot left behind that failed half-way is taken back before anything is read. */
function readTree(database: SnapshotDatabase, root: number): Promise<KnownFolder> {
  takeBackUnfinished(database, root);
  return loadKnownTree(database, root);
}

/** Trees are in the order of their use. One that is forgotten is read again from the database. */
function forgetOldest(trees: KnownTrees): void {
  let entries = [...trees.values()].reduce((sum, { entryCount }) => sum + entryCount, 0);
  for (const [root, { entryCount }] of trees) {
    if (trees.size === 1 || (trees.size <= TREES_IN_MEMORY && entries <= ENTRIES_IN_MEMORY)) return;
    trees.delete(root);
    entries -= entryCount;
  }
}

function listSnapshots(
  { database }: Pick<TakeOptions, 'database'>,
  { root, session, action, limit }: Parameters<SnapshotStore['list']>[0],
): readonly Snapshot[] {
  const wanted: { readonly sql: string; readonly value: string | Uint8Array }[] = [];
  if (root !== undefined) wanted.push({ sql: 'roots.path = ?', value: pathBytes(realPathOf(root) ?? root) });
  if (session !== undefined) wanted.push({ sql: 'session = ?', value: session });
  if (action !== undefined) wanted.push({ sql: 'action = ?', value: action });
  const where = ["snapshots.reason <> 'look'", ...wanted.map(({ sql }) => sql)].join(' AND ');
  const rows = database.all(
    `${SELECT} WHERE ${where} ORDER BY snapshots.rowid DESC LIMIT ?`,
    ...wanted.map(({ value }) => value),
    Math.max(0, Math.min(limit, MAX_LISTED)),
  );
  const named: Parameters<typeof toSnapshot>[1] = new Map();
  return rows.map((row) => toSnapshot(row, named));
}
