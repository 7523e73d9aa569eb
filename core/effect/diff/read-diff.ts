import { type DiffFile, typeOfMode } from '../../diff/diff-file.ts';
import { parseDiff } from '../../diff/parse-diff.ts';
import { fromUtf8, toUtf8 } from '../../encoding/utf8.ts';
import { MAX_PATCHED_FILES, type PatchedFile } from './patched-file.ts';

/**
 * The files that a unified diff changes, as `git diff` or `diff -u` write it, with what it adds to them.
 *
 * Null for what `parseDiff` does not read, for a name that is not UTF-8, and for more than 256 files. What could not be applied
 * exactly is read all the same: other tools are less strict. The last line may lack its newline.
 */
export function readDiff(text: string): readonly PatchedFile[] | null {
  const parsed = parseDiff(toUtf8(text), { isEndOptional: true });
  if (!parsed.ok) return null;
  const files = parsed.value.files.flatMap((file) => patchedFiles(file));
  return files.length > MAX_PATCHED_FILES || files.some(({ path }) => !path.isWellFormed()) ? null : files;
}

function patchedFiles(file: DiffFile): readonly PatchedFile[] {
  const { change, oldPath, newPath } = file;
  const done = { added: addedText(file), kind: kindOf(file) };
  if (change === 'rename' || change === 'copy') {
    return [
      { operation: change === 'rename' ? 'delete' : 'read', path: oldPath, added: '', kind: 'file' },
      { operation: 'write', path: newPath, ...done },
    ];
  }
  const isModeOnly = change === 'change' && file.body.kind === 'none';
  const operation = change === 'delete' ? 'delete' : isModeOnly ? 'metadata' : 'write';
  const paths = [...new Set([newPath, oldPath])];
  const files = paths.map((path): PatchedFile => ({ operation, path, ...done }));
  return isKeptByOthers(file)
    ? [...files, ...files.map((each): PatchedFile => ({ ...each, operation: 'write' }))]
    : files;
}

/** By its time the new file is none, and yet it has lines: some tools delete it, others write it. */
function isKeptByOthers({ form, change, body }: DiffFile): boolean {
  return (
    form === 'plain' && change === 'delete' && body.kind === 'text' && body.hunks.some(({ newCount }) => newCount > 0)
  );
}

/** The lines that are added, without their marks and newlines. */
function addedText({ body }: DiffFile): string {
  if (body.kind !== 'text') return '';
  const lines = body.hunks.flatMap((hunk) => hunk.lines.filter(({ mark }) => mark === 'add'));
  return lines.map(({ bytes }) => textOf(bytes)).join('\n');
}

/** A line of a text that was text before: always UTF-8. */
function textOf(bytes: Uint8Array): string {
  return fromUtf8(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes) as string;
}

function kindOf({ newMode, body }: DiffFile): PatchedFile['kind'] {
  const type = newMode === null ? 'file' : typeOfMode(newMode);
  if (type === 'link' || type === 'submodule') return type;
  return body.kind === 'binary' ? 'binary' : 'file';
}
