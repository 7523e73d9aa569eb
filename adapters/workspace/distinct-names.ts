import { lstat, unlink, writeFile } from 'node:fs/promises';
import { findLookAlikes } from '../../core/workspace/check-change-set.ts';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { errnoOf, shownPath, toFilesError } from './files-failure.ts';
import { type HeldFolder, type HeldRoot, withFolder } from './rooted-folder.ts';
import { temporaryName } from './temporary-files.ts';

/**
 * Raises `files.invalid` for names of a change that the volume takes for one another.
 *
 * Only where there are names that could be, the volume is tried, with an empty file in the folder where they part: on Linux
 * one folder may ignore case and the next may not.
 */
export async function requireDistinctNames(
  root: HeldRoot,
  mark: string,
  changes: readonly EntryChange[],
): Promise<void> {
  const tried = new Map<string, boolean>();
  const comingOrGoing = new Set(
    changes.filter(({ before, after }) => before.kind !== 'folder' || after.kind !== 'folder').map(({ path }) => path),
  );
  for (const group of findLookAlikes(changes)) {
    for (const folder of foldersToTry(group).filter((path) => !comingOrGoing.has(path))) {
      const known = tried.get(folder) ?? (await withFolder(root, folder, (held) => ignoresCase(held, mark)));
      if (known === null) continue;
      tried.set(folder, known);
      if (known)
        throw new FilesError(
          'files.invalid',
          `change the workspace: found ${group.map(shownPath).join(' and ')}, which this volume takes for one another, want names that differ in more than case`,
        );
      break;
    }
  }
}

/** The folder in which the first two names of a group part, and those above it, for where it does not exist yet. */
function foldersToTry([one = '', other = '']: readonly string[]): readonly string[] {
  const shared = new Set(foldersAbove(other));
  return [...foldersAbove(one).filter((folder) => shared.has(folder)), ''];
}

async function ignoresCase(folder: HeldFolder, mark: string): Promise<boolean> {
  const name = temporaryName(mark, '');
  try {
    await writeFile(folder.at(name), '', { flag: 'wx', mode: 0o600 });
    const found = await lstat(folder.at(name.toUpperCase())).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    await unlink(folder.at(name));
    return found !== null;
  } catch (error) {
    throw toFilesError(error, `learn whether ${shownPath(folder.path)} tells upper from lower case`);
  }
}
