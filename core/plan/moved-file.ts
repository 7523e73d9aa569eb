import { changedLines, linesOf } from './changed-lines.ts';
import { type PlannedFile, textOfImage } from './planned-file.ts';

/** The file that stood at the old path of a move; undefined where the changes do not take it away. */
export function originOf(file: PlannedFile, changed: readonly PlannedFile[]): PlannedFile | undefined {
  if (file.movedFrom === null || file.after === null) return undefined;
  return changed.find(({ path, after }) => path === file.movedFrom && after === null);
}

/**
 * Tells whether a path is the old one of a move: another file of the changes says that it comes from here, and keeps at least
 * half of the lines. What only says so is a deletion.
 */
export function isMoved(file: PlannedFile, changed: readonly PlannedFile[]): boolean {
  if (file.after !== null) return false;
  return changed.some((other) => originOf(other, changed) === file && keepsHalf(file, other));
}

function keepsHalf(origin: PlannedFile, target: PlannedFile): boolean {
  const before = textOfImage(origin.before);
  const after = textOfImage(target.after);
  if (before === null || after === null) return false;
  const lost = changedLines(before, after).removed.length;
  return 2 * lost <= linesOf(before).length;
}
