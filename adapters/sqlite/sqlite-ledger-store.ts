import { checkNote } from '../../ports/check-batch.ts';
import { checkLimit, checkPlace, MAX_READ } from '../../ports/check-bounds.ts';
import type { LedgerStore, ScannedEntry, StoredEntry, StoredNode, StoredPayload } from '../../ports/ledger-store.ts';
import { prepareCommit } from './commit-batch.ts';
import type { Connection } from './connection.ts';
import { FieldReader } from './field-reader.ts';

/**
 * The log in SQLite.
 *
 * `node:sqlite` is synchronous, so a commit holds the event loop for its fsync. That is accepted: nothing that waits
 * for the commit may be released before it, commits come one after another in any case, and a worker thread would add
 * two hand-overs to each.
 */
export function createSqliteLedgerStore(connection: Connection): LedgerStore {
  const { database, write, emptyWriteAheadLog } = connection;
  const erase = database.prepare('UPDATE payload SET salt = NULL, sealed = NULL WHERE entry_index = ?');
  const saveNote = database.prepare('UPDATE head SET note = ? WHERE size = ? AND root = ?');
  const commit = prepareCommit(connection);
  return {
    ...createLogReads(connection),
    async commit(batch) {
      return commit(batch);
    },
    async erasePayload(entryIndex) {
      checkPlace(entryIndex, 0);
      const erased = write('erase a payload', () => ({ keep: true, value: erase.run(entryIndex).changes }));
      if (erased === 1) emptyWriteAheadLog('erase a payload');
    },
    async saveCosignedNote({ size, root, note }) {
      checkNote(note);
      return write('save a cosigned note', () => ({ keep: true, value: saveNote.run(note, size, root).changes === 1 }));
    },
  };
}

function createLogReads({
  database,
  read,
}: Connection): Pick<LedgerStore, 'loadHead' | 'readEntries' | 'scanEntries' | 'readNodes' | 'readPayload'> {
  const head = database.prepare('SELECT size, root, note FROM head');
  const entries = database.prepare(
    'SELECT entry_index, entry_text, leaf_hash FROM entry WHERE entry_index >= ? ORDER BY entry_index LIMIT ?',
  );
  entries.setReturnArrays(true);
  const scanned = database.prepare(
    'SELECT entry_index, entry_text, lower(hex(leaf_hash)) FROM entry WHERE entry_index >= ? ORDER BY entry_index LIMIT ?',
  );
  scanned.setReturnArrays(true);
  const nodes = database.prepare('SELECT * FROM node WHERE level = ? AND node_index >= ? ORDER BY node_index LIMIT ?');
  const payload = database.prepare('SELECT * FROM payload WHERE entry_index = ? AND sealed IS NOT NULL');
  return {
    async loadHead() {
      return read('load the head', () => {
        const row = head.get();
        if (row === undefined) return null;
        const fields = new FieldReader('head', row);
        return { size: fields.integer('size'), root: fields.bytes('root'), note: fields.text('note') };
      });
    },
    async readEntries({ fromIndex, limit }) {
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      return read('read entries', () => entries.all(fromIndex, limit).map(entryOf));
    },
    async scanEntries({ fromIndex, limit }) {
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      return read('read entries', () => scanned.all(fromIndex, limit).map(scannedOf));
    },
    async readNodes({ level, fromIndex, limit }) {
      checkPlace(level, 1);
      checkPlace(fromIndex, 0);
      checkLimit(limit, MAX_READ);
      return read('read nodes', () => nodes.all(level, fromIndex, limit).map(nodeOf));
    },
    async readPayload(entryIndex) {
      checkPlace(entryIndex, 0);
      return read('read a payload', () => {
        const row = payload.get(entryIndex);
        return row === undefined ? null : payloadOf(row);
      });
    },
  };
}

/** Rows of the log come as arrays: there are many of them, and each is read at every start. */
function entryOf(row: unknown): StoredEntry {
  const [index, text, leafHash] = row as readonly unknown[];
  if (Number.isSafeInteger(index) && typeof text === 'string' && leafHash instanceof Uint8Array) {
    return { index: index as number, text, leafHash };
  }
  const fields = new FieldReader('entry', { entry_index: index, entry_text: text, leaf_hash: leafHash });
  return { index: fields.integer('entry_index'), text: fields.text('entry_text'), leafHash: fields.bytes('leaf_hash') };
}

function scannedOf(row: unknown): ScannedEntry {
  const [index, text, leafHex] = row as readonly unknown[];
  if (Number.isSafeInteger(index) && typeof text === 'string' && typeof leafHex === 'string') {
    return { index: index as number, text, leafHex };
  }
  const fields = new FieldReader('entry', { entry_index: index, entry_text: text, leaf_hash: leafHex });
  return { index: fields.integer('entry_index'), text: fields.text('entry_text'), leafHex: fields.text('leaf_hash') };
}

function nodeOf(row: object): StoredNode {
  const fields = new FieldReader('node', row);
  return { level: fields.integer('level'), index: fields.integer('node_index'), hash: fields.bytes('hash') };
}

function payloadOf(row: object): StoredPayload {
  const fields = new FieldReader('payload', row);
  return { entryIndex: fields.integer('entry_index'), salt: fields.text('salt'), sealed: fields.bytes('sealed') };
}
