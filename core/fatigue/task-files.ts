import type { Effect } from '../effect/effect.ts';
import { baseName } from '../path/normalise-path.ts';

/** Files that say what the tasks of a project run, or run with every one of them. */
const NAMES: ReadonlySet<string> = new Set(
  (
    'package.json .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml deno.json deno.jsonc turbo.json nx.json ' +
    'Makefile makefile GNUmakefile CMakeLists.txt meson.build justfile Justfile .justfile Taskfile.yml Taskfile.yaml ' +
    'Cargo.toml build.rs rust-toolchain.toml go.mod pyproject.toml setup.py setup.cfg tox.ini noxfile.py conftest.py ' +
    'pytest.ini sitecustomize.py Gemfile Rakefile .rspec composer.json pom.xml build.gradle build.gradle.kts ' +
    'settings.gradle settings.gradle.kts gradlew mvnw mix.exs build.sbt build.zig Package.swift pubspec.yaml ' +
    '.pre-commit-config.yaml .mocharc.js .mocharc.cjs .mocharc.json .mocharc.yml BUILD BUILD.bazel WORKSPACE'
  ).split(' '),
);

const CHANGES: ReadonlySet<Effect['class']> = new Set(['file.write', 'file.delete', 'file.metadata']);

/**
 * Tells whether effects may change what the tasks of a project run: its manifests, its build files, the configuration of its
 * tools. A change whose files are not known by name may be one.
 */
export function changesTasks(effects: readonly Effect[]): boolean {
  return effects.some(({ class: name, resource, marks }) => {
    if (!CHANGES.has(name)) return false;
    if (resource.kind !== 'path' || marks.includes('unresolved') || marks.includes('bulk')) return true;
    return isTaskFile(baseName(resource.value));
  });
}

function isTaskFile(name: string): boolean {
  return NAMES.has(name) || name.includes('.config.') || name.startsWith('.eslintrc') || name.startsWith('.babelrc');
}
