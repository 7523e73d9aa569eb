import type { Effect } from '../effect/effect.ts';
import { baseName, isWithin } from '../path/normalise-path.ts';

/** Files that say what the tasks of a project run, run with every one of them, or pin what they load. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'package.json .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml deno.json deno.jsonc turbo.json nx.json ' +
    'project.json lerna.json package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock bun.lockb deno.lock ' +
    'Makefile makefile GNUmakefile Makefile.js Makefile.mjs Makefile.cjs CMakeLists.txt meson.build justfile Justfile .justfile Taskfile.yml Taskfile.yaml ' +
    'Cargo.toml Cargo.lock build.rs rust-toolchain rust-toolchain.toml go.mod go.sum go.work pyproject.toml setup.py setup.cfg ' +
    'tox.ini noxfile.py conftest.py pytest.ini sitecustomize.py usercustomize.py uv.lock poetry.lock Pipfile Pipfile.lock ' +
    'requirements.txt Gemfile Gemfile.lock Rakefile .rspec .rubocop.yml composer.json composer.lock pom.xml build.gradle ' +
    'build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradlew mvnw mix.exs build.sbt build.zig Package.swift ' +
    'pubspec.yaml .pre-commit-config.yaml .pylintrc mypy.ini .golangci.yml .golangci.yaml BUILD BUILD.bazel WORKSPACE MODULE.bazel ' +
    '.tool-versions mise.toml .mise.toml tsconfig.json jsconfig.json nodemon.json lefthook.yml gulpfile.js Gruntfile.js ' +
    'Gulpfile.js gulpfile.ts magefile.go Gruntfile.ts Jakefile dodo.py tasks.py fabfile.py SConstruct SConscript wscript configure configure.ac ' +
    'CMakePresets.json hatch.toml pixi.toml ruff.toml .ruff.toml clippy.toml rustfmt.toml config.toml Dangerfile Guardfile ' +
    'phpunit.xml phpunit.xml.dist phpstan.neon build.xml libs.versions.toml gradle-wrapper.properties stack.yaml cabal.project ' +
    'rebar.config dune dune-project flake.nix shell.nix default.nix Podfile nuget.config NuGet.Config global.json .swiftlint.yml ' +
    '.python-version .ruby-version .node-version .env .flaskenv .coveragerc .php-cs-fixer.php wallaby.js ava.config.js'
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

const ENDINGS = [
  ...[
    '.mk',
    '.gradle',
    '.cmake',
    '.bzl',
    '.pth',
    '.am',
    '.m4',
    '.csproj',
    '.fsproj',
    '.sln',
    '.props',
    '.targets',
    '.cabal',
  ],
  ...['.gemspec', '.podspec', '.opam', '.nimble'],
] as const;

/** Tools whose configuration is `<tool>.config.<ending>`, for telling whether a pattern of names may stand for one. */
const CONFIGURED: readonly string[] = (
  'vite vitest jest webpack rollup rolldown babel eslint prettier tailwind postcss next nuxt svelte astro playwright cypress karma ' +
  'metro tsup tsdown esbuild stylelint commitlint lint-staged vue remix turbo build release wdio ava mocha swc biome knip ' +
  'graphql codegen drizzle prisma uno craco app tap rspack rsbuild'
).split(' ');
const CONFIG_ENDINGS = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.json', '.yml', '.yaml', '.toml'] as const;

/** What becomes of a file's content; its rights and times say nothing of what it runs. */
const CHANGES: ReadonlySet<Effect['class']> = new Set(['file.write', 'file.delete']);
/** Stands for any text: of a pattern, and of what is not written out. */
const WILDCARDS = ['*', '?', '…'] as const;

/** Words of package managers and generators that write manifests, and of git where it writes files that a patch names. */
const MANIFEST_WORDS: ReadonlySet<string> = new Set(
  'init new create pkg set add version config link lock update apply am'.split(' '),
);

/** Beginnings of commands that set up a new project as their tool always does: nothing of what it runs is the caller's. */
const TEMPLATES: readonly string[] =
  'mkdocs new,hugo new theme,hugo new site,biome init,cargo init,cargo new,uv init,uv venv,flutter create,dart create,mix new,poetry new'.split(
    ',',
  );
const TEMPLATE_FLAGS: ReadonlySet<string> = new Set(['--lib', '--bin', '--app', '--package']);

function writesManifest(command: string): boolean {
  const words = command.split(' ');
  const isTemplate =
    TEMPLATES.some((start) => `${command} `.startsWith(`${start} `)) &&
    words.every((word) => !word.startsWith('-') || TEMPLATE_FLAGS.has(word));
  return !isTemplate && words.some((word) => MANIFEST_WORDS.has(word));
}

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
 * Tells whether effects take a file that says what tasks run to another place: what is written may be a folder, in which it has
 * its name.
 */
export function carriesTasks(effects: readonly Effect[]): boolean {
  const paths = effects.filter(({ resource }) => resource.kind === 'path');
  const isCarried = paths.some(({ resource }) => isTaskFile(baseName(resource.value)));
  return (
    isCarried &&
    paths.some(({ class: name, resource }) => name === 'file.write' && !baseName(resource.value).includes('.'))
  );
}

/**
 * Tells whether effects may change it, as far as anybody knows: files whose names are not written out, or a copy to the folder of
 * the workspace itself.
 */
export function mayChangeTasks(effects: readonly Effect[], workspace: string): boolean {
  return effects.some(({ class: name, resource, marks }) => {
    if (!CHANGES.has(name)) return false;
    const { kind, value } = resource;
    if (marks.includes('unresolved')) return value.endsWith('/') || isTaskFile(baseName(value));
    return kind === 'path' ? isWithin(workspace, value) : kind !== 'command';
  });
}

/** The names of files that effects change, without their folders. */
export function changedNames(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap(({ class: name, resource }) =>
    CHANGES.has(name) && resource.kind === 'path' ? [baseName(resource.value)] : [],
  );
}

function isTaskFile(name: string): boolean {
  const places = WILDCARDS.flatMap((wildcard) => [name.indexOf(wildcard), name.lastIndexOf(wildcard)]).filter(
    (at) => at >= 0,
  );
  if (places.length > 0)
    return mayStandForTask(name.slice(0, Math.min(...places)), name.slice(1 + Math.max(...places)));
  const isConfiguration = name.includes('.config.') || isRunControl(name);
  return NAMES.has(name) || isConfiguration || hasTaskEnding(name) || isRequirements(name);
}

/** Whether a pattern with this before and behind its wildcards fits the name of a file that says what tasks run. */
function mayStandForTask(before: string, behind: string): boolean {
  const fits = (name: string): boolean => name.startsWith(before) && name.endsWith(behind);
  if (before.startsWith('.') || hasTaskEnding(behind) || [...NAMES].some(fits)) return true;
  const isTool =
    before.includes('.config') ||
    behind.includes('.config') ||
    CONFIGURED.some((tool) => `${tool}.config.`.startsWith(before));
  return isTool && (behind === '' || CONFIG_ENDINGS.some((ending) => behind.endsWith(ending)));
}

function hasTaskEnding(name: string): boolean {
  return ENDINGS.some((ending) => name.endsWith(ending));
}

/** `.eslintrc`, `.mocharc.yml`, `.npmrc`, `.envrc`: what a tool reads whenever it runs. */
function isRunControl(name: string): boolean {
  return name.startsWith('.') && (name.endsWith('rc') || name.includes('rc.'));
}

/** `requirements-dev.txt`, `tsconfig.build.json`. */
function isRequirements(name: string): boolean {
  const isList = name.startsWith('requirements') && (name.endsWith('.txt') || name.endsWith('.in'));
  return isList || (name.startsWith('tsconfig') && name.endsWith('.json'));
}
