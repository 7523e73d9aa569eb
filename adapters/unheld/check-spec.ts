import { realpathSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { problemsOfVariable } from '../../core/sandbox/program-problem.ts';
import type { SandboxSpec } from '../../ports/sandbox.ts';

/** Every reason why no programs are run as they are with this: what nothing here could hold to is refused, never left out. */
export function problemsOfSpec(spec: SandboxSpec<Socket>): readonly string[] {
  const { id, folder, writes, home, environment, doors, limits, trace } = spec;
  return [
    ...(/^[a-z0-9-]{1,40}$/.test(id) ? [] : [`id: found ${shown(id)}, want at most 40 of a-z, 0-9 and -`]),
    ...(isRealFolder(folder) ? [] : [`folder: found ${shown(folder)}, want a folder by its path without links`]),
    ...(writes === 'direct' ? [] : [`writes: found ${writes}, want direct: nothing keeps changes apart`]),
    ...(home === null ? [] : ['home: found one, want none: programs have the home that is there']),
    ...(doors.length === 0 ? [] : [`doors: found ${doors.length}, want none: nothing tells who connects`]),
    ...(trace === 'writes' ? [] : ['trace: found all, want writes: nothing is traced']),
    ...Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value)),
    ...Object.entries(limits).flatMap(([name, value]) =>
      Number.isSafeInteger(value) && value > 0 ? [] : [`limits.${name}: found ${value}, want a whole number above 0`],
    ),
  ];
}

function isRealFolder(path: string): boolean {
  try {
    return realpathSync(path) === path && statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
