import { fromUtf8 } from '../../core/encoding/utf8.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import { GatewayError } from '../gateway-error.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun } from './own-call.ts';

/** Most that one call reads. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 262_144;

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
  const { content, sha256 } = await readWhole(run, path);
  const text = fromUtf8(content);
  if (text === null || text.includes('\0'))
    throw new GatewayError('files.not-regular', `read ${path}: found bytes that are no UTF-8 text, want text`);
  const all = text.split('\n');
  const part = all
    .slice(fromLine - 1, fromLine - 1 + lines)
    .join('\n')
    .slice(0, MAX_CHARACTERS);
  const { text: shown, found } = redactSecrets(part);
  const detail = { path, sha256, from_line: fromLine, total_lines: all.length, redacted: found.length };
  return { ...decided, isDone: true, text: shown, detail };
}

async function readWhole(
  { context, call }: OwnRun,
  path: string,
): Promise<{ readonly content: Uint8Array; readonly sha256: string }> {
  try {
    const { content, state } = await context.ports.workspaces.files.read(call.workspace, path);
    return { content, sha256: state.kind === 'file' ? state.sha256 : '' };
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    throw new GatewayError(error.code, error.message, { cause: error });
  }
}
