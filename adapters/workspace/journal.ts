import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, toFilesError } from './files-failure.ts';

const VERSION = 1;
const SUFFIX = '.json';

/** A change that is under way: what is needed to finish or undo it after a crash. Contents lie in the content store. */
export type JournalEntry = {
  readonly id: string;
  /** The root without links. */
  readonly root: string;
  /** Part of the names of the temporary files, not to be guessed. */
  readonly mark: string;
  /** All that is touched, folders included that the change needs and nobody named. Sorted by path. */
  readonly changes: readonly EntryChange[];
  /** Why the change could be neither finished nor undone; null while that was not found. */
  readonly problem: string | null;
};

export type JournalledRoots = {
  readonly roots: readonly string[];
  readonly unreadable: readonly { readonly file: string; readonly problem: string }[];
};

/**
 * The changes under way, one a root, each a file in a folder of the gateway's own.
 *
 * Whatever answers has survived a power cut: files are written beside, synchronised and renamed, and the folder synchronised.
 */
export type Journal = {
  load(root: string): Promise<JournalEntry | null>;
  save(entry: JournalEntry): Promise<void>;
  remove(root: string): Promise<void>;
  /** The roots with a change under way, and the files that cannot be read. */
  roots(): Promise<JournalledRoots>;
  /** The file of a root, for people who must look. */
  fileOf(root: string): string;
};

/** Opens the journal in a folder, and creates the folder. */
export async function openJournal(folder: string): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (root: string): string => join(folder, `${nameOfRoot(root)}${SUFFIX}`);
  return {
    fileOf,
    load: (root) => loadEntry(fileOf(root)),
    save: (entry) => saveEntry(folder, fileOf(entry.root), entry),
    remove: async (root) => {
      try {
        await unlink(fileOf(root));
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw toFilesError(error, 'close the journal of a change');
      }
      await syncFolder(folder);
    },
    roots: () => findRoots(folder),
  };
}

/** A file name for a root: of its path only the digest, which fits every file system. */
export function nameOfRoot(root: string): string {
  return createHash('sha256').update(Buffer.from(root, 'utf16le')).digest('hex');
}

async function findRoots(folder: string): Promise<JournalledRoots> {
  const roots: string[] = [];
  const unreadable: { file: string; problem: string }[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(SUFFIX)).sort()) {
    const file = join(folder, name);
    try {
      const entry = await loadEntry(file);
      if (entry !== null) roots.push(entry.root);
    } catch (error) {
      unreadable.push({ file, problem: toFilesError(error, `read the journal ${file}`).message });
    }
  }
  return { roots, unreadable };
}

async function saveEntry(folder: string, file: string, entry: JournalEntry): Promise<void> {
  const temporary = `${file}.new`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: VERSION, ...entry }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(folder);
  } catch (error) {
    throw toFilesError(error, 'write the journal of a change');
  }
}

async function loadEntry(file: string): Promise<JournalEntry | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw toFilesError(error, `read the journal ${file}`);
  }
  const entry = parseEntry(text);
  if (entry !== null) return entry;
  throw new FilesError(
    'files.inconsistent',
    `read the journal ${file}: found something else, want a change written by this version (${VERSION})`,
  );
}

/** The gateway's own writing, so that only its kind and version are checked. */
function parseEntry(text: string): JournalEntry | null {
  try {
    const value = JSON.parse(text) as Partial<JournalEntry> & { readonly version?: unknown };
    return value.version === VERSION && typeof value.root === 'string' && Array.isArray(value.changes)
      ? (value as JournalEntry)
      : null;
  } catch {
    return null;
  }
}

async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw toFilesError(error, 'synchronise the journal');
  }
}
