import type { PatchedFile } from './patched-file.ts';
import { readDiff } from './read-diff.ts';
import { readPatch } from './read-patch.ts';

/**
 * The files that a patch changes, in whichever form it is: `*** Begin Patch … *** End Patch`, or a unified diff.
 *
 * Null for what cannot be read, and for a text that is both: nobody knows which of the two a tool would take.
 */
export function readPatched(text: string): readonly PatchedFile[] | null {
  const lines = text.split('\n');
  if (!lines.some((line) => line.trim() === '*** Begin Patch')) return readDiff(text) ?? readPatch(text);
  const isDiff = lines.some(
    (line, at) =>
      line.startsWith('diff --git ') || (line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ') === true),
  );
  return isDiff ? null : readPatch(text);
}
