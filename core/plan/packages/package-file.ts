import { baseName } from '../../path/normalise-path.ts';
import type { ReadPackages } from './package-list.ts';
import { readJsonPackages } from './read-json-packages.ts';
import { readGemfile, readGoModule, readGoSums, readGradle, readRequirements } from './read-line-packages.ts';
import { readGemLock, readGradleLock, readPnpmLock, readYarnLock } from './read-lock-lines.ts';
import { readMavenPackages } from './read-maven-packages.ts';
import { readTomlLock, readTomlPackages } from './read-toml-packages.ts';

/**
 * What a file says about packages. `manifest`: which are wanted; `lock`: which are taken. With `isCode`, the file is a
 * program or has settings that choose versions, so that any change of it may be one of packages. Without a reader, nothing of
 * it is understood.
 */
export type PackageFile = {
  readonly sort: 'manifest' | 'lock';
  readonly read: ReadPackages | null;
  readonly isCode: boolean;
};

const manifest = (read: ReadPackages): PackageFile => ({ sort: 'manifest', read, isCode: false });
const code = (read: ReadPackages | null): PackageFile => ({ sort: 'manifest', read, isCode: true });
const lock = (read: ReadPackages): PackageFile => ({ sort: 'lock', read, isCode: false });

/** Files by name, in lower case. */
const FILES: { readonly [name: string]: PackageFile } = {
  'package.json': manifest(readJsonPackages),
  'composer.json': manifest(readJsonPackages),
  'package-lock.json': lock(readJsonPackages),
  'npm-shrinkwrap.json': lock(readJsonPackages),
  'composer.lock': lock(readJsonPackages),
  'pipfile.lock': lock(readJsonPackages),
  'yarn.lock': lock(readYarnLock),
  'pnpm-lock.yaml': lock(readPnpmLock),
  'bun.lock': lock(readPnpmLock),
  'cargo.toml': manifest(readTomlPackages),
  'pyproject.toml': manifest(readTomlPackages),
  pipfile: manifest(readTomlPackages),
  'libs.versions.toml': manifest(readTomlPackages),
  'cargo.lock': lock(readTomlLock),
  'poetry.lock': lock(readTomlLock),
  'uv.lock': lock(readTomlLock),
  'pdm.lock': lock(readTomlLock),
  'go.mod': code(readGoModule),
  'go.sum': lock(readGoSums),
  'pom.xml': code(readMavenPackages),
  'build.gradle': code(readGradle),
  'build.gradle.kts': code(readGradle),
  'settings.gradle': code(readGradle),
  'settings.gradle.kts': code(readGradle),
  'gradle.lockfile': lock(readGradleLock),
  gemfile: code(readGemfile),
  'gemfile.lock': lock(readGemLock),
  'setup.py': code(null),
  'setup.cfg': code(null),
  'pubspec.yaml': code(null),
  'mix.exs': code(null),
  'package.swift': code(null),
  'environment.yml': code(null),
  'packages.config': code(null),
  '.npmrc': code(null),
  '.yarnrc.yml': code(null),
  'pnpm-workspace.yaml': code(null),
  'pip.conf': code(null),
};

/** Finds what a file says about packages by its name; null for one that says nothing. */
export function packageFileOf(path: string): PackageFile | null {
  const name = baseName(path).toLowerCase();
  if (Object.hasOwn(FILES, name)) return FILES[name] as PackageFile;
  const isRequirements = name.endsWith('.txt') && (name.includes('requirements') || name.includes('constraints'));
  if (isRequirements) return manifest(readRequirements);
  return name.endsWith('.csproj') || name.endsWith('.gemspec') ? code(null) : null;
}
