import type { DatabaseSync } from 'node:sqlite';

/** How long no commit must have come before the log of pages is moved into the database. */
const IDLE_MS = 200;
/** Pages of 4 KB after which a commit moves them itself: the bound for a gateway that is never idle. */
const MAX_WAL_PAGES = 2_000;

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
 * A commit writes only to the write-ahead log; moving its pages into the database costs two more fsyncs. SQLite's default does that
 * every 1,000 pages inside a commit, where 64 decisions wait for it; here it happens once no commit has come for 200 ms, and inside a
 * commit only every 2,000 pages, which bounds the log at about 8 MB and the wait at the time of writing as much. While a reader holds an old snapshot the log cannot be emptied; it is
 * tried again at the next idle moment. A checkpoint that fails loses nothing: its pages stay in the log, and the next commit will report
 * what is wrong with the disk.
 */
export function startCheckpoints(database: DatabaseSync): Checkpoints {
  database.exec(`PRAGMA wal_autocheckpoint = ${MAX_WAL_PAGES}`);
  let timer: NodeJS.Timeout | null = null;
  let emptyingOwed = false;
  const tryEmpty = (): void => {
    const answer = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    emptyingOwed = answer?.['busy'] !== 0;
  };
  const onIdle = (): void => {
    try {
      if (emptyingOwed) tryEmpty();
      else database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // See above: nothing is lost, and nobody waits for an answer here.
    }
  };
  return {
    noteCommit() {
      if (timer === null) timer = setTimeout(onIdle, IDLE_MS).unref();
      else timer.refresh();
    },
    empty() {
      emptyingOwed = true;
      tryEmpty();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
