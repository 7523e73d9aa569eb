import { isInside, namedWords, staysInside } from './inside-words.ts';
import { isLockedInstall } from './locked-install.ts';
import { scriptOf } from './script-of.ts';
import { isTaskName, isTaskPath } from './task-name.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** Any words may follow these programs: each tests, builds or checks, and does nothing else. */
const CHECKERS: ReadonlySet<string> = new Set(
  (
    'tsc vue-tsc tsgo tsd tstyche eslint oxlint biome stylelint prettier vitest jest mocha ava tap borp knip attw publint ' +
    'svelte-check typedoc markdownlint markdownlint-cli2 commitlint size-limit api-extractor tsup tsdown rollup rolldown webpack unbuild babel swc ' +
    'pytest unittest mypy pyright ruff flake8 pylint black isort bandit doctest compileall pydocstyle codespell sphinx ' +
    'rspec rubocop minitest phpunit phpstan pest psalm golangci-lint staticcheck gofmt goimports rustfmt ctest shellcheck shfmt ' +
    'hadolint actionlint yamllint sphinx-build clang-format clang-tidy cppcheck xo tslint standard ts-standard dprint cspell ktlint ' +
    'swiftlint yapf autopep8 pyupgrade vulture typos taplo depcheck madge htmlhint jshint'
  ).split(' '),
);

/** What must follow a program. */
type Following = {
  readonly words: readonly string[];
  /** Words that the name of a task follows, which must be of this kind itself; the empty one where it stands alone. */
  readonly task?: readonly string[];
  /** Where every word is a goal of its own: one of the listed words, or a name of this kind. */
  readonly goals?: 'listed' | 'named';
  /** Options that may stand before the task; where this is left out, any that stays in the workspace. */
  readonly options?: Options;
};

/** Options of a program that change nothing of what it runs; of some the next word is the value. */
type Options = {
  readonly flags: ReadonlySet<string>;
  readonly valued: ReadonlySet<string>;
  /** Whose the options behind the name of a task are: the program's own, or the task's. */
  readonly behind: 'own' | 'task';
};

/** Which packages of the project, and how much is printed. */
const PACKAGE_OPTIONS: Options = {
  flags: new Set(
    (
      '-r --recursive -s --silent --quiet --if-present -ws --workspaces --parallel --stream --no-bail ' +
      '--include-workspace-root'
    ).split(' '),
  ),
  valued: new Set(['--filter', '-F', '--workspace', '--workspace-concurrency']),
  behind: 'task',
};
const NPM_OPTIONS: Options = {
  flags: PACKAGE_OPTIONS.flags,
  valued: new Set(['-w', '--workspace']),
  behind: 'own',
};
const GOAL_OPTIONS: Options = {
  flags: new Set(
    (
      '-j -k -s -B -n -v -w -c -l -O --silent --quiet --verbose --keep-going --no-print-directory --output-sync ' +
      '--print-label'
    ).split(' '),
  ),
  valued: new Set(['--jobs']),
  behind: 'own',
};

const GOALS: Following = { words: [''], goals: 'named', options: GOAL_OPTIONS };
const NAMED_GOALS: Following = { ...GOALS, words: [] };

/** What must follow these programs. */
const SUBCOMMANDS: { readonly [program: string]: Following } = {
  npm: { words: ['test', 't', 'tst'], task: ['run', 'run-script'], options: NPM_OPTIONS },
  pnpm: { words: ['test', 't'], task: ['run', ''], options: PACKAGE_OPTIONS },
  yarn: { words: ['test'], task: ['run', ''], options: PACKAGE_OPTIONS },
  bun: { words: ['test'], task: ['run'], options: PACKAGE_OPTIONS },
  deno: { words: ['test', 'lint', 'fmt', 'check', 'bench'], task: ['task'] },
  cargo: {
    words: 'build b check c test t clippy fmt bench doc d nextest tree metadata'.split(' '),
    task: ['hack', 'miri'],
  },
  go: { words: ['build', 'test', 'vet', 'fmt'] },
  make: GOALS,
  gmake: GOALS,
  just: GOALS,
  task: GOALS,
  rake: GOALS,
  mage: GOALS,
  gulp: GOALS,
  grunt: GOALS,
  inv: GOALS,
  tox: GOALS,
  nox: GOALS,
  ninja: GOALS,
  'run-s': NAMED_GOALS,
  'run-p': NAMED_GOALS,
  'npm-run-all': NAMED_GOALS,
  turbo: { words: [], task: ['run', ''] },
  nx: { words: ['test', 'build', 'lint'] },
  vite: { words: ['build'] },
  next: { words: ['build', 'lint'] },
  astro: { words: ['build', 'check'] },
  docusaurus: { words: ['build'] },
  vitepress: { words: ['build'] },
  storybook: { words: ['build'] },
  ng: { words: ['build', 'test', 'lint'] },
  composer: { words: ['test', 'validate'], task: ['run', 'run-script'] },
  mvn: { words: ['compile', 'test', 'verify', 'package'], goals: 'listed' },
  gradle: { words: ['build', 'test', 'check', 'assemble', 'compileJava'], goals: 'listed' },
  './gradlew': { words: ['build', 'test', 'check', 'assemble', 'compileJava'], goals: 'listed' },
  './mvnw': { words: ['compile', 'test', 'verify', 'package'], goals: 'listed' },
  dotnet: { words: ['build', 'test', 'format'] },
  swift: { words: ['build', 'test'] },
  mix: { words: ['test', 'compile', 'format', 'credo'] },
  sbt: { words: ['test', 'compile'], goals: 'listed' },
  zig: { words: ['build', 'test', 'fmt'] },
  dart: { words: ['test', 'analyze', 'format'] },
  flutter: { words: ['test', 'analyze', 'build'] },
  bazel: { words: ['build', 'test'] },
  cabal: { words: ['build', 'test'] },
  stack: { words: ['build', 'test'] },
  meson: { words: ['compile', 'test'] },
  pants: { words: ['test', 'lint', 'check', 'fmt'] },
};

/**
 * Tells whether a command tests, builds, checks, formats or generates for a project by its own, well-known means: `npm test`,
 * `make check`, `cargo build`, `npm run lint:fix`, `node scripts/check-links.js`.
 *
 * By closed tables. A task and a script count by their names, and never one whose name speaks of deploying, publishing,
 * installing, cleaning up or secrets. Words that leave the workspace, name another program or set a variable make it another
 * command. What stands before a command and changes nothing is looked through (see `unwrapCommand`).
 */
export function isProjectCommand(given: readonly string[]): boolean {
  const words = unwrapCommand(given);
  const [program = '', ...rest] = words;
  if (!staysInside(rest)) return false;
  if (CHECKERS.has(program)) return true;
  if (program === 'python' || program === 'python3') return isPythonCheck(rest) || isOwnScript(words);
  if (program === 'node' && rest[0] === '--test') return true;
  const known = Object.hasOwn(SUBCOMMANDS, program) ? SUBCOMMANDS[program] : undefined;
  return known === undefined ? isOwnScript(words) : isSubcommand(known, rest) || isOwnScript(words);
}

/** Tells whether a command installs what the project pins: see `isLockedInstall`, behind what `unwrapCommand` takes off. */
export function isProjectInstall(words: readonly string[]): boolean {
  return isLockedInstall(unwrapCommand(words));
}

function isPythonCheck([option = '', module = '']: readonly string[]): boolean {
  return option === '-m' && CHECKERS.has(module);
}

/** Scripts whose operands are goals, as those of make are; without one they make what the project is. */
const GOAL_SCRIPTS: ReadonlySet<string> = new Set(['Makefile.js', 'Makefile.mjs', 'Makefile.cjs']);

/** A script in the workspace whose path says that it tests, builds, checks or generates, or whose goals do. */
function isOwnScript(words: readonly string[]): boolean {
  const script = scriptOf(words);
  if (script === null || !isInside(script.file)) return false;
  return GOAL_SCRIPTS.has(script.file) ? script.operands.every(isTaskName) : isTaskPath(script.file);
}

function isSubcommand({ words, task = [], goals, options }: Following, rest: readonly string[]): boolean {
  const own = options === undefined ? rest : withoutOptions(rest, options);
  if (own === null) return false;
  const named = goals === 'named' ? own : namedWords(own);
  const [first = '', second = ''] = named;
  if (goals === 'listed') return named.length > 0 && named.every((goal) => words.includes(goal));
  if (goals === 'named') return named.length === 0 ? words.includes('') : named.every(isGoal);
  if (words.includes(first)) return true;
  if (first !== '' && task.includes(first)) return isTaskName(second);
  return task.includes('') && (CHECKERS.has(first) || isTaskName(first));
}

/** A task, or how many at once (`-j 4`). */
function isGoal(word: string): boolean {
  return (isTaskName(word) && !word.includes('=')) || isCount(word);
}

function isCount(word: string): boolean {
  return [...word].every((character) => character >= '0' && character <= '9');
}

/** The words without the program's own options; null where it has one that is not known. */
function withoutOptions(words: readonly string[], options: Options): readonly string[] | null {
  const own: string[] = [];
  let isValue = false;
  for (const [at, word] of words.entries()) {
    const isTaskNamed = own.length > (own[0] === 'run' ? 1 : 0);
    if (word === '--' || (options.behind === 'task' && isTaskNamed)) return [...own, ...words.slice(at)];
    if (isValue) isValue = false;
    else if (!word.startsWith('-')) own.push(word);
    else if (options.valued.has(word)) isValue = true;
    else if (!options.flags.has(word) && !isJoined(word, options.valued)) return null;
  }
  return own;
}

/** An option with its value in one word: `--filter=a`, `-j4`. */
function isJoined(word: string, valued: ReadonlySet<string>): boolean {
  return (
    [...valued].some((option) => word.startsWith(`${option}=`)) || (word.startsWith('-j') && isCount(word.slice(2)))
  );
}
