/**
 * Edits real files at random, and compares our diffs with git's both ways:
 * `node test/red-team/diff-edits.ts COUNT SEED` (default 5,000 files, seed 1). Git's diff is applied by us, our diff by us and by
 * git, and both are taken back; every result must be the same, byte for byte. Exits with 1 when one is not.
 */
import { existsSync, globSync, lstatSync, readFileSync } from 'node:fs';
import { inflate } from '../../adapters/system/inflate.ts';
import { applyDiff, applyDiffBytes } from '../../core/diff/apply-diff.ts';
import type { Image, ImageChange } from '../../core/diff/image.ts';
import { makeDiff } from '../../core/diff/make-diff.ts';
import { parseDiff } from '../../core/diff/parse-diff.ts';
import { reverseDiff } from '../../core/diff/reverse-diff.ts';
import { GitFolder, readerOf, shownTree, type Tree, trackedFiles, treeAfter } from '../integration/diff/git-tree.ts';
import { type Seeded, seeded } from '../simulation/seeded.ts';

/** Files of one repository and one run of git. */
const BATCH = 200;
const MAX_SOURCE_BYTES = 60_000;
const MAX_KEPT = 20;
const NEWLINE = 0x0a;

/** What a run found: how many files were edited, and what came out otherwise than git had it. */
export type EditReport = { readonly count: number; readonly differences: readonly string[] };

/** What is compared: `makeDiff` stands in for ours, so that a test can see a wrong one found. */
export type EditRun = {
  readonly count: number;
  readonly seed: number;
  readonly makeDiff?: (change: ImageChange) => Uint8Array;
};

/** Compares `count` edited files. The same for the same seed and the same files. */
export function compareEdits({ count, seed, makeDiff: make = makeDiff }: EditRun): EditReport {
  const random = seeded(seed);
  const sources = sourceFiles();
  const differences: string[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const folder = new GitFolder();
    const edited = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) =>
      editedFile(random, { sources, index }),
    );
    for (const difference of compareBatch(edited, { folder, random, make })) {
      if (differences.length < MAX_KEPT) differences.push(`batch of seed ${seed} from file ${done}: ${difference}`);
    }
    folder.close();
  }
  return { count, differences };
}

type Batch = {
  readonly folder: GitFolder;
  readonly random: Seeded;
  readonly make: (change: ImageChange) => Uint8Array;
};
type EditedFile = { readonly path: string; readonly before: Image; readonly after: Image };

function compareBatch(files: readonly EditedFile[], { folder, random, make }: Batch): readonly string[] {
  const [before, after] = [treeOf(files, 'before'), treeOf(files, 'after')];
  const paths = files.map(({ path }) => path);
  const trees = (['before', 'after'] as const).map((side) => {
    folder.write(treeOf(files, side, true));
    folder.git(['add', '-A']);
    return String(folder.git(['write-tree'])).trim();
  });
  const moves = random.pick([['--no-renames'], ['-M50%'], ['-C', '--find-copies-harder']]);
  const context = random.pick(['-U3', '-U3', '-U10']);
  const algorithm = random.pick(['myers', 'patience', 'histogram', 'minimal']);
  const theirs = folder.git([
    'diff',
    '--binary',
    '--full-index',
    context,
    `--diff-algorithm=${algorithm}`,
    ...moves,
    ...trees,
  ]);
  const ours = Buffer.concat(files.map((file) => make(file)));
  folder.write(treeOf(files, 'before', true));
  const isApplied = folder.git(['apply', '--whitespace=nowarn', '-'], ours) !== null;
  const wanted = shownTree(after);
  const found: string[] = [];
  const expect = (what: string, tree: Tree | string, same: readonly string[] = wanted): void => {
    if (typeof tree === 'string') found.push(`${what}: ${tree}`);
    else found.push(...differencesOf(what, shownTree(tree), same));
  };
  expect("git's diff applied by us", applied(theirs ?? Buffer.from(''), before));
  expect("git's diff taken back by us", takenBack(theirs ?? Buffer.from(''), after), shownTree(before));
  expect('our diff applied by us', applied(ours, before));
  expect('our diff taken back by us', takenBack(ours, after), shownTree(before));
  expect('our diff applied by git', isApplied ? folder.read(paths) : 'refused');
  return found;
}

function differencesOf(what: string, found: readonly string[], wanted: readonly string[]): readonly string[] {
  const known = new Set(wanted);
  const other = found.filter((line) => !known.has(line));
  return found.length === wanted.length && other.length === 0
    ? []
    : [`${what}: ${found.length} files of ${wanted.length}; ${other.map((line) => line.slice(0, 80)).join(', ')}`];
}

function applied(diff: Uint8Array, tree: Tree): Tree | string {
  const result = applyDiffBytes(diff, readerOf(tree), { inflate });
  return result.ok ? treeAfter(tree, result.value) : JSON.stringify(result.failure);
}

function takenBack(diff: Uint8Array, tree: Tree): Tree | string {
  const parsed = parseDiff(diff);
  if (!parsed.ok) return JSON.stringify(parsed.failure);
  const result = applyDiff(reverseDiff(parsed.value.files), readerOf(tree), { inflate });
  return result.ok ? treeAfter(tree, result.value) : JSON.stringify(result.failure);
}

/** The files as they are on one side; those that are not there only where they are to be deleted. */
function treeOf(files: readonly EditedFile[], side: 'before' | 'after', withAbsent = false): Tree {
  return new Map(
    files.flatMap((file) => (withAbsent || file[side].kind !== 'absent' ? [[file.path, file[side]] as const] : [])),
  );
}

const ODD_NAMES = ['with blank', 'quote"d', 'tab\tbed', 'naïve', '文字', 'back\\slash'];

function editedFile(
  random: Seeded,
  { sources, index }: { readonly sources: readonly string[]; readonly index: number },
): EditedFile {
  const name = random.chance(0.1) ? random.pick(ODD_NAMES.filter((odd) => !/[\t\\]/.test(odd))) : 'f';
  const path = `${random.pick(['', 'src/', 'a/', 'b c/'])}${name}-${index}.txt`;
  const source = random.pick(sources);
  const content = new Uint8Array(readFileSync(source));
  const mode = random.chance(0.1) ? 0o755 : 0o644;
  const whole: Image = { kind: 'file', mode, content };
  const kind = random.pickWeighted({ edit: 88, create: 3, delete: 3, mode: 3, link: 3 });
  if (kind === 'create') return { path, before: { kind: 'absent' }, after: whole };
  if (kind === 'delete') return { path, before: whole, after: { kind: 'absent' } };
  if (kind === 'mode') return { path, before: whole, after: { ...whole, mode: mode === 0o644 ? 0o755 : 0o644 } };
  if (kind === 'link')
    return { path, before: whole, after: { kind: 'link', target: Buffer.from(`f-${random.below(9)}.txt`) } };
  return {
    path,
    before: whole,
    after: { ...whole, content: editContent(content, { random, source: random.pick(sources) }) },
  };
}

/** One to twelve edits of lines, and at times of the last newline or of every carriage return. */
function editContent(
  content: Uint8Array,
  { random, source }: { readonly random: Seeded; readonly source: string },
): Uint8Array {
  const lines = linesOf(content);
  const foreign = linesOf(readFileSync(source));
  for (let edits = 1 + random.below(12); edits > 0; edits--) {
    const at = random.below(lines.length + 1);
    const count = 1 + random.below(random.chance(0.2) ? 40 : 4);
    const kind = random.pickWeighted({ insert: 4, remove: 4, replace: 4, repeat: 2, move: 2, blank: 1, bytes: 1 });
    if (kind === 'insert') lines.splice(at, 0, ...foreign.slice(0, count));
    else if (kind === 'remove') lines.splice(at, count);
    else if (kind === 'replace') lines.splice(at, count, ...foreign.slice(count, 2 * count));
    else if (kind === 'repeat') lines.splice(at, 0, ...lines.slice(at, at + count));
    else if (kind === 'move') lines.splice(random.below(lines.length + 1), 0, ...lines.splice(at, count));
    else if (kind === 'blank') lines.splice(at, 0, Buffer.from('\n'), Buffer.from('\r\n'), Buffer.from(' \n'));
    else lines.splice(at, 1, Buffer.from([random.below(255) + 1, 0xff, NEWLINE]));
  }
  const text = Buffer.concat(
    lines.map((line, at) =>
      at < lines.length - 1 && line.at(-1) !== NEWLINE ? Buffer.concat([line, Buffer.from('\n')]) : line,
    ),
  );
  if (random.chance(0.1)) return new Uint8Array(text.subarray(0, text.at(-1) === NEWLINE ? -1 : undefined));
  return new Uint8Array(
    random.chance(0.03) ? Buffer.from(text.toString('latin1').replaceAll('\n', '\r\n'), 'latin1') : text,
  );
}

function linesOf(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(NEWLINE, at);
    const next = end < 0 ? content.length : end + 1;
    lines.push(content.subarray(at, next));
    at = next;
  }
  return lines;
}

/** Files of this repository and of what it depends on. */
function sourceFiles(): readonly string[] {
  const ours = existsSync('.git') ? trackedFiles('.') : [];
  const theirs = globSync('node_modules/{typescript,zod,hono,yaml}/**/*.{js,ts,json,md,mjs}').sort();
  return [...ours, ...theirs].filter((path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size <= MAX_SOURCE_BYTES;
  });
}

function main([count = '5000', seed = '1']: readonly string[]): number {
  const startedMs = performance.now();
  const { differences } = compareEdits({ count: Number(count), seed: Number(seed) });
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  process.stdout.write(
    `compared ${count} files in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s; ${differences.length} differences\n`,
  );
  return differences.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exit(main(process.argv.slice(2)));
