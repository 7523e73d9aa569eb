import { realpathSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { isAbsolute, normalize } from 'node:path';
import {
  problemsOfDoors,
  problemsOfHomeFiles,
  problemsOfId,
  problemsOfLimits,
  shown,
} from '../../../core/sandbox/spec-problems.ts';
import { SandboxError, type SandboxSpec } from '../../../ports/sandbox.ts';
import { isHome, placeOf, realOf } from '../project-place.ts';
import { isBelow } from '../toolchains.ts';
import type { SessionSettings } from './session-settings.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_READABLE = 200;
const MAX_FILES = 1_000;
const MAX_DOORS = 64;

/** Refuses a spec that cannot be held to, with all that is wrong with it (`sandbox.spec`). */
export function readSpec(spec: SandboxSpec<Socket>, settings: SessionSettings): SandboxSpec<Socket> {
  const place = placeOf(spec.folder, settings);
  const problems = [
    ...problemsOfId(spec.id),
    ...(typeof place === 'string' ? [`folder: ${place}`] : problemsOfPath('folder', spec.folder)),
    ...problemsOfReadable(spec, settings),
    ...problemsOfHome(spec),
    ...problemsOfDoors(
      spec.doors.map(({ port }) => port),
      { most: MAX_DOORS, first: 1_024 },
    ),
    ...Object.entries(spec.environment).flatMap(([name, value]) => problemsOfVariable(name, value)),
    ...problemsOfLimits(spec.limits),
  ];
  if (problems.length > 0) throw new SandboxError('sandbox.spec', `open a sandbox: ${problems.join('; ')}`);
  return spec;
}

/** What is wrong with a variable for a program; nothing where it can be passed on. */
export function problemsOfVariable(name: string, value: string): readonly string[] {
  if (!NAME.test(name)) return [`environment: found the name ${shown(name)}, want letters, digits and _`];
  return value.includes('\0') ? [`environment.${name}: found a zero byte`] : [];
}

function problemsOfPath(name: string, path: string): readonly string[] {
  if (!isAbsolute(path) || path.includes('\0')) return [`${name}: found ${shown(path)}, want an absolute path`];
  try {
    const real = realpathSync(path);
    if (real !== path) return [`${name}: found ${shown(path)}, want the path without links, ${real}`];
    return name === 'folder' && !statSync(path).isDirectory()
      ? [`${name}: found ${shown(path)}, which is no folder`]
      : [];
  } catch {
    return [`${name}: found ${shown(path)}, which cannot be read`];
  }
}

function problemsOfReadable({ readable }: SandboxSpec<Socket>, settings: SessionSettings): readonly string[] {
  if (readable.length > MAX_READABLE) return [`readable: found ${readable.length} paths, want at most ${MAX_READABLE}`];
  return readable.flatMap((path) => {
    const problems = problemsOfPath('readable', path);
    if (problems.length > 0) return problems;
    const closed = [...settings.closed, settings.directory].map(realOf);
    const found = closed.find((one) => isBelow(one, path) || isBelow(path, one));
    if (found !== undefined)
      return [`readable: found ${path}, which holds or lies in ${found}, which no program may see`];
    return path === '/' || isBelow(path, '/proc') ? [`readable: found ${path}, want a folder or file of its own`] : [];
  });
}

function problemsOfHome({ home }: SandboxSpec<Socket>): readonly string[] {
  if (home === null) return [];
  if (home.files.length > MAX_FILES) return [`home.files: found ${home.files.length}, want at most ${MAX_FILES}`];
  const place = isHome(home.path) && normalize(home.path) === home.path && !home.path.endsWith('/');
  return [
    ...(place ? [] : [`home.path: found ${shown(home.path)}, want an absolute path that hides nothing of the system`]),
    ...problemsOfHomeFiles(home.files.map(({ path }) => path)),
  ];
}
