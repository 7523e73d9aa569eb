import { realpathSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { problemsOfVariable } from '../../core/sandbox/program-problem.ts';
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
    ...(isName(id) ? [] : [`id: found ${shown(id)}, want at most 40 of a-z, 0-9 and -`]),
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
    ...problemsOfDoors(doors.map(({ port }) => port)),
    ...Object.entries(limits).flatMap(([name, value]) =>
      Number.isSafeInteger(value) && value > 0 ? [] : [`limits.${name}: found ${value}, want a whole number above 0`],
    ),
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
  const isPlace = path.startsWith('/') && path.split('/').slice(1).every(isStep) && !SYSTEM.includes(path);
  return [
    ...(isPlace ? [] : [`home.path: found ${shown(path)}, want an absolute path that hides nothing of the system`]),
    ...(files.length > MAX_FILES ? [`home.files: found ${files.length}, want at most ${MAX_FILES}`] : []),
    ...(sizeBytes > MAX_HOME_BYTES ? [`home.files: found ${sizeBytes} bytes, want at most ${MAX_HOME_BYTES}`] : []),
    ...files
      .filter((file) => !file.path.split('/').every(isStep))
      .map((file) => `home.files: found ${shown(file.path)}, want a path below the home`),
  ];
}

function problemsOfDoors(ports: readonly number[]): readonly string[] {
  return [
    ...(ports.length > MAX_DOORS ? [`doors: found ${ports.length}, want at most ${MAX_DOORS}`] : []),
    ...(new Set(ports).size === ports.length ? [] : ['doors: found two of one port']),
    ...ports
      .filter((port) => !Number.isInteger(port) || port < 1_024 || port > 65_535)
      .map((port) => `doors: found port ${port}, want 1024 to 65535`),
  ];
}

function isName(id: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(id);
}

function isStep(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('\0');
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

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
