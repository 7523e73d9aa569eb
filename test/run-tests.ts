/**
 * Runs every test: `npm test` here, on a newcomer's machine and in CI. With arguments, only the files whose path contains one.
 *
 * Test files stand beside the code and under `test/`. System packages that tests use are installed first where that is
 * possible (root on Debian); otherwise the line to run is printed, and the tests that need them say that they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { installPackages } from './install-packages.ts';

const PATTERNS = ['core', 'ports', 'application', 'adapters', 'ingress', 'apps', 'sdk', 'test', 'vectors', 'bench'].map(
  (folder) => `${folder}/**/*.test.ts`,
);

function selectFiles(filters: readonly string[]): readonly string[] {
  const files = globSync(PATTERNS)
    .filter((file) => !file.includes('node_modules'))
    .sort();
  return filters.length === 0 ? files : files.filter((file) => filters.some((filter) => file.includes(filter)));
}

installPackages();
const files = selectFiles(process.argv.slice(2));
if (files.length === 0) {
  process.stderr.write('run the tests: no test file matches, want a part of a path\n');
  process.exit(2);
}
const reporter = process.env['CI'] === undefined ? 'dot' : 'spec';
const options = ['--test', '--test-concurrency=2', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout'];
const run = spawnSync(process.execPath, [...options, ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
