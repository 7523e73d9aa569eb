import { type PackageFile, packageFileOf } from '../packages/package-file.ts';
import { comparePackages, type PackageChanges } from '../packages/package-list.ts';
import { installScriptsOf } from '../packages/read-json-packages.ts';
import { type PlannedFile, textOfImage } from '../planned-file.ts';
import { type Factor, FactorSum } from './factor.ts';

const POINTS = { added: 5, changed: 2, locked: 1, lockedMost: 10, elsewise: 5, scripts: 10, unread: 25 } as const;

/**
 * Scores packages: 5 for each that a manifest gains or loses, 2 for each of which it says something else; 1 for each that
 * differs in a lock, 10 at most. 10 for scripts that run at installation; 5 for a manifest that is a program, or has no reader,
 * and changes in another way. A manifest or lock that cannot be read is 25.
 */
export function scoreDependencies(changed: readonly PlannedFile[]): Factor {
  const sum = new FactorSum();
  let locked = 0;
  for (const file of changed) {
    const packageFile = packageFileOf(file.path);
    if (packageFile === null) continue;
    const texts = { before: textOfImage(file.before), after: textOfImage(file.after) };
    const changes = readChanges(packageFile, texts);
    if (changes === null) sum.add(POINTS.unread, `${file.path} cannot be read`);
    else if (packageFile.sort === 'lock') locked += countOf(changes);
    else addManifest(sum, { path: file.path, changes, isCode: packageFile.isCode });
    addScripts(sum, file.path, texts);
  }
  sum.add(Math.min(POINTS.lockedMost, locked * POINTS.locked), `${locked} locked packages differ`);
  return sum.factor();
}

type Texts = { readonly before: string | null; readonly after: string | null };

const NOTHING: PackageChanges = { added: [], removed: [], changed: [] };

/** How the packages of a file differ; null where it cannot be read. */
function readChanges({ read }: PackageFile, { before, after }: Texts): PackageChanges | null {
  if (before === null || after === null) return null;
  if (read === null) return NOTHING;
  const old = read(before);
  const next = read(after);
  // What could not be read before is as good as empty: nothing is hidden by that.
  return next === null ? null : comparePackages(old ?? new Map(), next);
}

function addManifest(
  sum: FactorSum,
  { path, changes, isCode }: { readonly path: string; readonly changes: PackageChanges; readonly isCode: boolean },
): void {
  for (const name of changes.added) sum.add(POINTS.added, `${path} gains ${name}`);
  for (const name of changes.removed) sum.add(POINTS.added, `${path} loses ${name}`);
  for (const name of changes.changed) sum.add(POINTS.changed, `${path} says something else of ${name}`);
  if (isCode && countOf(changes) === 0) sum.add(POINTS.elsewise, `${path} changes in another way`);
}

function addScripts(sum: FactorSum, path: string, { before, after }: Texts): void {
  if (!path.toLowerCase().endsWith('package.json') || before === null || after === null) return;
  const next = installScriptsOf(after);
  if (next !== '' && next !== installScriptsOf(before))
    sum.add(POINTS.scripts, `${path} runs another script at installation`);
}

function countOf({ added, removed, changed }: PackageChanges): number {
  return added.length + removed.length + changed.length;
}
