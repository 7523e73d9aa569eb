import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { type ChangeBounds, type ChangeProblem, checkChangeSet } from '../../core/workspace/check-change-set.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { ABSENT, isSameState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { type ChangeRequest, FilesError } from '../../ports/workspace-files.ts';
import { describeState, readPath, readPaths, requireBefore, requireEmptied } from './compare-entries.ts';
import { requireDistinctNames } from './distinct-names.ts';
import { shownPath, toFilesError } from './files-failure.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { ReadOptions, SeenEntry } from './read-entry.ts';
import type { HeldRoot } from './rooted-folder.ts';
import { undoChange } from './undo-change.ts';
import { writeChange } from './write-change.ts';

const NEW_FOLDER_MODE = 0o755;
const MARK_BYTES = 12;
/** Problems of one request that its refusal names: a request may have as many as it has changes. */
const MAX_PROBLEMS = 20;

export type Gateway = {
  readonly journal: Journal;
  readonly contents: ContentStore;
  readonly reading: ReadOptions;
  readonly bounds: ChangeBounds;
  /** What must stay free on the workspace's volume. */
  readonly minFreeBytes: number;
};

/** Raises everything that is wrong with a request before the workspace is looked at. */
export function requireValid(change: ChangeRequest, bounds: ChangeBounds): void {
  const problems = checkChangeSet(change.changes, bounds);
  if (problems.length === 0) return;
  const has = (kind: ChangeProblem['kind']): boolean => problems.some((problem) => problem.kind === kind);
  const code = has('path') ? 'files.outside-root' : has('shape') ? 'files.invalid' : 'files.too-large';
  const more = problems.length > MAX_PROBLEMS ? `; and ${problems.length - MAX_PROBLEMS} more` : '';
  const named = problems.slice(0, MAX_PROBLEMS).map(({ text }) => text);
  throw new FilesError(code, `${named.join('; ')}${more}`);
}

/**
 * Makes a checked request in a held root whose lock is held and which no earlier change has left unfinished.
 *
 * Nothing is written to the workspace before the journal holds what is needed to undo it. On a failure everything touched is
 * put back; where that fails too, the journal keeps the reason and `files.inconsistent` is raised. Answers all changes, with the
 * folders that were needed.
 */
export async function applyChange(
  gateway: Gateway,
  root: HeldRoot,
  change: ChangeRequest,
): Promise<readonly EntryChange[]> {
  const mark = randomBytes(MARK_BYTES).toString('hex');
  const changes = await withNeededFolders(gateway, root, change.changes);
  await requireSpace(gateway, root, changes);
  const seen = await compare(gateway, root, changes);
  await requireContents(gateway, changes);
  const entry: JournalEntry = { id: change.id, root: root.realPath, mark, changes, problem: null };
  await gateway.journal.save(entry);
  const touched = new Set<string>();
  let isMade = false;
  try {
    await requireDistinctNames(root, mark, changes);
    await writeChange({ root, contents: gateway.contents, mark, changes, seen, touched });
    isMade = true;
    await gateway.journal.remove(root.realPath);
    return changes;
  } catch (error) {
    await rollBack({ gateway, root, entry, touched, isMade }, error);
    throw error;
  }
}

/** Compares every path with `before`, and keeps the contents that will end. */
async function compare(
  { reading, contents }: Gateway,
  root: HeldRoot,
  changes: readonly EntryChange[],
): Promise<ReadonlyMap<string, SeenEntry>> {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const keep = async (path: string, { state, content }: SeenEntry): Promise<void> => {
    const change = byPath.get(path);
    if (content === null || change === undefined || !isSameState(state, change.before)) return;
    if (!isSameState(change.before, change.after)) await contents.put(content);
  };
  const seen = await readPaths(root, [...byPath.keys()], { ...reading, onContent: keep });
  requireBefore(changes, seen);
  await requireEmptied(root, changes);
  return seen;
}

/** Adds the folders that the change needs and neither finds nor names, so that they are journalled and undone like the rest. */
async function withNeededFolders(
  { reading }: Gateway,
  root: HeldRoot,
  changes: readonly EntryChange[],
): Promise<readonly EntryChange[]> {
  const named = new Set(changes.map(({ path }) => path));
  const needed = new Set(
    changes
      .filter(({ after }) => after.kind !== 'absent')
      .flatMap(({ path }) => foldersAbove(path))
      .filter((folder) => !named.has(folder)),
  );
  const made: EntryChange[] = [];
  for (const path of needed) {
    const { state } = await readPath(root, path, reading);
    if (state.kind === 'absent') made.push({ path, before: ABSENT, after: { kind: 'folder', mode: NEW_FOLDER_MODE } });
    else if (state.kind !== 'folder')
      throw new FilesError(
        state.kind === 'link' ? 'files.outside-root' : 'files.drifted',
        `open the folder ${shownPath(path)}: found ${describeState(state)}, want a folder`,
      );
  }
  return made.length === 0 ? changes : [...changes, ...made].sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function requireSpace({ minFreeBytes }: Gateway, root: HeldRoot, changes: readonly EntryChange[]): Promise<void> {
  const { bavail, bsize } = await statfs(root.self);
  const needed = changes.reduce((sum, { after }) => sum + (after.kind === 'file' ? after.sizeBytes : 0), 0);
  const free = bavail * bsize;
  if (free - needed >= minFreeBytes) return;
  throw new FilesError(
    'files.no-space',
    `change the workspace: found ${free} bytes free, want ${needed} for the change and ${minFreeBytes} to be left`,
  );
}

async function requireContents({ contents }: Gateway, changes: readonly EntryChange[]): Promise<void> {
  const missing: string[] = [];
  for (const { path, after } of changes)
    if (after.kind === 'file' && !(await contents.has(after.sha256))) missing.push(shownPath(path));
  if (missing.length > 0)
    throw new FilesError(
      'files.failed',
      `change the workspace: found no kept content for ${missing.join(', ')}, want it put first`,
    );
}

type Failed = {
  readonly gateway: Gateway;
  readonly root: HeldRoot;
  readonly entry: JournalEntry;
  readonly touched: ReadonlySet<string>;
  /** All was made, and only closing the journal failed: whether the journal is still there is not known. */
  readonly isMade: boolean;
};

/** Puts back what a failed change touched and closes its journal; raises `files.inconsistent` where that fails. */
async function rollBack({ gateway, root, entry, touched, isMade }: Failed, cause: unknown): Promise<void> {
  const { journal, contents, reading } = gateway;
  try {
    if (isMade) await journal.save(entry);
    await undoChange({ root, entry, contents, reading }, touched);
    await journal.remove(entry.root);
  } catch (error) {
    const failure = toFilesError(error, `undo the change ${entry.id}`);
    const problem = `${toFilesError(cause, 'make the change').message}; ${failure.message}`;
    // Where even this cannot be written, the journal still holds the change and the next start tries again.
    await journal.save({ ...entry, problem }).catch(() => undefined);
    throw new FilesError(
      'files.inconsistent',
      `make the change ${entry.id}: found that it can be neither made nor undone (${problem}), want a person to look: see ${journal.fileOf(entry.root)}`,
      { cause: error },
    );
  }
}
