import { FilesError } from '../../ports/workspace-files.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';
import { type ShownPart, shownPart } from './shown-part.ts';

/** Most lines that one call reads. */
const MAX_LINES = 2_000;

/** Which lines of which file; lines count from 1. */
export type FilePart = { readonly path: string; readonly fromLine: number; readonly lines: number };

/** Bounds of a part, for whoever reads arguments. */
export const FILE_PART = { maxLine: 10_000_000, maxLines: MAX_LINES } as const;

/**
 * Reads a part of a text file of the workspace for a model. Secrets in it are taken out; a file that is no UTF-8 text, or none,
 * is said to be so.
 */
export async function readFileCall(run: OwnRun, { path, fromLine, lines }: FilePart): Promise<OwnOutcome> {
  const decided = await decideOwn(run, { args: { path, from_line: fromLine, lines } });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, { path });
  const actionId = decided.authorization.action.id;
  let read: ShownPart & { readonly sha256: string };
  try {
    read = await readPart(run, { path, fromLine, lines });
  } catch (error) {
    if (error instanceof FilesError) await reportOwn(run, actionId, { error: error.code });
    throw error;
  }
  await reportOwn(run, actionId, { error: null });
  const { text, redacted, totalLines, sha256 } = read;
  const detail = { path, sha256, from_line: fromLine, total_lines: totalLines, redacted };
  return { ...decided, isDone: true, text, detail };
}

async function readPart(
  { context, realWorkspace }: OwnRun,
  { path, fromLine, lines }: FilePart,
): Promise<ShownPart & { readonly sha256: string }> {
  const { content, state } = await context.ports.workspaces.files.read(realWorkspace, path);
  const part = shownPart(content, { fromLine, lines });
  if (part !== null) return { ...part, sha256: state.kind === 'file' ? state.sha256 : '' };
  throw new FilesError('files.not-regular', `read ${path}: found bytes that are no UTF-8 text, want text`);
}
