import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRemoved, type OwnGroup, ownGroups, removeGroup } from './control-groups.ts';

/** Bounds on all processes of one program together. */
export type GroupBounds = { readonly memoryBytes: number; readonly tasks: number };

/** Control groups of one program. */
export type LimitGroup = {
  /** A process that writes its id to each of these is bounded from then on, with all that it starts. */
  readonly entrances: readonly string[];
  /** Removes the groups, waiting up to ten seconds for the last process to be gone; what is left then stays. */
  readonly remove: () => Promise<void>;
};

/** Opens the name of every group, so that those which a gateway left when it was killed are found. */
const PREFIX = 'countersign-';
/** Far more than lies between making a group and entering it; one that is in use cannot be removed. */
const ABANDONED_MS = 60_000;

/**
 * Makes control groups that bound memory and tasks (threads count), below the group of this process: one of version 2 where it
 * has both controllers, or one of each controller of version 1. Null where that is not allowed here. Swap is not used. Empty
 * groups beside it that an earlier gateway left are removed.
 */
export function openLimitGroup(id: string, { memoryBytes, tasks }: GroupBounds): LimitGroup | null {
  const made: string[] = [];
  const name = `${PREFIX}${id}`;
  const remove = (): Promise<void> => removeAll(made);
  try {
    const own = ownGroups();
    const unified = own.find(({ controllers }) => controllers.length === 0);
    const group = unified === undefined ? null : inUnified(join(unified.folder, name), made);
    for (const folder of new Set(made.map((one) => dirname(one)))) removeAbandoned(folder);
    if (group !== null) {
      writeFileSync(join(group, 'memory.max'), String(memoryBytes));
      if (existsSync(join(group, 'memory.swap.max'))) writeFileSync(join(group, 'memory.swap.max'), '0');
      writeFileSync(join(group, 'pids.max'), String(tasks));
      return { entrances: [join(group, 'cgroup.procs')], remove };
    }
    void remove();
    const memory = inVersion1(own, { controller: 'memory', name, made });
    const processes = inVersion1(own, { controller: 'pids', name, made });
    for (const folder of made) removeAbandoned(dirname(folder));
    writeFileSync(join(memory, 'memory.limit_in_bytes'), String(memoryBytes));
    writeFileSync(join(processes, 'pids.max'), String(tasks));
    return { entrances: [join(memory, 'cgroup.procs'), join(processes, 'cgroup.procs')], remove };
  } catch {
    void remove();
    return null;
  }
}

/** Null where the new group lacks a controller: its parent does not pass it on. */
function inUnified(folder: string, made: string[]): string | null {
  try {
    mkdirSync(folder);
  } catch {
    return null;
  }
  made.push(folder);
  return existsSync(join(folder, 'memory.max')) && existsSync(join(folder, 'pids.max')) ? folder : null;
}

function inVersion1(
  own: readonly OwnGroup[],
  { controller, name, made }: { readonly controller: string; readonly name: string; readonly made: string[] },
): string {
  const group = own.find(({ controllers }) => controllers.includes(controller));
  if (group === undefined) throw new Error(`find the control group of ${controller}: found none`);
  const folder = join(group.folder, name);
  mkdirSync(folder);
  made.push(folder);
  return folder;
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(parent, name);
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.ctimeMs ?? Number.NaN) > ABANDONED_MS)
      isRemoved(folder);
  }
}

async function removeAll(made: string[]): Promise<void> {
  for (const folder of made.splice(0)) await removeGroup(folder);
}
