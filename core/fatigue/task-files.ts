import type { Effect } from '../effect/effect.ts';
import { baseName, isWithin } from '../path/normalise-path.ts';

/** Files that say what the tasks of a project run, run with every one of them, or pin what they load. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'package.json .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml deno.json deno.jsonc turbo.json nx.json ' +
    'project.json lerna.json package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock bun.lockb deno.lock ' +
    'Makefile makefile GNUmakefile CMakeLists.txt meson.build justfile Justfile .justfile Taskfile.yml Taskfile.yaml ' +
    'Cargo.toml Cargo.lock build.rs rust-toolchain rust-toolchain.toml go.mod go.sum go.work pyproject.toml setup.py setup.cfg ' +
    'tox.ini noxfile.py conftest.py pytest.ini sitecustomize.py usercustomize.py uv.lock poetry.lock Pipfile Pipfile.lock ' +
    'requirements.txt Gemfile Gemfile.lock Rakefile .rspec .rubocop.yml composer.json composer.lock pom.xml build.gradle ' +
    'build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradlew mvnw mix.exs build.sbt build.zig Package.swift ' +
    'pubspec.yaml .pre-commit-config.yaml .mocharc.js .mocharc.cjs .mocharc.json .mocharc.yml .mocharc.yaml .pylintrc mypy.ini ' +
    '.golangci.yml .golangci.yaml BUILD BUILD.bazel WORKSPACE MODULE.bazel .bazelrc .envrc .tool-versions mise.toml'
  ).split(' '),
);

/** Folders whose files are programs and libraries that tasks load without anybody looking. */
const FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '.venv',
  'venv',
  'vendor',
  '.yarn',
  '.cargo',
  '.mvn',
  '.bundle',
  '.husky',
  'buildSrc',
]);

const ENDINGS = ['.mk', '.gradle', '.cmake', '.bzl', '.pth'] as const;

const CHANGES: ReadonlySet<Effect['class']> = new Set(['file.write', 'file.delete', 'file.metadata']);
const WILDCARDS = ['*', '?'] as const;

/** Words of package managers and generators that write manifests. */
const MANIFEST_WORDS: ReadonlySet<string> = new Set('init new create pkg set add version config link lock update'.split(' '));

function writesManifest(command: string): boolean {
  return command.split(' ').some((word) => MANIFEST_WORDS.has(word));
}

/** Subcommands of git that put other files into the workspace. */
const SWITCHES: ReadonlySet<string> = new Set(
  'checkout switch pull merge rebase cherry-pick revert am apply reset restore submodule read-tree sparse-checkout stash'.split(
    ' ',
  ),
);

/**
 * Tells whether effects change what the tasks of a project run: its manifests, lock files and build files, the configuration of
 * its tools, the libraries that it loads; or files of which only a program knows the names.
 */
export function changesTasks(effects: readonly Effect[]): boolean {
  return effects.some(({ class: name, resource, marks }) => {
    if (!CHANGES.has(name)) return false;
    if (resource.kind === 'command' && marks.includes('project-only')) return writesManifest(resource.value);
    if (resource.kind !== 'path') return resource.kind === 'command';
    if (marks.includes('bulk') && name !== 'file.delete') return true;
    const folders = resource.value.split('/');
    return folders.some((folder) => FOLDERS.has(folder)) || isTaskFile(baseName(resource.value));
  });
}

/**
 * Tells whether effects may change it, as far as anybody knows: files whose names are not written out, or a copy to the folder of
 * the workspace itself.
 */
export function mayChangeTasks(effects: readonly Effect[], workspace: string): boolean {
  return effects.some(({ class: name, resource, marks }) => {
    if (!CHANGES.has(name)) return false;
    if (resource.kind === 'path') return marks.includes('unresolved') || isWithin(workspace, resource.value);
    return resource.kind !== 'command';
  });
}

/** Tells whether git puts other versions of files into the workspace: another branch, a merge, what was put aside. */
export function switchesFiles(effects: readonly Effect[]): boolean {
  return effects.some((effect) => SWITCHES.has(gitCommandOf(effect)));
}

/** Tells whether git or its forge brings in what others wrote. */
export function bringsRemoteWork(effects: readonly Effect[]): boolean {
  return effects.some((effect) => effect.class === 'net.fetch' && gitCommandOf(effect) !== '');
}

function gitCommandOf({ resource }: Effect): string {
  const [program, ...words] = resource.kind === 'command' ? resource.value.trim().split(' ') : [];
  if (program === 'gh') return words.includes('checkout') ? 'checkout' : '';
  return program === 'git' ? words.slice(0, 1).join('') : '';
}

/** The names of files that effects change, without their folders. */
export function changedNames(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap(({ class: name, resource }) =>
    CHANGES.has(name) && resource.kind === 'path' ? [baseName(resource.value)] : [],
  );
}

function isTaskFile(name: string): boolean {
  const ending = name.slice(1 + Math.max(...WILDCARDS.map((wildcard) => name.lastIndexOf(wildcard))));
  if (ending.length < name.length) return [...NAMES].some((known) => known.endsWith(ending));
  const isConfiguration = name.includes('.config.') || name.startsWith('.eslintrc') || name.startsWith('.babelrc');
  return NAMES.has(name) || isConfiguration || ENDINGS.some((known) => name.endsWith(known)) || isRequirements(name);
}

/** `requirements-dev.txt`, `tsconfig.build.json`. */
function isRequirements(name: string): boolean {
  const isList = name.startsWith('requirements') && name.endsWith('.txt');
  return isList || (name.startsWith('tsconfig') && name.endsWith('.json'));
}
