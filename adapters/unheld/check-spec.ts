import { realpathSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { problemsOfVariable } from '../../core/sandbox/program-problem.ts';
import { problemsOfId, problemsOfLimits, shown } from '../../core/sandbox/spec-problems.ts';
import type { SandboxSpec } from '../../ports/sandbox.ts';

/** Every reason why no programs are run as they are with this: what nothing here could hold to is refused, never left out. */
export function problemsOfSpec(spec: SandboxSpec<Socket>): readonly string[] {
  const { id, folder, writes, home, environment, doors, limits, trace } = spec;
  return [
    ...problemsOfId(id),
    ...(isRealFolder(folder) ? [] : [`folder: found ${shown(folder)}, want a folder by its path without links`]),
    ...(writes === 'direct' ? [] : [`writes: found ${writes}, want direct: nothing keeps changes apart`]),
    ...(home === null ? [] : ['home: found one, want none: programs have the home that is there']),
    ...(doors.length === 0 ? [] : [`doors: found ${doors.length}, want none: nothing tells who connects`]),
    ...(trace === 'writes' ? [] : ['trace: found all, want writes: nothing is traced']),
    ...Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value)),
    ...problemsOfLimits(limits),
  ];
}

function isRealFolder(path: string): boolean {
  try {
    return realpathSync(path) === path && statSync(path).isDirectory();
  } catch {
    return false;
  }
}
