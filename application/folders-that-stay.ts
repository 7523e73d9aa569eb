import type { EntryChange } from '../core/workspace/entry-change.ts';
import type { FlowContext } from './flow-context.ts';
import { keepState } from './keep-present.ts';

/** Most folders that are looked into; beyond, a folder stays. */
const MAX_LOOKED_INTO = 200;

/**
 * Finds the folders that a change would remove although they hold something that it does not: an action made them, and others
 * have put files there since. They are left, with what is theirs, so that the rest can be taken back.
 *
 * What a snapshot leaves out counts as something. Looked at from above: below a folder that holds nothing else, no other is.
 */
export async function foldersThatStay(
  context: FlowContext,
  root: string,
  changes: readonly EntryChange[],
): Promise<ReadonlySet<string>> {
  const removed = changes.filter(({ after }) => after.kind === 'absent');
  const folders = removed.filter(({ before }) => before.kind === 'folder').map(({ path }) => path);
  const ending = removed.filter(({ before }) => before.kind !== 'absent').map(({ path }) => path);
  const staying = new Set<string>();
  const emptied: string[] = [];
  let lookedInto = 0;
  for (const folder of folders.toSorted()) {
    if (emptied.some((above) => folder.startsWith(`${above}/`))) continue;
    lookedInto += 1;
    if (lookedInto > MAX_LOOKED_INTO || (await holdsMore(context, { root, folder, ending }))) staying.add(folder);
    else emptied.push(folder);
  }
  return staying;
}

type Looked = { readonly root: string; readonly folder: string; readonly ending: readonly string[] };

async function holdsMore(context: FlowContext, { root, folder, ending }: Looked): Promise<boolean> {
  const about = { root, paths: [folder], reason: 'manual', action: null, session: null } as const;
  const seen = await keepState(context, about);
  const named = ending.filter((path) => path === folder || path.startsWith(`${folder}/`)).length;
  return seen.entryCount > named || seen.leftOut.length > 0;
}
