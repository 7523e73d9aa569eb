import { realpathSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { problemsOfVariable } from '../../core/sandbox/program-problem.ts';
import {
  isBelowItself,
  problemsOfDoors,
  problemsOfHomeFiles,
  problemsOfId,
  problemsOfLimits,
  shown,
} from '../../core/sandbox/spec-problems.ts';
import type { SandboxSpec } from '../../ports/sandbox.ts';

const MAX_READABLE = 200;
const MAX_FILES = 1_000;
const MAX_HOME_BYTES = 64 * 1024 * 1024;
const MAX_DOORS = 64;

/** Places that a folder or a home must not hide. */
const SYSTEM = [
  '/',
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
];

/** Every reason why no sandbox can be made of this; empty where one can. */
export function problemsOfSpec(spec: SandboxSpec<Socket>): readonly string[] {
  const { id, folder, writes, readable, home, environment, doors, limits, trace } = spec;
  return [
    ...problemsOfId(id),
    ...problemsOfPlace('folder', folder),
    ...(isFolder(folder) ? [] : [`folder: found ${shown(folder)}, want a folder`]),
    ...(writes === 'direct'
      ? ['writes: found direct, want copy or none: gVisor changes a copy, which is looked at first']
      : []),
    ...(trace === 'all' ? ['trace: found all, want writes: gVisor reports changes only'] : []),
    ...(readable.length > MAX_READABLE
      ? [`readable: found ${readable.length} paths, want at most ${MAX_READABLE}`]
      : []),
    ...readable.slice(0, MAX_READABLE).flatMap((path) => problemsOfPlace('readable', path)),
    ...(home === null ? [] : problemsOfHome(home)),
    ...Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value)),
    ...problemsOfDoors(
      doors.map(({ port }) => port),
      { most: MAX_DOORS, first: 1_024 },
    ),
    ...problemsOfLimits(limits),
  ];
}

function problemsOfPlace(name: string, path: string): readonly string[] {
  if (!path.startsWith('/') || path.includes('\0') || SYSTEM.includes(path))
    return [`${name}: found ${shown(path)}, want an absolute path that is no folder of the system`];
  const real = realOf(path);
  if (real === null) return [`${name}: found ${shown(path)}, which cannot be read`];
  return real === path ? [] : [`${name}: found ${shown(path)}, want the path without links, ${real}`];
}

function problemsOfHome({ path, files }: NonNullable<SandboxSpec<Socket>['home']>): readonly string[] {
  const sizeBytes = files.reduce((sum, { contents }) => sum + contents.length, 0);
  const isPlace = path.startsWith('/') && isBelowItself(path.slice(1)) && !SYSTEM.includes(path);
  return [
    ...(isPlace ? [] : [`home.path: found ${shown(path)}, want an absolute path that hides nothing of the system`]),
    ...(files.length > MAX_FILES ? [`home.files: found ${files.length}, want at most ${MAX_FILES}`] : []),
    ...(sizeBytes > MAX_HOME_BYTES ? [`home.files: found ${sizeBytes} bytes, want at most ${MAX_HOME_BYTES}`] : []),
    ...problemsOfHomeFiles(files.map((file) => file.path)),
  ];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
