import type { SourceOutline } from '../../source/source-outline.ts';
import { linesOf } from '../changed-lines.ts';
import { type OutlinesByPath, outlineOf, sourceSortOf } from '../file-outlines.ts';
import { originOf } from '../moved-file.ts';
import { type PlannedFile, textOfImage } from '../planned-file.ts';
import { type Factor, FactorSum } from './factor.ts';

/** Decisions that are worth one point; lines of an unread language that are. */
const PER_POINT = { decisions: 2, unreadLines: 20 } as const;
const UNREAD_POINTS = 10;

/**
 * Scores how much more involved the code gets: 1 for every two decisions that a file gains (its cyclomatic number after less
 * that before), rounded up. What another file loses is not counted against it. A new file gains all it has; a file that moves is
 * compared with what stood at its old path. 10 for a file that could not be read; in a language that nothing here reads, 1 for
 * every 20 lines more.
 */
export function scoreComplexity(changed: readonly PlannedFile[], outlines: OutlinesByPath): Factor {
  const sum = new FactorSum();
  for (const file of changed) {
    const origin = originOf(file, changed) ?? file;
    const sort = sourceSortOf(file.path);
    if (sort === 'unread') addLines(sum, { file, origin });
    if (sort !== 'exporting' && sort !== 'script') continue;
    const before = outlineOf(origin, { side: 'before', outlines });
    const after = outlineOf(file, { side: 'after', outlines });
    if (after === 'nothing') continue;
    if (before === 'unread' || after === 'unread') sum.add(UNREAD_POINTS, `${file.path} could not be read`);
    else {
      const gained = decisionsOf(after) - decisionsOf(before);
      sum.add(Math.ceil(gained / PER_POINT.decisions), `${file.path} gains ${gained} decisions`);
    }
  }
  return sum.factor();
}

function decisionsOf(outline: SourceOutline | 'nothing'): number {
  return outline === 'nothing' ? 0 : Math.max(0, outline.complexity - 1);
}

function addLines(
  sum: FactorSum,
  { file, origin }: { readonly file: PlannedFile; readonly origin: PlannedFile },
): void {
  const before = textOfImage(origin.before);
  const after = textOfImage(file.after);
  if (before === null || after === null) return sum.add(UNREAD_POINTS, `${file.path} could not be read`);
  const gained = linesOf(after).length - linesOf(before).length;
  sum.add(
    Math.ceil(gained / PER_POINT.unreadLines),
    `${file.path} gains ${gained} lines in a language that is not read`,
  );
}
