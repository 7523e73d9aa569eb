import { existsSync, lstatSync, realpathSync } from 'node:fs';
import type { SandboxFile, SandboxSpec } from '../../ports/sandbox.ts';

const MAX_DOORS = 32;
const MAX_READABLE = 200;
const MAX_HOME_BYTES = 16 * 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 - 64 * 1024;

/** Every reason why a microVM cannot be made of this; empty where it can. */
export function problemsOfSpec<Connection>(spec: SandboxSpec<Connection>): readonly string[] {
  const { id, folder, writes, readable, home, environment, doors, limits, trace } = spec;
  return [
    ...(isName(id) ? [] : [`id: found ${quoted(id)}, want lower-case letters, digits and hyphens, at most 40`]),
    ...(isPlainFolder(folder) ? [] : [`folder: found ${quoted(folder)}, want an absolute folder without links`]),
    ...(writes === 'direct' ? ['writes: found direct, want copy or none: a microVM has a copy of its folder'] : []),
    ...(trace === 'all' ? ['trace: found all, want writes: a microVM reports changes only'] : []),
    ...(readable.length > MAX_READABLE
      ? [`readable: found ${readable.length} paths, want at most ${MAX_READABLE}`]
      : []),
    ...readable
      .filter((path) => !isPlainPath(path))
      .map((path) => `readable: found ${quoted(path)}, want an absolute path without links`),
    ...(home === null ? [] : problemsOfHome(home)),
    ...Object.entries(environment)
      .filter(([name, value]) => !isVariable(name, value))
      .map(([name]) => `environment: found the name ${quoted(name)}, want one without = and NUL`),
    ...problemsOfDoors(doors.map(({ port }) => port)),
    ...Object.entries(limits)
      .filter(([, value]) => !Number.isSafeInteger(value) || value <= 0)
      .map(([name, value]) => `limits.${name}: found ${value}, want a whole number above 0`),
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
  const isPlace = path.startsWith('/') && path.split('/').slice(1).every(isStep) && !NO_HOME.includes(path);
  return [
    ...(isPlace ? [] : [`home: found ${quoted(path)}, want an absolute path that is no folder of the system`]),
    ...(total > MAX_HOME_BYTES ? [`home: found ${total} bytes, want at most ${MAX_HOME_BYTES}`] : []),
    ...files
      .filter((file) => !file.path.split('/').every(isStep))
      .map((file) => `home: found the file ${quoted(file.path)}, want a path below it`),
    ...files
      .filter(({ contents }) => contents.length > MAX_FILE_BYTES)
      .map(
        (file) => `home: found ${file.contents.length} bytes in ${quoted(file.path)}, want at most ${MAX_FILE_BYTES}`,
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

function problemsOfDoors(ports: readonly number[]): readonly string[] {
  const bad = ports.filter((port) => !Number.isInteger(port) || port < 1 || port > 65_535);
  return [
    ...bad.map((port) => `doors: found the port ${port}, want 1 to 65535`),
    ...(new Set(ports).size === ports.length ? [] : ['doors: found one port twice, want each once']),
    ...(ports.length > MAX_DOORS ? [`doors: found ${ports.length}, want at most ${MAX_DOORS}`] : []),
  ];
}

function isName(id: string): boolean {
  return (
    id.length > 0 &&
    id.length <= 40 &&
    [...id].every((one) => (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one === '-')
  );
}

function isStep(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('\0');
}

function isVariable(name: string, value: string): boolean {
  return name !== '' && !name.includes('=') && !name.includes('\0') && !value.includes('\0');
}

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

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
