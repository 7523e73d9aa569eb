import type { DatabaseSync } from 'node:sqlite';

/** How long no commit must have come before the log of pages is moved into the database. */
const IDLE_MS = 200;
/** Pages of 4 KB after which a commit moves them itself: the bound for a gateway that is never idle. */
const MAX_WAL_PAGES = 4_000;

/** Moves committed pages from the write-ahead log into the database file. */
export type Checkpoints = {
  /** Call after every commit. */
  noteCommit(): void;
  /** Moves everything and empties the write-ahead log, so that no copy of erased bytes is left in it. */
  empty(): void;
  /** No checkpoint happens any more. */
  stop(): void;
};

/**
 * Checkpoints when nobody waits.
 *
 * A commit writes only to the write-ahead log; moving its pages into the database costs two more fsyncs. SQLite's
 * default does that every 1,000 pages inside a commit, where every decision of the batch waits for it. Here it
 * happens once no commit has come for 200 ms, and inside a commit only every 4,000 pages (16 MB), which bounds both the log
 * and the longest wait.
 *
 * While a reader holds an old snapshot the log cannot be emptied; that is tried again whenever it is idle, without
 * waiting for the reader. A checkpoint that fails loses nothing: its pages stay in the log, and the next commit
 * reports what is wrong.
 */
export function startCheckpoints(database: DatabaseSync): Checkpoints {
  database.exec(`PRAGMA wal_autocheckpoint = ${MAX_WAL_PAGES}`);
  let emptyingOwed = false;
  let timer: NodeJS.Timeout | null = null;
  const whenIdle = (): void => {
    timer = timer?.refresh() ?? setTimeout(onIdle, IDLE_MS).unref();
  };
  const onIdle = (): void => {
    try {
      if (emptyingOwed) emptyingOwed = !emptyLog(database);
      else database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // See above: nothing is lost, and nobody waits for an answer here.
    }
    if (emptyingOwed) whenIdle();
  };
  return {
    noteCommit: whenIdle,
    empty() {
      emptyingOwed = true;
      emptyingOwed = !emptyLog(database);
      if (emptyingOwed) whenIdle();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Answers false when a reader was in the way. */
function emptyLog(database: DatabaseSync): boolean {
  const before = database.prepare('PRAGMA busy_timeout').get()?.['timeout'];
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${Number(before)}`);
  }
}
