/**
 * Changes diffs at random, and looks for one that does harm: `node test/red-team/diff-fuzz.ts COUNT SEED` (default 200,000 diffs,
 * seed 1). None may throw, ask for or name a path outside of the workspace, give a result although it was refused, or come out
 * otherwise than git has it (tried on a part of them). Prints what it found and the slowest diff, and exits with 1 when it found
 * something. Equal seeds try equal diffs.
 */
import { posix } from 'node:path';
import { contentId } from '../../adapters/system/content-id.ts';
import { inflate } from '../../adapters/system/inflate.ts';
import { applyDiff, applyDiffBytes, pathsOfDiff } from '../../core/diff/apply-diff.ts';
import type { ImageChange } from '../../core/diff/image.ts';
import { makeDiff } from '../../core/diff/make-diff.ts';
import { parseDiff } from '../../core/diff/parse-diff.ts';
import { reverseDiff } from '../../core/diff/reverse-diff.ts';
import { corpusRows, withoutCorpus } from '../integration/diff/corpus-rows.ts';
import { GitFolder, readerOf, shownTree, type Tree, treeAfter, withoutGit } from '../integration/diff/git-tree.ts';
import { type Seeded, seeded } from '../simulation/seeded.ts';

/** A diff and what it is applied to. */
export type Base = { readonly diff: Uint8Array; readonly before: Tree };

/** What is tried: `apply` stands in for ours, so that a test can see a wrong one found. */
export type Applier = typeof applyDiffBytes;

/** What a run found. `findings`: at most 20 diffs that did harm, with what they did. */
export type DiffFuzzReport = {
  readonly count: number;
  readonly applied: number;
  readonly comparedWithGit: number;
  readonly findings: readonly string[];
  readonly slowestMs: number;
};

const MAX_BASE_BYTES = 12_000;
const MAX_KEPT = 20;
/** Of so many that apply, one is tried with git too. */
const COMPARED = 10;

/** Tries `count` changed diffs. Deterministic but for the time. */
export function fuzzDiffs({
  count,
  seed,
  apply = applyDiffBytes,
}: {
  readonly count: number;
  readonly seed: number;
  readonly apply?: Applier;
}): DiffFuzzReport {
  const random = seeded(seed);
  const bases = baseDiffs();
  const folder = withoutGit() === false ? new GitFolder() : null;
  const findings: string[] = [];
  let [applied, comparedWithGit, slowestMs] = [0, 0, 0];
  for (let tried = 0; tried < count; tried++) {
    const base = random.pick(bases);
    const diff = mutated(base.diff, { random, bases });
    const startedMs = performance.now();
    const { harm, result } = harmOf(diff, base.before, apply);
    slowestMs = Math.max(slowestMs, performance.now() - startedMs);
    const isCompared = result !== null && folder !== null && applied % COMPARED === 0;
    if (result !== null) applied++;
    const other = isCompared ? differenceFromGit({ diff, before: base.before }, { result, folder }) : null;
    if (isCompared) comparedWithGit++;
    const found = harm ?? other;
    if (found !== null && findings.length < MAX_KEPT)
      findings.push(`${found}: ${JSON.stringify(Buffer.from(diff).toString('latin1').slice(0, 2_000))}`);
  }
  folder?.close();
  return { count, applied, comparedWithGit, findings, slowestMs };
}

/** Changed diffs with what they are applied to; equal seeds give equal ones. */
export function* changedDiffs(random: Seeded): Generator<Base> {
  const bases = baseDiffs();
  for (;;) {
    const base = random.pick(bases);
    yield { diff: mutated(base.diff, { random, bases }), before: base.before };
  }
}

type Tried = { readonly harm: string | null; readonly result: readonly ImageChange[] | null };

function harmOf(diff: Uint8Array, before: Tree, apply: Applier): Tried {
  const asked: string[] = [];
  const read = readerOf(before);
  const readImage = (path: string): ReturnType<typeof read> => {
    asked.push(path);
    return read(path);
  };
  try {
    const parsed = parseDiff(diff);
    const strict = apply(diff, readImage, { inflate, contentId });
    const loose = apply(diff, readImage, { inflate, contentId, contextLines: 0 });
    if (!parsed.ok && (strict.ok || loose.ok)) return { harm: 'applied though it cannot be read', result: null };
    if (strict.ok && !loose.ok) return { harm: 'applied only where more is wanted', result: null };
    if (!loose.ok && loose.failure.length === 0) return { harm: 'refused without a reason', result: null };
    const known = parsed.ok ? pathsOfDiff(parsed.value.files) : asked;
    const named = loose.ok ? loose.value.map(({ path }) => path) : [];
    const outside = [...asked, ...named, ...known].find((path) => !isInside(path));
    if (outside !== undefined) return { harm: `names ${JSON.stringify(outside)}`, result: null };
    if (parsed.ok && asked.some((path) => !known.includes(path)))
      return { harm: 'asked for a path that is not of the diff', result: null };
    if (!loose.ok || !parsed.ok) return { harm: null, result: null };
    return { harm: harmOfWayBack(before, { changes: loose.value, files: parsed.value.files }), result: loose.value };
  } catch (error) {
    return { harm: `threw ${String(error)}`, result: null };
  }
}

type Applied = { readonly changes: readonly ImageChange[]; readonly files: Parameters<typeof reverseDiff>[0] };

/** What was applied comes back, and can be written as a diff that does the same. */
function harmOfWayBack(before: Tree, { changes, files }: Applied): string | null {
  const after = treeAfter(before, changes);
  const back = applyDiff(reverseDiff(files), readerOf(after), { inflate, contentId, contextLines: 0 });
  const isBack = back.ok && shownTree(treeAfter(after, back.value)).join() === shownTree(before).join();
  const canReturn = !files.some(
    ({ body, oldMode, newMode }) =>
      (body.kind === 'binary' && body.reverse === null) || oldMode === null || newMode === null,
  );
  if (!isBack && canReturn) return `does not come back ${JSON.stringify(back).slice(0, 300)}`;
  const ours = Buffer.concat(changes.map((change) => makeDiff(change)));
  const again = ours.length === 0 ? null : applyDiffBytes(ours, readerOf(before), { inflate, contentId });
  if (again === null || !again.ok) return null;
  return shownTree(treeAfter(before, again.value)).join() === shownTree(after).join()
    ? null
    : 'is written as another diff';
}

/** The same by an independent rule: relative, no way up, nothing of git's. */
function isInside(path: string): boolean {
  const names = path.split('/');
  return (
    path !== '' &&
    !path.includes('\0') &&
    posix.normalize(path) === path &&
    !names.includes('..') &&
    names[0] !== '' &&
    !names.some((name) => name.toLowerCase() === '.git')
  );
}

type Compared = { readonly result: readonly ImageChange[]; readonly folder: GitFolder };

function differenceFromGit({ diff, before }: Base, { result, folder }: Compared): string | null {
  const after = treeAfter(before, result);
  const paths = new Set([...before.keys(), ...after.keys()]);
  folder.write(before);
  const isApplied = folder.git(['apply', '--unidiff-zero', '--whitespace=nowarn', '-'], diff) !== null;
  const found = folder.read(paths);
  for (const path of paths) folder.remove(path.split('/')[0] as string);
  if (!isApplied) return 'git refuses it';
  return shownTree(found).join() === shownTree(after).join() ? null : 'git makes something else of it';
}

const TOKENS = [
  'diff --git a/x b/x\n',
  '--- a/x\n+++ b/x\n',
  '--- /dev/null\n',
  '+++ /dev/null\n',
  'new file mode 120000\n',
  'deleted file mode 100644\n',
  'old mode 100644\nnew mode 100755\n',
  'rename from a\nrename to ../b\n',
  'copy from .git/config\ncopy to x\n',
  'GIT binary patch\nliteral 0\nHcmV?d00001\n\n',
  'Binary files a/x and b/x differ\n',
  '\\ No newline at end of file\n',
  '@@ -1 +1 @@\n',
  '@@ -0,0 +1 @@\n+x\n',
  '-- \n2.39.5\n',
  '\r\n',
  '"a/\\056\\056/x"',
  '../',
  '/',
  '.git/',
  '\0',
  '\\377',
  '\u202e',
];

type Mutation = { readonly random: Seeded; readonly bases: readonly Base[] };

function mutated(diff: Uint8Array, { random, bases }: Mutation): Uint8Array {
  let text = Buffer.from(diff).toString('latin1');
  for (let left = random.chance(0.6) ? 1 : 1 + random.below(4); left > 0; left--) {
    const at = random.below(text.length + 1);
    const kind = random.pickWeighted({ byte: 3, line: 5, number: 3, token: 4, cut: 1, splice: 1, mark: 3 });
    if (kind === 'byte')
      text = text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + random.below(2));
    else if (kind === 'number') text = numberChanged(text, random);
    else if (kind === 'token') text = tokenPut(text, random);
    else if (kind === 'cut') text = text.slice(0, at);
    else if (kind === 'splice') text += Buffer.from(random.pick(bases).diff).toString('latin1');
    else text = linesChanged(text, random, kind === 'mark');
  }
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function tokenPut(text: string, random: Seeded): string {
  const token = Buffer.from(random.pick(TOKENS)).toString('latin1');
  const lines = text.split('\n');
  const at = random.below(lines.length);
  if (token.endsWith('\n')) lines.splice(at, 0, token.slice(0, -1));
  else {
    const line = lines[at] as string;
    const slash = line.indexOf('/') + 1;
    lines[at] = line.slice(0, slash) + token + line.slice(slash);
  }
  return lines.join('\n');
}

function numberChanged(text: string, random: Seeded): string {
  const numbers = [...text.matchAll(/\d+/g)];
  const found = numbers.length === 0 ? undefined : random.pick(numbers);
  if (found === undefined) return text;
  const value = random.pick([
    String(Number(found[0]) + 1),
    String(Number(found[0]) - 1),
    '0',
    '1',
    '4294967296',
    '-1',
    '120000',
    '160000',
  ]);
  return text.slice(0, found.index) + value + text.slice(found.index + found[0].length);
}

function linesChanged(text: string, random: Seeded, isMark: boolean): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] as string;
  if (isMark) lines[at] = random.pick([' ', '+', '-', '\\', '']) + line.slice(1);
  else if (random.chance(0.4)) lines.splice(at, 1);
  else if (random.chance(0.5)) lines.splice(at, 0, line);
  else lines.splice(random.below(lines.length), 0, ...lines.splice(at, 1 + random.below(6)));
  return lines.join('\n');
}

/** Small diffs of the corpus, where it is there, and some of our own. */
function baseDiffs(): readonly Base[] {
  const own = OWN.map(
    (change): Base => ({
      diff: makeDiff(change),
      before: new Map(change.before.kind === 'absent' ? [] : [[change.path, change.before]]),
    }),
  );
  if (withoutCorpus() !== false) return own;
  const rows = corpusRows().filter(
    ({ diff, before }) => diff.length <= MAX_BASE_BYTES && sizeOf(before) <= 5 * MAX_BASE_BYTES,
  );
  return [...own, ...rows];
}

function sizeOf(tree: Tree): number {
  return [...tree.values()].reduce((sum, image) => sum + (image.kind === 'file' ? image.content.length : 0), 0);
}

const textOf = (lines: readonly string[]): Uint8Array =>
  new Uint8Array(Buffer.from(lines.map((line) => `${line}\n`).join('')));
const NUMBERED = Array.from({ length: 40 }, (_, index) => `line ${index}`);
const OWN: readonly ImageChange[] = [
  {
    path: 'src/a.ts',
    before: { kind: 'file', mode: 0o644, content: textOf(NUMBERED) },
    after: { kind: 'file', mode: 0o755, content: textOf(NUMBERED.map((line, at) => (at % 17 === 3 ? 'new' : line))) },
  },
  { path: 'a b/\u00e9', before: { kind: 'absent' }, after: { kind: 'file', mode: 0o644, content: textOf(['one']) } },
  { path: 'gone', before: { kind: 'file', mode: 0o644, content: textOf(['one', 'two']) }, after: { kind: 'absent' } },
  {
    path: 'turned',
    before: { kind: 'file', mode: 0o644, content: textOf(['one']) },
    after: { kind: 'link', target: Buffer.from('a') },
  },
];

function main([count = '200000', seed = '1']: readonly string[]): number {
  const startedMs = performance.now();
  const report = fuzzDiffs({ count: Number(count), seed: Number(seed) });
  for (const finding of report.findings) process.stdout.write(`${finding}\n`);
  process.stdout.write(
    `tried ${report.count} diffs in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s; ${report.applied} applied, ` +
      `${report.comparedWithGit} compared with git, ${report.findings.length} findings; slowest ${report.slowestMs.toFixed(1)} ms\n`,
  );
  return report.findings.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exit(main(process.argv.slice(2)));
