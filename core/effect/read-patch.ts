import type { FileOperation } from './analyse-file.ts';

/** What a patch does to one file. */
export type PatchedFile = { readonly operation: Extract<FileOperation, 'write' | 'delete'>; readonly path: string };

const HEADERS: readonly (readonly [string, PatchedFile['operation']])[] = [
  ['*** Add File: ', 'write'],
  ['*** Update File: ', 'write'],
  ['*** Move to: ', 'write'],
  ['*** Delete File: ', 'delete'],
];
const MARKS: ReadonlySet<string> = new Set(['*** Begin Patch', '*** End Patch', '*** End of File']);
const MAX_FILES = 256;

/**
 * The files that a patch of the form `*** Begin Patch … *** End Patch` names. A file that is moved is deleted where it was.
 *
 * Null for what is no such patch, names no file, has a header that is not known, or names more than 256 files. Agents read
 * headers behind white space too, so a line that looks like one after white space counts as one: at worst too much is found.
 */
export function readPatch(text: string): readonly PatchedFile[] | null {
  const files: PatchedFile[] = [];
  for (const line of text.split('\n')) {
    const shown = line.trim();
    const header = HEADERS.find(([start]) => shown.startsWith(start));
    if (header === undefined) {
      if (line.startsWith('*** ') && !MARKS.has(shown)) return null;
      continue;
    }
    const [start, operation] = header;
    const last = files.at(-1);
    if (start === '*** Move to: ' && last !== undefined) files.push({ operation: 'delete', path: last.path });
    files.push({ operation, path: shown.slice(start.length) });
    if (files.length > MAX_FILES) return null;
  }
  return files.length === 0 ? null : files;
}
