import { isMoved } from '../moved-file.ts';
import type { PlannedFile } from '../planned-file.ts';
import { type Factor, FactorSum } from './factor.ts';

const POINTS_OF_DELETE = 10;
/** More modified files than this, and the points for it; the first that fits counts. */
const MANY: readonly (readonly [number, number])[] = [
  [10, 15],
  [5, 10],
  [2, 5],
];

/**
 * Scores what happens to files: 10 for each that is deleted; 5 for more than two modified, 10 for more than five, 15 for more
 * than ten. A file that moves and keeps half of its lines is modified, not deleted.
 */
export function scoreFileOperations(changed: readonly PlannedFile[]): Factor {
  const sum = new FactorSum();
  let modified = 0;
  for (const file of changed) {
    if (isMoved(file, changed) || (file.before !== null && file.after !== null)) modified += 1;
    else if (file.after === null) sum.add(POINTS_OF_DELETE, `deletes ${file.path}`);
  }
  const many = MANY.find(([more]) => modified > more);
  if (many !== undefined) sum.add(many[1], `modifies ${modified} files, more than ${many[0]}`);
  return sum.factor();
}
