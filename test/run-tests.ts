/**
 * Runs every test: `npm test` here, on a newcomer's machine and in CI. With arguments, only the files whose path contains one.
 * Without, the branches of `core` must all be covered too.
 *
 * A file outside of `core` that fails is run once more by itself at the end: what a busy machine upset passes then, and is named all
 * the same. Tests of races, attacks and crashes are not.
 * Random cases are drawn from a seed that the commit gives (`COUNTERSIGN_SEED` sets another), so that a fault which they find is
 * found again the second time, and by everybody who runs that commit.
 *
 * Test files stand beside the code and under `test/`. System packages that tests use are installed first where that is
 * possible (root on Debian); otherwise the line to run is printed, and the tests that need them say that they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWithCoreCoverage, sharedOptions } from './core-coverage.ts';
import { END_OF_RUN } from './failed-files.ts';
import { installPackages } from './install-packages.ts';
import { prepareMicrovm } from './prepare-microvm.ts';

const PATTERNS = ['core', 'ports', 'application', 'adapters', 'ingress', 'apps', 'sdk', 'test', 'vectors', 'bench'].map(
  (folder) => `${folder}/**/*.test.ts`,
);

function selectFiles(filters: readonly string[]): readonly string[] {
  const files = globSync(PATTERNS)
    .filter((file) => !file.includes('node_modules'))
    .sort();
  return filters.length === 0 ? files : files.filter((file) => filters.some((filter) => file.includes(filter)));
}

/** Most files wait as long as they compute, for programs that they start: three keep two cores busy. */
const FILES_AT_ONCE = 3;

/** More failed files than this are no accident: they are not tried again. */
const MOST_TRIED_AGAIN = 3;
/** Tests of races, attacks and crashes: one that fails now and then has found something. */
const NEVER_AGAIN = ['test/red-team/', 'test/faults/', 'test/simulation/', 'crash', 'race'];

function mayBeTriedAgain(failed: readonly string[]): boolean {
  const isFew = failed.length > 0 && failed.length <= MOST_TRIED_AGAIN;
  return isFew && !failed.some((file) => NEVER_AGAIN.some((part) => file.includes(part)));
}

/** The seed of a whole run: the first digits of the commit, or 1 where there is no repository. */
function seedOfCommit(): string {
  const commit = spawnSync('git', ['rev-parse', '--short=7', 'HEAD'], { encoding: 'utf8' }).stdout ?? '';
  return `${Number.parseInt(commit, 16) || 1}`;
}

/** `failed` is null where the run was cut off: then nobody knows what else would have failed. */
type Run = { readonly status: number; readonly failed: readonly string[] | null };

/** Runs test files. Every process that they start compiles a source file once and keeps what came of it for the next. */
function run(files: readonly string[], { filesAtOnce }: { readonly filesAtOnce: number }): Run {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
  try {
    const failed = join(folder, 'failed');
    const reporter = ['--test-reporter=./test/failed-files.ts', `--test-reporter-destination=${failed}`];
    const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/countersign-tests'), ...process.env };
    const options = { stdio: 'inherit', env } as const;
    const { status } = spawnSync(process.execPath, [...sharedOptions({ filesAtOnce }), ...reporter, ...files], options);
    const lines = readFileSync(failed, 'utf8').split('\n').filter(Boolean);
    const isWhole = status !== null && lines.at(-1) === END_OF_RUN;
    return { status: status ?? 1, failed: isWhole ? lines.slice(0, -1) : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs test files, and a few that failed once more, one after the other. */
function runSteadily(files: readonly string[]): number {
  const { status, failed } = run(files, { filesAtOnce: FILES_AT_ONCE });
  if (status === 0 || failed === null || !mayBeTriedAgain(failed)) return status;
  process.stdout.write(`\nThese failed, and are run once more by themselves:\n  ${failed.join('\n  ')}\n\n`);
  const again = run(failed, { filesAtOnce: 1 });
  if (again.status === 0) process.stdout.write(`\nPassed the second time, and unsteady: ${failed.join(', ')}\n`);
  return again.status;
}

/** The tests of `core` run first and once, with their coverage measured; then all others, whatever came of the first. */
function runAll(files: readonly string[]): number {
  const isCore = (file: string): boolean => file.startsWith('core/');
  const core = runWithCoreCoverage(files.filter(isCore));
  const others = runSteadily(files.filter((file) => !isCore(file)));
  return core === 0 ? others : core;
}

process.env['COUNTERSIGN_SEED'] ??= seedOfCommit();
installPackages();
await prepareMicrovm();
const filters = process.argv.slice(2);
const files = selectFiles(filters);
if (files.length === 0) {
  process.stderr.write('run the tests: no test file matches, want a part of a path\n');
  process.exit(2);
}
process.exit(filters.length === 0 ? runAll(files) : run(files, { filesAtOnce: FILES_AT_ONCE }).status);
