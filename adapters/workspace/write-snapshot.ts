import { createHash } from 'node:crypto';
import type { SnapshotScope } from '../../ports/snapshot-store.ts';
import { type KnownEntry, pathBytes, saveEntry, stateColumns } from './known-tree.ts';
import type { SnapshotDatabase } from './snapshot-database.ts';
import type { LeftOutDocument } from './snapshot-rows.ts';
import type { Walk } from './walk-record.ts';

/** Paths written in one transaction: what takes longer would hold up every other decision. */
const PATHS_AT_ONCE = 500;

/** What a snapshot writes, once a walk is over. */
export type Written = {
  readonly scope: SnapshotScope;
  /** The number of its root. */
  readonly root: number;
  readonly walk: Pick<Walk, 'touched' | 'changes' | 'entryCount' | 'sizeBytes' | 'pauseWhenDue'>;
  readonly leftOut: LeftOutDocument;
};

type Touched = readonly [path: string, entry: KnownEntry | null];

/**
 * Writes a snapshot: durable and whole when this resolves, none when it rejects.
 *
 * What fits one transaction is one. More is written in parts, and lets others run in between; the snapshot's own row comes last and
 * makes it one. Parts without that row are nothing that `compare` looks at, and `takeBackUnfinished` takes them back.
 */
export async function writeSnapshot(database: SnapshotDatabase, written: Written): Promise<void> {
  const { touched, pauseWhenDue } = written.walk;
  const position = lastPosition(database, written.root) + 1;
  let part: Touched[] = [];
  for (const one of touched) {
    if (part.length === PATHS_AT_ONCE) {
      const full = part;
      database.writePart('take a snapshot', () => writePaths(database, { ...written, position, part: full }));
      part = [];
      await pauseWhenDue();
    }
    part.push(one);
  }
  database.write('take a snapshot', () => {
    writePaths(database, { ...written, position, part });
    writeRow(database, { ...written, position });
  });
}

/**
 * Takes back what a snapshot of a root wrote that never became one, since the gateway or the disk failed meanwhile: every path is known
 * as it was before, and is read anew by the next walk. Costs one look where there is nothing.
 */
export function takeBackUnfinished(database: SnapshotDatabase, root: number): void {
  const last = lastPosition(database, root);
  if (last === 0) {
    // A first snapshot writes no changes: whatever is known is of one that was never taken.
    if (database.one('SELECT 1 FROM entries WHERE root = ? LIMIT 1', root) !== null)
      database.run('DELETE FROM entries WHERE root = ?', root);
    return;
  }
  if (database.one('SELECT 1 FROM changes WHERE root = ? AND position > ? LIMIT 1', root, last) === null) return;
  database.write('take back an unfinished snapshot', () => {
    database.run(
      `INSERT OR REPLACE INTO entries SELECT root, path, before_kind, before_mode, before_object, before_bytes, 0, 0, 0, 0, 0
       FROM changes WHERE root = ? AND position > ? AND before_kind <> 0`,
      ...[root, last],
    );
    database.run(
      `DELETE FROM entries WHERE root = ? AND path IN
         (SELECT path FROM changes WHERE root = ? AND position > ? AND before_kind = 0)`,
      ...[root, root, last],
    );
    database.run('DELETE FROM changes WHERE root = ? AND position > ?', root, last);
  });
}

function lastPosition(database: SnapshotDatabase, root: number): number {
  const last = database.one('SELECT max(position) AS last FROM snapshots WHERE root = ?', root)?.['last'];
  return typeof last === 'number' ? last : 0;
}

/** What is known of a path and what changed there go together: a part that is taken back knows both. */
function writePaths(
  database: SnapshotDatabase,
  { root, walk, position, part }: Written & { readonly position: number; readonly part: readonly Touched[] },
): void {
  for (const [path, entry] of part) {
    saveEntry(database, { root, path, entry });
    const change = walk.changes.get(path);
    // What the first snapshot finds differs from no other's.
    if (position === 1 || change === undefined) continue;
    database.run(
      'INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[root, position, pathBytes(path)],
      ...stateColumns(change.before),
      ...stateColumns(change.after),
    );
  }
}

function writeRow(
  database: SnapshotDatabase,
  { scope, root, walk, leftOut, position }: Written & { readonly position: number },
): void {
  database.run(
    'INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
    ...[scope.id, root, position, scope.atMs, scope.reason, scope.action, scope.session],
    scope.paths === null ? null : JSON.stringify(scope.paths),
    ...[walk.entryCount, walk.sizeBytes, leftOutNumber(database, leftOut.text)],
  );
}

/** The number of a list of what was left out; equal lists, which most are, are kept once. */
function leftOutNumber(database: SnapshotDatabase, document: string): number {
  const digest = createHash('sha256').update(document).digest();
  database.run('INSERT OR IGNORE INTO left_outs (digest, document) VALUES (?, ?)', digest, document);
  return Number(database.one('SELECT id FROM left_outs WHERE digest = ?', digest)?.['id']);
}
