import { MAX_PATCHED_FILES, type PatchedFile } from './patched-file.ts';

const HEADERS: readonly (readonly [string, 'write' | 'delete'])[] = [
  ['*** Add File: ', 'write'],
  ['*** Update File: ', 'write'],
  ['*** Move to: ', 'write'],
  ['*** Delete File: ', 'delete'],
];
const MARKS: ReadonlySet<string> = new Set(['*** Begin Patch', '*** End Patch', '*** End of File']);

/**
 * The files that a patch of the form `*** Begin Patch … *** End Patch` names, with the lines it adds to them. A file that
 * is moved is deleted where it was.
 *
 * Null for what is no such patch, names no file, has a header that is not known, or names more than 256 files. Agents read
 * headers behind white space too, so a line that looks like one after white space counts as one: at worst too much is found.
 */
export function readPatch(text: string): readonly PatchedFile[] | null {
  const files: Draft[] = [];
  for (const line of text.split('\n')) {
    const shown = line.trim();
    const header = HEADERS.find(([start]) => shown.startsWith(start));
    if (header !== undefined) {
      const [start, operation] = header;
      const last = files.at(-1);
      if (start === '*** Move to: ' && last !== undefined)
        files.push({ operation: 'delete', path: last.path, added: [] });
      files.push({ operation, path: shown.slice(start.length), added: [] });
      if (files.length > MAX_PATCHED_FILES) return null;
    } else if (line.startsWith('*** ') && !MARKS.has(shown)) return null;
    else if (line.startsWith('+')) files.at(-1)?.added.push(line.slice(1));
  }
  return files.length === 0 ? null : files.map((file) => ({ ...file, added: file.added.join('\n'), kind: 'file' }));
}

type Draft = { readonly operation: 'write' | 'delete'; readonly path: string; readonly added: string[] };
