import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { foldersAbove } from '../../core/workspace/entry-path.ts';
import { FilesError, type ListedEntry } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';

/**
 * Finds the folders that a change would remove although they hold something that it does not: an action made them, and others
 * have put files there since. They are left, with what is theirs, so that the rest can be taken back.
 *
 * Whatever stands in a folder counts, also what no checkpoint keeps; a folder that cannot be looked into stays. Looked at from
 * above, each once at most: never more folders than the change names.
 */
export function foldersThatStay(
  context: Pick<FlowContext, 'ports'>,
  root: string,
  changes: readonly EntryChange[],
): Promise<ReadonlySet<string>> {
  const removed = changes.filter(({ before, after }) => after.kind === 'absent' && before.kind !== 'absent');
  return foldersHoldingMore(context, root, {
    removed,
    ending: removed.filter(({ before }) => before.kind === 'folder'),
  });
}

/** Of folders that would end, those that hold more than what is removed with them. */
export async function foldersHoldingMore(
  { ports }: Pick<FlowContext, 'ports'>,
  root: string,
  { ending, removed }: { readonly ending: readonly EntryChange[]; readonly removed: readonly EntryChange[] },
): Promise<ReadonlySet<string>> {
  const folders = ending.map(({ path }) => path);
  const look: Look = {
    list: (folder) => ports.workspaces.files.list(root, folder),
    ending: new Set(removed.map(({ path }) => path)),
    known: new Map(),
  };
  const staying = new Set<string>();
  const emptied = new Set<string>();
  for (const folder of folders.toSorted()) {
    if (foldersAbove(folder).some((above) => emptied.has(above))) continue;
    if (await holdsMore(look, folder)) staying.add(folder);
    else emptied.add(folder);
  }
  return staying;
}

type Look = {
  readonly list: (folder: string) => Promise<readonly ListedEntry[]>;
  readonly ending: ReadonlySet<string>;
  /** What was found of folders that were looked into. */
  readonly known: Map<string, boolean>;
};

async function holdsMore(look: Look, folder: string): Promise<boolean> {
  const found = look.known.get(folder) ?? (await findsMore(look, folder));
  look.known.set(folder, found);
  return found;
}

async function findsMore(look: Look, folder: string): Promise<boolean> {
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
