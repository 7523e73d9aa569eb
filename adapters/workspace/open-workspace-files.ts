import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChangeBounds, USUAL_CHANGE_BOUNDS } from '../../core/workspace/check-change-set.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { entryPathProblem } from '../../core/workspace/entry-path.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import {
  type ChangeRequest,
  FilesError,
  type ListedEntry,
  type Recovered,
  type WorkspaceFiles,
} from '../../ports/workspace-files.ts';
import { applyChange, type Gateway, requireValid } from './apply-change.ts';
import { readPath } from './compare-entries.ts';
import { shownPath, toFilesError } from './files-failure.ts';
import { nameOfRoot, openJournal } from './journal.ts';
import { listEntries } from './list-entries.ts';
import type { SeenEntry } from './read-entry.ts';
import { closedRoot, recoverChange, reopenRoot } from './recover-change.ts';
import { openRootLocks, type RootLocks } from './root-locks.ts';
import { type HeldRoot, openRoot, withFolder } from './rooted-folder.ts';

const GIB = 1024 ** 3;
/** What can be said of a change whose journal cannot be read. */
const UNKNOWN = { id: 'unknown', result: 'inconsistent', paths: [] } as const;

export type WorkspaceFilesOptions = {
  /** A folder of the gateway's own, where the journal and the locks lie; nothing below it is ever changed for a caller. */
  readonly stateFolder: string;
  readonly contents: ContentStore;
  /** What one change and one file may be, where the request says nothing. */
  readonly bounds?: ChangeBounds;
  /** What must stay free on a workspace's volume; 1 GiB unless given. */
  readonly minFreeBytes?: number;
  /** How long to wait for another process that writes to the same root; 30 s unless given. */
  readonly lockTimeoutMs?: number;
  /**
   * Whether files with further names (hard links) may be read and replaced. Refused unless given: the other name may lie outside
   * the workspace, and reading it here would go around what is said about that place. Writing never reaches the other name.
   */
  readonly mayHaveOtherNames?: boolean;
};

type Opened = Gateway & { readonly locks: RootLocks; readonly stateFolder: string };

/**
 * Opens the file gateway: the only writer of workspaces.
 *
 * Linux only (`files.unsupported` elsewhere), because nothing else lets Node open files relative to folders.
 */
export async function openWorkspaceFiles(options: WorkspaceFilesOptions): Promise<WorkspaceFiles> {
  const opened = await openGateway(options);
  return {
    state: async (root, path, onOtherNames) => {
      const { state, hasOtherNames } = await look(toldOf(opened, onOtherNames), root, path);
      if (hasOtherNames) onOtherNames?.();
      return state;
    },
    list: (root, path) => listFolder(root, path),
    read: async (root, path) => {
      const { state, content } = await look(opened, root, path);
      if (content !== null) return { state, content };
      throw new FilesError('files.not-regular', `read ${shownPath(path)}: found ${state.kind}, want a regular file`);
    },
    apply: async (root, change) => {
      try {
        return await applyLocked(opened, root, change);
      } catch (error) {
        throw toFilesError(error, `make the change ${change.id}`);
      }
    },
    recover: () => recoverAll(opened),
    contentsInUse: () => contentsInUse(opened),
    reopen: async (root) => {
      const realPath = await realpath(root).catch(() => root);
      return opened.locks.hold(nameOfRoot(realPath), () => reopenRoot(opened, realPath));
    },
  };
}

async function openGateway(options: WorkspaceFilesOptions): Promise<Opened> {
  try {
    await mkdir(options.stateFolder, { recursive: true, mode: 0o700 });
    const stateFolder = await realpath(options.stateFolder);
    const bounds = options.bounds ?? USUAL_CHANGE_BOUNDS;
    return {
      stateFolder,
      contents: options.contents,
      journal: await openJournal(join(stateFolder, 'journal')),
      locks: await openRootLocks(join(stateFolder, 'locks'), options.lockTimeoutMs ?? 30_000),
      bounds,
      reading: { maxFileBytes: bounds.maxFileBytes, mayHaveOtherNames: options.mayHaveOtherNames ?? false },
      minFreeBytes: options.minFreeBytes ?? GIB,
    };
  } catch (error) {
    throw toFilesError(error, `open the folder of the file gateway ${options.stateFolder}`);
  }
}

async function look({ reading }: Opened, root: string, path: string): Promise<SeenEntry> {
  const problem = entryPathProblem(path);
  if (problem !== null) throw new FilesError('files.outside-root', `read ${shownPath(path)}: ${problem}`);
  return inRoot(root, (held) => readPath(held, path, reading));
}

function toldOf(opened: Opened, onOtherNames: (() => void) | undefined): Opened {
  if (onOtherNames === undefined) return opened;
  return { ...opened, reading: { ...opened.reading, mayHaveOtherNames: true } };
}

async function listFolder(root: string, path: string): Promise<readonly ListedEntry[]> {
  const problem = path === '' ? null : entryPathProblem(path);
  if (problem !== null) throw new FilesError('files.outside-root', `list ${shownPath(path)}: ${problem}`);
  const entries = await inRoot(root, (held) => withFolder(held, path, listEntries));
  if (entries !== null) return entries;
  throw new FilesError('files.not-regular', `list ${shownPath(path)}: found no folder, want one`);
}

async function applyLocked(opened: Opened, root: string, change: ChangeRequest): Promise<readonly EntryChange[]> {
  const bounds = change.bounds ?? opened.bounds;
  requireValid(change, bounds);
  const realPath = await inRoot(root, async (held) => held.realPath);
  const mayHaveOtherNames = change.mayHaveOtherNames ?? opened.reading.mayHaveOtherNames;
  const reading = { maxFileBytes: bounds.maxFileBytes, mayHaveOtherNames };
  return opened.locks.hold(nameOfRoot(realPath), async () => {
    const earlier = await recoverChange(opened, realPath);
    if (earlier?.result === 'inconsistent') throw closedRoot(earlier, opened.journal);
    return inRoot(realPath, async (held) => {
      requireOutsideState(opened, held, change);
      return applyChange({ ...opened, reading }, held, change);
    });
  });
}

async function recoverAll(opened: Opened): Promise<readonly Recovered[]> {
  const recovered: Recovered[] = [];
  const { roots, unreadable } = await opened.journal.roots();
  for (const root of roots) {
    try {
      const result = await opened.locks.hold(nameOfRoot(root), () => recoverChange(opened, root));
      if (result !== null) recovered.push(result);
    } catch (error) {
      recovered.push({ ...UNKNOWN, root, problem: toFilesError(error, `recover ${root}`).message });
    }
  }
  return [...recovered, ...unreadable.map(({ file, problem }) => ({ ...UNKNOWN, root: file, problem }))];
}

/** Raises `files.inconsistent` where a journal cannot be read: then nothing is known to be free. */
async function contentsInUse({ journal }: Opened): Promise<ReadonlySet<string>> {
  const { roots, unreadable } = await journal.roots();
  const [wrong] = unreadable;
  if (wrong !== undefined) throw new FilesError('files.inconsistent', wrong.problem);
  const digests = new Set<string>();
  for (const root of roots) {
    for (const { before, after } of (await journal.load(root))?.changes ?? [])
      for (const state of [before, after]) if (state.kind === 'file') digests.add(state.sha256);
  }
  return digests;
}

/** The gateway's own journal must not be a workspace's file, even where the workspace contains the folder it lies in. */
function requireOutsideState({ stateFolder }: Opened, { realPath }: HeldRoot, change: ChangeRequest): void {
  const base = realPath === '/' ? '/' : `${realPath}/`;
  const inside = change.changes.filter(({ path }) => {
    const full = `${base}${path}`;
    return full === stateFolder || full.startsWith(`${stateFolder}/`) || stateFolder.startsWith(`${full}/`);
  });
  const isWithin = realPath === stateFolder || realPath.startsWith(`${stateFolder}/`);
  if (inside.length === 0 && !isWithin) return;
  const found = isWithin
    ? 'a workspace in the folder of the gateway itself'
    : inside.map(({ path }) => shownPath(path));
  throw new FilesError(
    'files.outside-root',
    `change the workspace: found ${String(found)}, want files of nobody but the workspace`,
  );
}

async function inRoot<Value>(root: string, use: (held: HeldRoot) => Promise<Value>): Promise<Value> {
  const held = await openRoot(root);
  try {
    return await use(held);
  } finally {
    await held.close();
  }
}
