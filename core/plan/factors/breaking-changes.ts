import type { SourceOutline } from '../../source/source-outline.ts';
import { type OutlinesByPath, outlineOf, sourceSortOf } from '../file-outlines.ts';
import { isMoved, originOf } from '../moved-file.ts';
import type { PlannedFile } from '../planned-file.ts';
import { type Factor, FactorSum } from './factor.ts';

const POINTS = { removed: 5, changed: 3, unread: 15, otherLanguage: 5 } as const;

/**
 * Scores what others may rely on and lose: 5 for each export that a file no longer has, 3 for each whose signature is another.
 * A file that moves is compared with what stood at its old path. 15 for a file that could not be read, 5 for one in a language
 * that nothing here reads.
 */
export function scoreBreakingChanges(changed: readonly PlannedFile[], outlines: OutlinesByPath): Factor {
  const sum = new FactorSum();
  for (const file of changed) {
    const origin = originOf(file, changed) ?? file;
    // The old path of a move is looked at with the new one.
    if (origin.before === null || isMoved(file, changed)) continue;
    const sort = sourceSortOf(origin.path);
    if (sort === 'unread') sum.add(POINTS.otherLanguage, `${origin.path} is in a language that is not read`);
    if (sort !== 'exporting') continue;
    const before = outlineOf(origin, { side: 'before', outlines });
    const after = outlineOf(file, { side: 'after', outlines });
    if (before === 'unread' || after === 'unread') sum.add(POINTS.unread, `${origin.path} could not be read`);
    else addDifferences(sum, origin.path, { before, after });
  }
  return sum.factor();
}

type Sides = { readonly before: SourceOutline | 'nothing'; readonly after: SourceOutline | 'nothing' };

function addDifferences(sum: FactorSum, path: string, sides: Sides): void {
  const before = signaturesOf(sides.before);
  const after = signaturesOf(sides.after);
  for (const [name, signature] of before) {
    const next = after.get(name);
    if (next === undefined) sum.add(POINTS.removed, `${path} no longer exports ${name}`);
    else if (next !== signature) sum.add(POINTS.changed, `${path} exports another ${name}`);
  }
}

/** Signatures by name; overloads are one, in their order. */
function signaturesOf(outline: SourceOutline | 'nothing'): ReadonlyMap<string, string> {
  const signatures = new Map<string, string>();
  for (const { name, signature } of outline === 'nothing' ? [] : outline.exports) {
    const before = signatures.get(name);
    signatures.set(name, before === undefined ? signature : `${before}\n${signature}`);
  }
  return signatures;
}
