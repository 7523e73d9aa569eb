/**
 * Runs every test: `npm test` here, on a newcomer's machine and in CI. With arguments, only the files whose path contains one.
 * Without, the branches of `core` must all be covered too.
 *
 * Test files stand beside the code and under `test/`. System packages that tests use are installed first where that is
 * possible (root on Debian); otherwise the line to run is printed, and the tests that need them say that they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { runWithCoreCoverage, sharedOptions } from './core-coverage.ts';
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

/** Runs test files. Every process that they start compiles a source file once and keeps what came of it for the next. */
function run(files: readonly string[]): number {
  const env = { NODE_COMPILE_CACHE: resolve('node_modules/.cache/countersign-tests'), ...process.env };
  return (
    spawnSync(process.execPath, [...sharedOptions({ filesAtOnce: FILES_AT_ONCE }), ...files], { stdio: 'inherit', env })
      .status ?? 1
  );
}

/** The tests of `core` run first and once, with their coverage measured; then all others, whatever came of the first. */
function runAll(files: readonly string[]): number {
  const isCore = (file: string): boolean => file.startsWith('core/');
  const core = runWithCoreCoverage(files.filter(isCore));
  const others = run(files.filter((file) => !isCore(file)));
  return core === 0 ? others : core;
}

installPackages();
await prepareMicrovm();
const filters = process.argv.slice(2);
const files = selectFiles(filters);
if (files.length === 0) {
  process.stderr.write('run the tests: no test file matches, want a part of a path\n');
  process.exit(2);
}
process.exit(filters.length === 0 ? runAll(files) : run(files));
