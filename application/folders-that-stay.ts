import type { EntryChange } from '../core/workspace/entry-change.ts';
import { FilesError, type ListedEntry } from '../ports/workspace-files.ts';
import type { FlowContext } from './flow-context.ts';

/** Most folders that are looked into; beyond, a folder stays. */
const MAX_LOOKED_INTO = 2_000;

/**
 * Finds the folders that a change would remove although they hold something that it does not: an action made them, and others
 * have put files there since. They are left, with what is theirs, so that the rest can be taken back.
 *
 * Whatever stands in a folder counts, also what no checkpoint keeps; a folder that cannot be looked into stays. Looked at from
 * above: below a folder that holds nothing else, no other is.
 */
export async function foldersThatStay(
  { ports }: Pick<FlowContext, 'ports'>,
  root: string,
  changes: readonly EntryChange[],
): Promise<ReadonlySet<string>> {
  const removed = changes.filter(({ before, after }) => after.kind === 'absent' && before.kind !== 'absent');
  const folders = removed.filter(({ before }) => before.kind === 'folder').map(({ path }) => path);
  const look: Look = {
    list: (folder) => ports.workspaces.files.list(root, folder),
    ending: new Set(removed.map(({ path }) => path)),
    left: MAX_LOOKED_INTO,
  };
  const staying = new Set<string>();
  const emptied: string[] = [];
  for (const folder of folders.toSorted()) {
    if (emptied.some((above) => folder.startsWith(`${above}/`))) continue;
    if (await holdsMore(look, folder)) staying.add(folder);
    else emptied.push(folder);
  }
  return staying;
}

type Look = {
  readonly list: (folder: string) => Promise<readonly ListedEntry[]>;
  readonly ending: ReadonlySet<string>;
  left: number;
};

async function holdsMore(look: Look, folder: string): Promise<boolean> {
  look.left -= 1;
  if (look.left < 0) return true;
  for (const { name, kind } of await entriesOf(look, folder)) {
    const path = `${folder}/${name}`;
    if (!look.ending.has(path)) return true;
    if (kind === 'folder' && (await holdsMore(look, path))) return true;
  }
  return false;
}

/** What cannot be listed is taken to hold something of somebody else's. */
async function entriesOf({ list }: Look, folder: string): Promise<readonly ListedEntry[]> {
  try {
    return await list(folder);
  } catch (error) {
    if (error instanceof FilesError) return [{ name: '', kind: 'other' }];
    throw error;
  }
}
