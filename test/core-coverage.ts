/**
 * Runs the tests of `core/` and fails when a branch there is taken by none of them: `npm run test:coverage`.
 *
 * The rule is 100 % of the branches of `core`, and no number anywhere else: whatever decides must have been seen deciding. A
 * file that no test loads counts as uncovered, unless it holds only types. What tests share (`testing/`) does not count.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The longest that one test may take, and so one file without an answer, in milliseconds. */
const LONGEST_TEST_MS = 600_000;

/** Files of `core` compute and nothing else: as many at once as the smallest machine has cores. */
const CORE_AT_ONCE = 2;

/**
 * The options of `node --test` that every run of tests shares: a line a test in CI, a dot a test elsewhere.
 *
 * A failed test often leaves a server open. Its file ends all the same, and a test that never ends fails: neither may hold up
 * the others.
 */
export function sharedOptions({ filesAtOnce }: { readonly filesAtOnce: number }): readonly string[] {
  const reporter = process.env['CI'] === undefined ? 'dot' : 'spec';
  const ends = ['--test-force-exit', `--test-timeout=${LONGEST_TEST_MS}`];
  return [
    '--import=./test/seed-properties.ts',
    '--test',
    `--test-concurrency=${filesAtOnce}`,
    ...ends,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ];
}

/**
 * Runs these test files and measures what they cover of `core/`. Answers the exit status, 1 when a branch is not covered, and
 * names the place of each.
 */
export function runWithCoreCoverage(testFiles: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-coverage-'));
  try {
    const report = join(folder, 'lcov.info');
    const options = [
      '--experimental-test-coverage',
      '--test-coverage-include=core/**/*.ts',
      '--test-coverage-exclude=**/*.test.ts',
      '--test-coverage-exclude=core/**/testing/**',
      '--test-reporter=lcov',
      `--test-reporter-destination=${report}`,
    ];
    const run = spawnSync(
      process.execPath,
      [...sharedOptions({ filesAtOnce: CORE_AT_ONCE }), ...options, ...testFiles],
      { stdio: 'inherit' },
    );
    if (run.status !== 0) return run.status ?? 1;
    return tell(uncoveredPlaces(readFileSync(report, 'utf8'), sourcesThatRun()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The places of a coverage report in lcov form that no test reached: `file:line`, or the file where it is not in the report. */
export function uncoveredPlaces(lcov: string, sources: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const places = new Set<string>();
  let file = '';
  for (const line of lcov.split('\n')) {
    if (line.startsWith('SF:')) {
      file = line.slice(3).replaceAll('\\', '/');
      seen.add(file);
    }
    const [place = '', , , count] = line.startsWith('BRDA:') ? line.slice(5).split(',') : [];
    if (count === '0' || count === '-') places.add(`${file}:${place}`);
  }
  return [...sources.filter((source) => !seen.has(source)), ...places];
}

/** The files of `core/` with something to run in them: types alone leave nothing behind. */
function sourcesThatRun(): readonly string[] {
  return globSync('core/**/*.ts')
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))
    .filter((file) => {
      const code = stripTypeScriptTypes(readFileSync(file, 'utf8')).split('\n');
      return code.some((line) => !/^\s*(?:$|;|\/\/|\/\*|\*)/.test(line));
    })
    .sort();
}

function tell(places: readonly string[]): number {
  if (places.length === 0) {
    process.stdout.write('\nEvery branch of core is covered.\n');
    return 0;
  }
  process.stderr.write(
    `\ncover core: ${places.length} places no test of core reaches, want none:\n  ${places.join('\n  ')}\n`,
  );
  return 1;
}

if (import.meta.main) process.exit(runWithCoreCoverage(globSync('core/**/*.test.ts').sort()));
