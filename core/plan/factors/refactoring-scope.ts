import { counted } from '../../counted.ts';
import { originOf } from '../moved-file.ts';
import type { PlannedFile } from '../planned-file.ts';
import { type Factor, FactorSum } from './factor.ts';

const POINTS = { perFurtherFile: 2, filesMost: 10, perFolder: 1, foldersMost: 5, perMove: 5 } as const;

/**
 * Scores how far a change reaches: 2 for each file beyond the first, 10 at most; 1 for each folder beyond the first, 5 at most;
 * 5 for each file that moves. Both paths of a move count as files.
 */
export function scoreRefactoringScope(changed: readonly PlannedFile[]): Factor {
  const sum = new FactorSum();
  const files = Math.min(POINTS.filesMost, POINTS.perFurtherFile * (changed.length - 1));
  sum.add(files, `changes ${counted(changed.length, 'file')} at once`);
  const folders = new Set(changed.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))).size;
  sum.add(Math.min(POINTS.foldersMost, POINTS.perFolder * (folders - 1)), `in ${folders} folders`);
  for (const file of changed) {
    if (originOf(file, changed) !== undefined) sum.add(POINTS.perMove, `moves ${file.movedFrom} to ${file.path}`);
  }
  return sum.factor();
}
