import { FilesError, type ListedEntry } from '../../ports/workspace-files.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';

/** Most that one call lists, and how deep it may look. */
const MAX_LINES = 2_000;
export const MAX_DEPTH = 8;

/** Folders that are named and not looked into: what they hold is a tool's, and fills a page. */
const CLOSED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', '__pycache__']);

/** Which folder, empty for the workspace itself, and how many levels of it. */
export type FolderPart = { readonly path: string; readonly depth: number };

/**
 * Lists files and folders of the workspace, a path a line: a folder with `/` at its end, a link with `@`. Links are not followed, pipes
 * and their like are left out. What is beyond 2,000 lines is left out, and said to be.
 */
export async function listFilesCall(run: OwnRun, { path, depth }: FolderPart): Promise<OwnOutcome> {
  const { context, call, realWorkspace } = run;
  const args = { path: path === '' ? call.workspace : path, depth };
  const decided = await decideOwn(run, { args });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, { path });
  const { files } = context.ports.workspaces;
  const actionId = decided.authorization.action.id;
  try {
    const lines = await walk((folder) => files.list(realWorkspace, folder), { path, depth });
    await reportOwn(run, actionId, { error: null });
    const shown = lines.slice(0, MAX_LINES);
    const detail = { path, entries: shown.length, is_cut: lines.length > MAX_LINES };
    return { ...decided, isDone: true, text: shown.join('\n'), detail };
  } catch (error) {
    if (error instanceof FilesError) await reportOwn(run, actionId, { error: error.code });
    throw error;
  }
}

/** Folder by folder, in the order of their paths, until there are enough lines. */
async function walk(
  list: (folder: string) => Promise<readonly ListedEntry[]>,
  { path, depth }: FolderPart,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const visit = async (folder: string, left: number): Promise<void> => {
    for (const { name, kind } of await list(folder)) {
      if (lines.length > MAX_LINES) return;
      if (kind === 'other') continue;
      const entry = folder === '' ? name : `${folder}/${name}`;
      lines.push(kind === 'folder' ? `${entry}/` : kind === 'link' ? `${entry}@` : entry);
      if (kind === 'folder' && left > 1 && !CLOSED.has(name)) await visit(entry, left - 1);
    }
  };
  await visit(path, depth);
  return lines;
}
