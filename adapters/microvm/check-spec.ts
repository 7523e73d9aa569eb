import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { problemsOfVariable } from '../../core/sandbox/program-problem.ts';
import {
  isBelowItself,
  problemsOfDoors,
  problemsOfHomeFiles,
  problemsOfId,
  problemsOfLimits,
  shown,
} from '../../core/sandbox/spec-problems.ts';
import type { SandboxFile, SandboxSpec } from '../../ports/sandbox.ts';

const MAX_DOORS = 32;
const MAX_READABLE = 200;
const MAX_HOME_BYTES = 16 * 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 - 64 * 1024;

/** Every reason why a microVM cannot be made of this; empty where it can. */
export function problemsOfSpec<Connection>(spec: SandboxSpec<Connection>): readonly string[] {
  const { id, folder, writes, readable, home, environment, doors, limits, trace } = spec;
  return [
    ...problemsOfId(id),
    ...(isPlainFolder(folder) ? [] : [`folder: found ${shown(folder)}, want an absolute folder without links`]),
    ...(writes === 'direct' ? ['writes: found direct, want copy or none: a microVM has a copy of its folder'] : []),
    ...(trace === 'all' ? ['trace: found all, want writes: a microVM reports changes only'] : []),
    ...(readable.length > MAX_READABLE
      ? [`readable: found ${readable.length} paths, want at most ${MAX_READABLE}`]
      : []),
    ...readable
      .filter((path) => !isPlainPath(path))
      .map((path) => `readable: found ${shown(path)}, want an absolute path without links`),
    ...(home === null ? [] : problemsOfHome(home)),
    ...Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value)),
    ...problemsOfDoors(
      doors.map(({ port }) => port),
      { most: MAX_DOORS, first: 1 },
    ),
    ...problemsOfLimits(limits),
  ];
}

function problemsOfHome({
  path,
  files,
}: {
  readonly path: string;
  readonly files: readonly SandboxFile[];
}): readonly string[] {
  const total = files.reduce((sum, { contents }) => sum + contents.length, 0);
  const isPlace = path.startsWith('/') && isBelowItself(path.slice(1)) && !NO_HOME.includes(path);
  return [
    ...(isPlace ? [] : [`home: found ${shown(path)}, want an absolute path that is no folder of the system`]),
    ...(total > MAX_HOME_BYTES ? [`home: found ${total} bytes, want at most ${MAX_HOME_BYTES}`] : []),
    ...problemsOfHomeFiles(files.map((file) => file.path)),
    ...files
      .filter(({ contents }) => contents.length > MAX_FILE_BYTES)
      .map(
        (file) => `home: found ${file.contents.length} bytes in ${shown(file.path)}, want at most ${MAX_FILE_BYTES}`,
      ),
  ];
}

const NO_HOME = [
  '/',
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/etc',
  '/dev',
  '/proc',
  '/sys',
  '/run',
  '/tmp',
  '/var',
];

function isPlainPath(path: string): boolean {
  try {
    return path.startsWith('/') && path !== '/' && realpathSync(path) === path;
  } catch {
    return false;
  }
}

function isPlainFolder(path: string): boolean {
  return isPlainPath(path) && existsSync(path) && lstatSync(path).isDirectory();
}
