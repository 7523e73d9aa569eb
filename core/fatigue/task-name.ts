/** Words that name work on a project which leaves it as it is, but for what it builds and writes itself. */
const TASK_WORDS: ReadonlySet<string> = new Set(
  (
    'test tests testing unit e2e spec specs integration coverage cov build builds compile bundle lint linter check checks ' +
    'checker verify typecheck typechecks type types typing typings tsc tsd dts format fmt prettier eslint biome oxlint ' +
    'stylelint vitest jest mocha ava borp clippy nextest bench benches benchmark benchmarks perf doc docs html pdf info man all ci ' +
    'style static analyze analysis knip validate validation generate generated gen codegen schema schemas snapshot snapshots ' +
    'fixture fixtures smoke regression fuzz fuzzer fuzzers sanitize race proto protos typedoc tap karma pytest mypy ruff ' +
    'rspec phpunit pretest posttest prebuild postbuild prelint postlint precompile postcompile'
  ).split(' '),
);

/** A task that has one of these in its name reaches beyond the project, or takes something away. */
const FAR_WORDS: ReadonlySet<string> = new Set(
  (
    'deploy deploys release releases publish publishes push upload uploads send notify prod production staging live migrate ' +
    'migration migrations seed reset destroy drop delete remove rm clean cleanup purge wipe prune erase install uninstall ' +
    'setup init bootstrap prepare provision version versions bump tag tags sync mirror backup restore exec shell ssh scp ftp ' +
    'db database docker podman container vm terraform k8s kube helm aws gcp azure cloud s3 admin root sudo login auth token ' +
    'predeploy postdeploy prerelease postrelease prepublish postpublish prepack postpack preversion postversion preinstall ' +
    'postinstall ' +
    'secret secrets key keys cert certs sign env start serve stop kill daemon remote download fetch pull upgrade update'
  ).split(' '),
);

/**
 * Tells whether the name of a task, or of a script, speaks of testing, building, checking, generating or formatting, and of
 * nothing that reaches beyond the project: `lint:fix`, `typeCheck`, `verify-links`; not `build-and-deploy`.
 */
export function isTaskName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => TASK_WORDS.has(word)) && !words.some((word) => FAR_WORDS.has(word));
}

/** Folders of tests and measurements: a script in one is one, whatever its own name. */
const TASK_FOLDERS: ReadonlySet<string> = new Set(
  'test tests __tests__ spec specs e2e bench benches benchmark benchmarks perf fuzz integration'.split(' '),
);

/**
 * Tells whether the path of a script says so: by its own name, or by a folder of tests or measurements; and no part of it speaks
 * of what reaches beyond the project.
 */
export function isTaskPath(path: string): boolean {
  const names = path.split('/');
  if (wordsOf(path).some((word) => FAR_WORDS.has(word))) return false;
  return names.slice(0, -1).some((name) => TASK_FOLDERS.has(name)) || names.slice(-1).some(isTaskName);
}

/** The words of a name, split where its letters end and where a capital begins. */
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
