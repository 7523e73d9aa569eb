import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Control groups of one sandbox, or of one program in it. */
export type LimitGroup = {
  /** A process that writes its id to each of these is in the group from then on, with all that it starts. */
  readonly entrances: readonly string[];
  /** Groups below these, that are bounded with them. */
  readonly below: (name: string) => LimitGroup;
  /** How often a process of it was ended for want of memory. */
  readonly memoryKills: () => number;
  /** How often a process or a thread was refused. */
  readonly refusedTasks: () => number;
  /** How many processes are in it; a kernel has one of this machine for each of its own. */
  readonly processes: () => number;
  /** Processor time of everything that was ever in it; null where that is not counted here. */
  readonly cpuMs: () => number | null;
  readonly peakMemoryBytes: () => number | null;
  /** Removes the groups, waiting for the last process to be gone; answers those that stay. */
  readonly remove: () => Promise<readonly string[]>;
};

const REMOVALS = 500;
const REMOVAL_PAUSE_MS = 10;
const NANOSECONDS = 1_000_000;

/** The sandbox that a group is for: its id, and the directory of its gateway. */
type GroupName = { readonly directory: string; readonly id: string };
type Bounds = { readonly memoryBytes: number; readonly tasks: number };

/**
 * Makes the groups of a sandbox, below the group of this process: one of version 2 where it has the controllers, or one of each
 * controller of version 1. Null where that is not allowed here.
 */
export function openLimitGroup({ directory, id }: GroupName, { memoryBytes, tasks }: Bounds): LimitGroup | null {
  const own = ownGroups();
  const name = prefixOf(directory) + id;
  const unified = own.find(({ controllers }) => controllers.length === 0);
  const folders = (unified === undefined ? null : makeUnified(join(unified.folder, name))) ?? makeVersion1(own, name);
  if (folders === null) return null;
  const group = groupOf(folders);
  try {
    if (folders.isUnified) {
      writeFileSync(join(folders.memory, 'memory.max'), String(memoryBytes));
      if (existsSync(join(folders.memory, 'memory.swap.max')))
        writeFileSync(join(folders.memory, 'memory.swap.max'), '0');
      writeFileSync(join(folders.memory, 'cgroup.subtree_control'), '+memory +pids');
    } else writeFileSync(join(folders.memory, 'memory.limit_in_bytes'), String(memoryBytes));
    writeFileSync(join(folders.pids, 'pids.max'), String(tasks));
    return group;
  } catch {
    void group.remove();
    return null;
  }
}

/**
 * Groups that earlier gateways left and nothing is in; each is removed. `isOurs` tells by their ids those of sandboxes that are open. Groups of
 * gateways with another directory are left alone: one that a sandbox was just made in is as empty as one that was left.
 */
export function sweepGroups(directory: string, isOurs: (id: string) => boolean): readonly string[] {
  const prefix = prefixOf(directory);
  return ownGroups().flatMap(({ folder }) =>
    namesIn(folder)
      .filter((name) => name.startsWith(prefix) && !isOurs(name.slice(prefix.length)))
      .map((name) => join(folder, name))
      .filter((path) => {
        for (const inner of namesIn(path)) isRemoved(join(path, inner));
        return isRemoved(path);
      }),
  );
}

/** Opens the name of every group of a gateway, so that those which it left when it was killed are found. */
function prefixOf(directory: string): string {
  return `countersign-gvisor-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}-`;
}

type Folders = { readonly isUnified: boolean; readonly memory: string; readonly pids: string; readonly cpu: string };

function groupOf(folders: Folders): LimitGroup {
  const { isUnified, memory, pids, cpu } = folders;
  const all = [...new Set([memory, pids, cpu])];
  return {
    // What has groups below itself has no process of its own in version 2 (cgroups(7)).
    entrances: all.map((folder) => join(folder, 'cgroup.procs')),
    below: (name) => {
      for (const folder of all) mkdirSync(join(folder, name));
      return groupOf({ isUnified, memory: join(memory, name), pids: join(pids, name), cpu: join(cpu, name) });
    },
    memoryKills: () => fieldOf(join(memory, isUnified ? 'memory.events' : 'memory.oom_control'), 'oom_kill'),
    refusedTasks: () => fieldOf(join(pids, 'pids.events'), 'max'),
    processes: () => textOf(join(pids, 'cgroup.procs')).split('\n').length - 1,
    cpuMs: () => {
      if (isUnified) return Math.round(fieldOf(join(cpu, 'cpu.stat'), 'usage_usec') / 1_000);
      const used = Number(textOf(join(cpu, 'cpuacct.usage')));
      return textOf(join(cpu, 'cpuacct.usage')) === '' ? null : Math.round(used / NANOSECONDS);
    },
    peakMemoryBytes: () => {
      const text = textOf(join(memory, isUnified ? 'memory.peak' : 'memory.max_usage_in_bytes'));
      return text === '' ? null : Number(text);
    },
    remove: async () => {
      const left: string[] = [];
      for (const folder of all) {
        for (const inner of namesIn(folder)) if (!(await removed(join(folder, inner)))) left.push(join(folder, inner));
        if (!(await removed(folder))) left.push(folder);
      }
      return left;
    },
  };
}

type OwnGroup = { readonly controllers: readonly string[]; readonly folder: string };

/** The groups of this process that can be reached; version 2 has no controllers in its line (cgroups(7)). */
function ownGroups(): readonly OwnGroup[] {
  const mounts = textOf('/proc/self/mountinfo').split('\n').map(readMount);
  return textOf('/proc/self/cgroup')
    .split('\n')
    .flatMap((line) => {
      const [, names = '', ...path] = line.split(':');
      const controllers = names.split(',').filter((name) => name !== '');
      const kind = controllers.length === 0 ? 'cgroup2' : 'cgroup';
      const mount = mounts.find((one) => one.kind === kind && controllers.every((name) => one.options.includes(name)));
      return mount === undefined || line === '' ? [] : [{ controllers, folder: join(mount.at, path.join(':')) }];
    });
}

/** A line of proc_pid_mountinfo(5): the optional fields end with a lone hyphen. */
function readMount(line: string): { readonly kind: string; readonly at: string; readonly options: readonly string[] } {
  const words = line.split(' ');
  const rest = words.slice(words.indexOf('-', 6) + 1);
  return { kind: rest[0] ?? '', at: words[4] ?? '', options: (rest[2] ?? '').split(',') };
}

/** Null where the new group lacks a controller: its parent does not pass it on. */
function makeUnified(folder: string): Folders | null {
  try {
    mkdirSync(folder);
  } catch {
    return null;
  }
  if (existsSync(join(folder, 'memory.max')) && existsSync(join(folder, 'pids.max')))
    return { isUnified: true, memory: folder, pids: folder, cpu: folder };
  isRemoved(folder);
  return null;
}

function makeVersion1(own: readonly OwnGroup[], name: string): Folders | null {
  const made: string[] = [];
  try {
    const make = (controller: string): string => {
      const found = own.find(({ controllers }) => controllers.includes(controller));
      if (found === undefined) throw new Error(`find the control group of ${controller}: found none`);
      const folder = join(found.folder, name);
      if (!made.includes(folder)) mkdirSync(folder);
      made.push(folder);
      return folder;
    };
    return { isUnified: false, memory: make('memory'), pids: make('pids'), cpu: make('cpuacct') };
  } catch {
    for (const folder of made) isRemoved(folder);
    return null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
  } catch {
    return [];
  }
}

/** The number behind a word, in a file of lines with a word and a number; 0 where there is none. */
function fieldOf(path: string, word: string): number {
  const line = textOf(path)
    .split('\n')
    .find((one) => one.startsWith(`${word} `));
  return line === undefined ? 0 : Number(line.slice(word.length + 1));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function removed(folder: string): Promise<boolean> {
  for (let attempt = 0; attempt < REMOVALS; attempt++) {
    if (isRemoved(folder)) return true;
    await pause(REMOVAL_PAUSE_MS);
  }
  return false;
}

function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}
