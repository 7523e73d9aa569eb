import { existsSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** One of the groups that this process is in. */
export type OwnGroup = {
  /** None for version 2 (cgroups(7)). */
  readonly controllers: readonly string[];
  readonly folder: string;
};

/** How often a group is tried to be removed: a process that was killed is in it until it is collected. */
const REMOVALS = 1_000;
const REMOVAL_PAUSE_MS = 10;

/** The groups of this process that can be reached. Raises where there is no `/proc`. */
export function ownGroups(): readonly OwnGroup[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').map(readMount);
  return readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, names = '', ...path] = line.split(':');
      const controllers = names.split(',').filter((name) => name !== '');
      const mount = mounts.find(
        ({ kind, options }) =>
          kind === (controllers.length === 0 ? 'cgroup2' : 'cgroup') &&
          controllers.every((controller) => options.includes(controller)),
      );
      return mount === undefined || line === '' ? [] : [{ controllers, folder: join(mount.at, path.join(':')) }];
    });
}

/** A line of proc_pid_mountinfo(5): the optional fields end with a lone hyphen. */
function readMount(line: string): { readonly kind: string; readonly at: string; readonly options: readonly string[] } {
  const words = line.split(' ');
  const rest = words.slice(words.indexOf('-', 6) + 1);
  return { kind: rest[0] ?? '', at: words[4] ?? '', options: (rest[2] ?? '').split(',') };
}

/** Removes a group, waiting up to ten seconds for its last process to be gone; answers whether it is gone. */
export async function removeGroup(folder: string): Promise<boolean> {
  for (let attempt = 0; attempt < REMOVALS; attempt++) {
    if (isRemoved(folder)) return true;
    await pause(REMOVAL_PAUSE_MS);
  }
  return false;
}

/** Removes a group where that is possible at once; answers whether it is gone. */
export function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}
