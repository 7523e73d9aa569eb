/** Words that name work on a project which leaves it as it is, but for what it builds. */
const TASK_WORDS: ReadonlySet<string> = new Set(
  (
    'test tests testing unit e2e spec specs integration coverage cov build builds compile bundle lint linter check checks ' +
    'verify typecheck typechecks type types typing typings tsc dts format fmt prettier eslint biome oxlint stylelint vitest ' +
    'jest mocha bench benchmark perf doc docs html all ci style static analyze analysis knip'
  ).split(' '),
);

/** A task that has one of these in its name reaches beyond the project, or takes something away. */
const FAR_WORDS: ReadonlySet<string> = new Set(
  (
    'deploy deploys release releases publish publishes push upload prod production staging live migrate migration migrations ' +
    'seed reset destroy drop delete remove rm clean purge wipe install uninstall setup init bootstrap prepare version bump tag ' +
    'sync exec shell ssh db database docker terraform k8s kube aws gcp azure admin login token secret secrets env start serve'
  ).split(' '),
);

/** Options that name a program, another place or code to run: then it is not the project's own task any more. */
const FAR_OPTIONS = [
  '-exec',
  '-toolexec',
  '-vettool',
  '-S',
  '-C',
  '--exec',
  '--eval',
  '--shell',
  '--script-shell',
  '--prefix',
  '--cwd',
  '--dir',
  '--directory',
  '--makefile',
  '--file',
  '--manifest-path',
  '--rootdir',
  '--root',
  '--require',
  '--import',
  '--loader',
  '--plugin',
  '--config',
  '--node-options',
  '--target-dir',
  '--init-script',
  '--userconfig',
  '--use',
] as const;

/** Options whose value is a text to look for in names of tests: it may hold blanks. */
const FILTERS: ReadonlySet<string> = new Set([
  '-k',
  '-m',
  '-t',
  '-g',
  '-run',
  '--grep',
  '--testNamePattern',
  '--filter',
]);

/** Any words may follow these programs: each tests, builds or checks, and does nothing else. */
const CHECKERS: ReadonlySet<string> = new Set(
  (
    'tsc vue-tsc tsgo eslint oxlint biome stylelint prettier vitest jest mocha ava knip attw svelte-check ' +
    'pytest unittest mypy pyright ruff flake8 pylint black isort bandit ' +
    'rspec rubocop minitest phpunit phpstan pest golangci-lint staticcheck gofmt rustfmt ctest shellcheck hadolint ' +
    'actionlint markdownlint yamllint sphinx-build attw publint'
  ).split(' '),
);

/** What must follow a program. */
type Following = {
  readonly words: readonly string[];
  /** Words that the name of a task follows, which must be of this kind itself; the empty one where it stands alone. */
  readonly task?: readonly string[];
  /** True where every word names a goal of its own. */
  readonly isGoals?: boolean;
};

/** What must follow these programs. */
const SUBCOMMANDS: { readonly [program: string]: Following } = {
  npm: { words: ['test', 't', 'tst'], task: ['run', 'run-script'] },
  pnpm: { words: ['test', 't'], task: ['run', ''] },
  yarn: { words: ['test'], task: ['run', ''] },
  bun: { words: ['test'], task: ['run'] },
  deno: { words: ['test', 'lint', 'fmt', 'check', 'bench'], task: ['task'] },
  cargo: {
    words: ['build', 'b', 'check', 'c', 'test', 't', 'clippy', 'fmt', 'bench', 'doc', 'd', 'nextest'],
  },
  go: { words: ['build', 'test', 'vet', 'fmt'] },
  make: { words: [''], task: [''] },
  just: { words: [''], task: [''] },
  task: { words: [''], task: [''] },
  turbo: { words: [], task: ['run', ''] },
  nx: { words: ['test', 'build', 'lint'] },
  vite: { words: ['build'] },
  next: { words: ['build', 'lint'] },
  astro: { words: ['build', 'check'] },
  ng: { words: ['build', 'test', 'lint'] },
  rake: { words: [''], task: [''] },
  composer: { words: ['test', 'validate'], task: ['run', 'run-script'] },
  mvn: { words: ['compile', 'test', 'verify', 'package'], isGoals: true },
  gradle: { words: ['build', 'test', 'check', 'assemble', 'compileJava'], isGoals: true },
  './gradlew': { words: ['build', 'test', 'check', 'assemble', 'compileJava'], isGoals: true },
  './mvnw': { words: ['compile', 'test', 'verify', 'package'], isGoals: true },
  dotnet: { words: ['build', 'test', 'format'] },
  swift: { words: ['build', 'test'] },
  mix: { words: ['test', 'compile', 'format', 'credo'] },
  sbt: { words: ['test', 'compile'], isGoals: true },
  zig: { words: ['build', 'test', 'fmt'] },
  dart: { words: ['test', 'analyze', 'format'] },
  flutter: { words: ['test', 'analyze', 'build'] },
  bazel: { words: ['build', 'test'] },
  cabal: { words: ['build', 'test'] },
  stack: { words: ['build', 'test'] },
  meson: { words: ['compile', 'test'] },
  pants: { words: ['test', 'lint', 'check', 'fmt'] },
  tox: { words: [''], task: [''] },
  nox: { words: [''], task: [''] },
  ninja: { words: [''], task: [''] },
};

/**
 * Tells whether a command tests, builds, checks or formats a project by its own, well-known means: `npm test`, `make check`,
 * `cargo build`, `npm run lint:fix`.
 *
 * By a closed table. A task counts by its name, and never one whose name speaks of deploying, publishing, installing, cleaning
 * up or secrets. Words that leave the workspace, name another program or set a variable make it another command.
 */
export function isProjectCommand(words: readonly string[]): boolean {
  const [program = '', ...rest] = words;
  if (!staysInside(rest)) return false;
  if (CHECKERS.has(program)) return true;
  if (program === 'python' || program === 'python3') return isPythonCheck(rest);
  if (program === 'node') return rest[0] === '--test';
  const known = Object.hasOwn(SUBCOMMANDS, program) ? SUBCOMMANDS[program] : undefined;
  return known !== undefined && isSubcommand(known, rest);
}

function isPythonCheck([option = '', module = '']: readonly string[]): boolean {
  return option === '-m' && CHECKERS.has(module);
}

function isSubcommand({ words, task = [], isGoals = false }: Following, rest: readonly string[]): boolean {
  const named = rest.filter((word) => !word.startsWith('-'));
  const [first = '', second = ''] = named;
  if (isGoals) return named.length > 0 && named.every((goal) => words.includes(goal));
  if (words.includes(first)) return true;
  if (first !== '' && task.includes(first)) return named.length > 1 && isTaskName(second);
  return task.includes('') && named.length > 0 && named.every(isTaskName);
}

/** The words of a task's name: all that are known say what it does, and none says more. */
function isTaskName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => TASK_WORDS.has(word)) && !words.some((word) => FAR_WORDS.has(word));
}

function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const character of `${name} `) {
    const isLetter = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    const isCapital = character >= 'A' && character <= 'Z';
    if (!isLetter && word !== '') words.push(word.toLowerCase());
    word = isLetter ? word + character : isCapital ? character.toLowerCase() : '';
  }
  return words;
}

/** No word leads out of the workspace, sets anything, names a program, or is more than one word. */
function staysInside(words: readonly string[]): boolean {
  return words.every((word, at) => {
    if (FAR_OPTIONS.some((option) => word === option || word.startsWith(`${option}=`))) return false;
    const isFilter = at > 0 && FILTERS.has(words[at - 1] ?? '');
    return isFilter || (isInside(word) && !setsSomething(word) && !word.includes(' '));
  });
}

/** `name=value`, which make and others take for a variable. An option with a value is none. */
function setsSomething(word: string): boolean {
  return word.includes('=') && !word.startsWith('-');
}

/** Tells whether a word of a command can name nothing beyond the workspace: no absolute path, no home, no way up, no address. */
export function isInside(word: string): boolean {
  const value = word.startsWith('-') ? word.slice(word.indexOf('=') + 1) : word;
  const options = word.startsWith('-') && word.includes('/') && !word.includes('=');
  if (options || value.startsWith('/') || value.startsWith('~') || value.includes('://')) return false;
  return value.split('/').every((segment) => segment !== '..');
}
