import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { fromNameBytes } from '../../core/workspace/entry-path.ts';
import { FilesError, type ListedEntry } from '../../ports/workspace-files.ts';
import { shownPath } from './files-failure.ts';
import type { HeldFolder } from './rooted-folder.ts';

const MAX_ENTRIES = 100_000;

/** What stands in a held folder, by name. */
export async function listEntries(folder: HeldFolder): Promise<readonly ListedEntry[]> {
  const found: ListedEntry[] = [];
  // Node's types know names of this encoding as texts only.
  const entries = await opendir(folder.self, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
  for await (const entry of entries as unknown as AsyncIterable<Dirent<Buffer>>) {
    found.push({ name: fromNameBytes(entry.name), kind: kindOf(entry) });
    if (found.length > MAX_ENTRIES)
      throw new FilesError('files.too-large', `list ${shownPath(folder.path)}: more than ${MAX_ENTRIES} entries`);
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function kindOf(entry: Dirent<Buffer>): ListedEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
