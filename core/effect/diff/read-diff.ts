import { type DiffLines, headerAfter, headerAt, openLines } from './diff-lines.ts';
import { nameOfHeader } from './diff-names.ts';
import { MAX_PATCHED_FILES, type PatchedFile } from './patched-file.ts';
import { readGitFile } from './read-git-file.ts';
import { readHunks } from './read-hunks.ts';

/**
 * The files that a unified diff changes, as `git diff` or `diff -u` write it, with what it adds to them.
 *
 * Read strictly, for a tool that reads it otherwise does otherwise: null for what names no file, contradicts itself, lies
 * about its counts, has parts of a patch where none belong, or names more than 256 files. Prose around the files, as in a
 * mailed patch, is passed over. Linear in the text.
 */
export function readDiff(text: string): readonly PatchedFile[] | null {
  const cursor = openLines(text);
  const files: PatchedFile[] = [];
  for (let line = headerAt(cursor); line !== null; line = headerAt(cursor)) {
    const read = readNext(cursor, line);
    if (read === null) return null;
    files.push(...read);
    if (files.length > MAX_PATCHED_FILES) return null;
  }
  return files.length === 0 ? null : files;
}

function readNext(cursor: DiffLines, line: string): readonly PatchedFile[] | null {
  if (line.startsWith('diff --git ')) return readGitFile(cursor, line.slice('diff --git '.length));
  if (line.startsWith('--- ') && headerAfter(cursor).startsWith('+++ ')) return readPlainFile(cursor, line);
  if (isStray(line)) return null;
  cursor.at++;
  return [];
}

/** A file without git's header: the tool takes the name that exists, so that both count. */
function readPlainFile(cursor: DiffLines, line: string): readonly PatchedFile[] | null {
  const before = nameOfHeader(line.slice(4));
  const after = nameOfHeader(headerAfter(cursor).slice(4));
  cursor.at += 2;
  const added = readHunks(cursor);
  if (before === null || after === null || added === null) return null;
  const change = { added: added.join('\n'), kind: 'file' } as const;
  if (after.kind === 'nowhere') {
    return before.kind === 'nowhere' ? null : [{ operation: 'delete', path: before.path, ...change }];
  }
  const paths = before.kind === 'nowhere' ? [after.path] : [...new Set([after.path, before.path])];
  return paths.map((path) => ({ operation: 'write', path, ...change }));
}

const STRAY = [
  '@@ ',
  '+++ ',
  '--- ',
  '*** ',
  'diff --',
  'GIT binary patch',
  'rename to ',
  'copy to ',
  'new file mode ',
];

/** A part of a patch where none belongs, or of one in another form: context, `ed`, or without a form. */
function isStray(line: string): boolean {
  const shown = line.trimStart();
  return STRAY.some((start) => shown.startsWith(start)) || isEditCommand(shown.trimEnd());
}

/** `5d`, `0a1`, `3,4c7`: what `diff` writes without a form, and `ed` reads. */
function isEditCommand(line: string): boolean {
  const letters = Array.from(line).filter((character) => !'0123456789,'.includes(character));
  return (
    letters.length === 1 && 'acds'.includes(letters[0] as string) && line.charAt(0) >= '0' && line.charAt(0) <= '9'
  );
}
