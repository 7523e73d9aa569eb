import type { ContentStore } from '../../ports/content-store.ts';
import { FilesError, type Recovered, type Reopened } from '../../ports/workspace-files.ts';
import { toFilesError } from './files-failure.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { ReadOptions } from './read-entry.ts';
import { openRoot } from './rooted-folder.ts';
import { removeTemporaries } from './temporary-files.ts';
import { isFinished, undoChange } from './undo-change.ts';
import { syncFoldersOf } from './write-change.ts';

export type Recovering = {
  readonly journal: Journal;
  readonly contents: ContentStore;
  readonly reading: ReadOptions;
};

/**
 * Finishes or undoes the change that the journal names for a root; null where it names none. The root's lock must be held.
 *
 * Finished means that every path already stands as it should after the change; all else is undone. Where neither is possible,
 * the journal keeps the change and the reason; nothing is written to this root until a person has looked. A failure that
 * may pass (a full disk, no permission) is tried again the next time.
 */
export async function recoverChange(recovering: Recovering, realPath: string): Promise<Recovered | null> {
  const { journal } = recovering;
  const entry = await journal.load(realPath);
  if (entry === null) return null;
  const about = { id: entry.id, root: entry.root, paths: entry.changes.map(({ path }) => path) };
  if (entry.problem !== null) return { ...about, result: 'inconsistent', problem: entry.problem };
  try {
    const result = await settle(recovering, entry);
    await journal.remove(realPath);
    return { ...about, result, problem: null };
  } catch (error) {
    const failure = toFilesError(error, `recover the change ${entry.id}`);
    if (failure.code === 'files.inconsistent') await journal.save({ ...entry, problem: failure.message });
    return { ...about, result: 'inconsistent', problem: failure.message };
  }
}

/**
 * Takes a root as it stands: finishes or undoes the change where that is possible after all, else forgets it. Temporary files
 * of ours are removed as far as they can be found. The root's lock must be held.
 */
export async function reopenRoot(recovering: Recovering, realPath: string): Promise<Reopened> {
  const { journal } = recovering;
  const about = { root: realPath, journal: journal.fileOf(realPath) };
  try {
    const recovered = await recoverAnew(recovering, realPath);
    if (recovered === null) return { ...about, result: 'open' };
    if (recovered.result !== 'inconsistent') return { ...about, result: recovered.result };
    const entry = await journal.load(realPath);
    if (entry !== null) await removeLeftovers(entry);
  } catch (error) {
    // A journal that cannot be read says nothing: it is what the person decided to give up.
    if (!(error instanceof FilesError && error.code === 'files.inconsistent')) throw error;
  }
  await journal.remove(realPath);
  return { ...about, result: 'as-they-stand' };
}

/** Tries what was given up: a person may have put the files right, or removed what stood in the way. */
async function recoverAnew(recovering: Recovering, realPath: string): Promise<Recovered | null> {
  const entry = await recovering.journal.load(realPath);
  if (entry !== null && entry.problem !== null) await recovering.journal.save({ ...entry, problem: null });
  return recoverChange(recovering, realPath);
}

/** The refusal of every further change of a root, with what a person can do about it. */
export function closedRoot({ root, problem }: Recovered, journal: Journal): FilesError {
  return new FilesError(
    'files.inconsistent',
    `change the workspace ${JSON.stringify(root)}: found an earlier change neither made nor undone (${problem ?? 'unknown'}), ` +
      `want a person to compare these files with the journal ${journal.fileOf(root)}, to put them right, and then to reopen the workspace (\`countersign workspace reopen\`)`,
  );
}

async function settle({ contents, reading }: Recovering, entry: JournalEntry): Promise<'finished' | 'undone'> {
  const root = await openRoot(entry.root);
  try {
    // Whether files with further names may be touched was asked when the change began.
    const undoing = { root, entry, contents, reading: { ...reading, mayHaveOtherNames: true } };
    if (!(await isFinished(undoing))) {
      await undoChange(undoing, null);
      return 'undone';
    }
    await removeTemporaries(root, entry.mark, entry.changes);
    await syncFoldersOf(root, entry.changes);
    return 'finished';
  } finally {
    await root.close();
  }
}

async function removeLeftovers({ root, mark, changes }: JournalEntry): Promise<void> {
  try {
    const held = await openRoot(root);
    try {
      await removeTemporaries(held, mark, changes);
    } finally {
      await held.close();
    }
  } catch {
    // The root is gone, or a folder may not be written: what is left there stays, and harms nobody.
  }
}
