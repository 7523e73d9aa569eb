import type { DatabaseSync } from 'node:sqlite';
import { checkBatch } from '../../ports/check-batch.ts';
import type { CommitOutcome, LedgerBatch, LedgerUnit, UnitConflict } from '../../ports/ledger-store.ts';
import type { StateChange } from '../../ports/state-change.ts';
import { prepareChanges } from './apply-change.ts';
import type { Connection } from './connection.ts';

type ApplyChange = ReturnType<typeof prepareChanges>;

/**
 * Prepares the group commit: one transaction, one fsync, for every flow that waits.
 *
 * A batch is first written straight through. Only when a condition does not hold it is taken back and its units are
 * judged again, each behind a savepoint, to name exactly those that are in the way: savepoints cost copies of every
 * page they touch.
 */
export function prepareCommit(connection: Connection): (batch: LedgerBatch) => CommitOutcome {
  const { database, write } = connection;
  const apply = prepareChanges(database);
  const append = prepareAppend(database);
  const head = database.prepare('SELECT size FROM head');
  return (batch) => {
    checkBatch(batch);
    const outcome = write<CommitOutcome | null>('commit a batch', () => {
      if ((head.get()?.['size'] ?? 0) !== batch.expectedSize)
        return { keep: false, value: { ok: false, headMoved: true } };
      if (!batch.units.every(({ changes }) => conflictOf(changes, apply) === null)) return { keep: false, value: null };
      append(batch);
      return { keep: true, value: { ok: true } };
    });
    return outcome ?? { ok: false, conflicts: findConflicts(batch.units, { connection, apply }) };
  };
}

/** Applies the changes of one unit up to the first whose condition does not hold. */
function conflictOf(changes: readonly StateChange[], apply: ApplyChange): UnitConflict['code'] | null {
  for (const change of changes) {
    const code = apply(change);
    if (code !== null) return code;
  }
  return null;
}

function findConflicts(
  units: readonly LedgerUnit[],
  { connection, apply }: { readonly connection: Connection; readonly apply: ApplyChange },
): readonly UnitConflict[] {
  const { database, write } = connection;
  return write('find what is in the way of a batch', () => {
    const conflicts: UnitConflict[] = [];
    for (const [unit, { changes }] of units.entries()) {
      database.exec('SAVEPOINT unit');
      const code = conflictOf(changes, apply);
      if (code !== null) {
        database.exec('ROLLBACK TO unit');
        conflicts.push({ unit, code });
      }
      database.exec('RELEASE unit');
    }
    return { keep: false, value: conflicts };
  });
}

/** Prepares the writing of entries, payloads, nodes and head. */
function prepareAppend(database: DatabaseSync): (batch: LedgerBatch) => void {
  const insertEntry = database.prepare('INSERT INTO entry (entry_index, entry_text, leaf_hash) VALUES (?, ?, ?)');
  const insertPayload = database.prepare('INSERT INTO payload (entry_index, salt, sealed) VALUES (?, ?, ?)');
  const insertNode = database.prepare('INSERT INTO node (level, node_index, hash) VALUES (?, ?, ?)');
  const saveHead = database.prepare(`
    INSERT INTO head (only_row, size, root, note) VALUES (1, ?, ?, ?)
    ON CONFLICT (only_row) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note`);
  return ({ entries, payloads, nodes, head }) => {
    for (const { index, text, leafHash } of entries) insertEntry.run(index, text, leafHash);
    for (const { entryIndex, salt, sealed } of payloads) insertPayload.run(entryIndex, salt, sealed);
    for (const { level, index, hash } of nodes) insertNode.run(level, index, hash);
    saveHead.run(head.size, head.root, head.note);
  };
}
