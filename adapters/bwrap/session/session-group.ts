import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type OwnGroup, ownGroups, removeGroup } from '../control-groups.ts';

/** Opens the names of a session's groups. Other than those of one program: an idle session's group is empty, and in use. */
export const SESSION_PREFIX = 'countersign.';

/** Control groups of a session: one in each hierarchy that can be written, with one below it for each program. */
export type SessionGroup = {
  readonly folders: readonly string[];
  /** What the groups bound or measure here. */
  readonly can: { readonly memory: boolean; readonly tasks: boolean; readonly cpu: boolean; readonly freeze: boolean };
  readonly program: (name: string) => ProgramGroup;
  /** Answers when nothing in it runs; false where that takes too long. */
  readonly freeze: () => Promise<boolean>;
  readonly resume: () => void;
  /** Removes the groups; answers those that are still there. */
  readonly remove: () => Promise<readonly string[]>;
};

/** Control groups of one program. */
export type ProgramGroup = {
  readonly entrances: readonly string[];
  /** Ids of the processes in it, as this machine has them. */
  readonly processes: () => readonly number[];
  readonly kill: () => void;
  readonly cpuMs: () => number | null;
  readonly peakMemoryBytes: () => number | null;
  /** How many processes the kernel ended for want of memory. */
  readonly memoryKills: () => number;
  /** How often a new process was refused. */
  readonly tasksRefused: () => number;
  readonly remove: () => Promise<void>;
};

type Places = {
  readonly unified: string | null;
  readonly memory: string | null;
  readonly tasks: string | null;
  readonly freezer: string | null;
  readonly cpu: string | null;
};

const FREEZE_PAUSES = 2_500;

/** Makes the groups of a session, bounded; null where none can be made here. */
export function openSessionGroup(
  id: string,
  { memoryBytes, tasks }: { readonly memoryBytes: number; readonly tasks: number },
): SessionGroup | null {
  const places = makePlaces(`${SESSION_PREFIX}${id}`);
  const folders = [...new Set(Object.values(places).filter((folder) => folder !== null))];
  if (folders.length === 0) return null;
  bound(places, { memoryBytes, tasks });
  return {
    folders,
    can: {
      memory: places.memory !== null,
      tasks: places.tasks !== null,
      cpu: places.cpu !== null,
      freeze: places.unified !== null || places.freezer !== null,
    },
    program: (name) => programGroup(places, { folders, name }),
    freeze: () => freeze(places),
    resume: () => {
      if (places.unified !== null) set(join(places.unified, 'cgroup.freeze'), '0');
      else if (places.freezer !== null) set(join(places.freezer, 'freezer.state'), 'THAWED');
    },
    remove: async () => {
      const left = await Promise.all(folders.map(async (folder) => ((await removeGroup(folder)) ? [] : [folder])));
      return left.flat();
    },
  };
}

function makePlaces(name: string): Places {
  const own = safeOwnGroups();
  const known = new Map<string, string | null>();
  // Several controllers of version 1 may be in one hierarchy.
  const made = (group: OwnGroup | undefined): string | null => {
    if (group === undefined) return null;
    const found = known.get(group.folder) ?? makeGroup(join(group.folder, name));
    known.set(group.folder, found);
    return found;
  };
  const unified = made(own.find(({ controllers }) => controllers.length === 0));
  const inVersion2 = (file: string): string | null =>
    unified !== null && existsSync(join(unified, file)) && passesOn(unified) ? unified : null;
  const inVersion1 = (controller: string): string | null =>
    made(own.find(({ controllers }) => controllers.includes(controller)));
  return {
    unified,
    memory: inVersion2('memory.max') ?? inVersion1('memory'),
    tasks: inVersion2('pids.max') ?? inVersion1('pids'),
    freezer: unified === null ? inVersion1('freezer') : null,
    cpu: unified ?? inVersion1('cpuacct'),
  };
}

function safeOwnGroups(): readonly OwnGroup[] {
  try {
    return ownGroups();
  } catch {
    return [];
  }
}

/** Null where the group cannot be made; one that is there already is somebody else's. */
function makeGroup(folder: string): string | null {
  try {
    mkdirSync(folder);
    return folder;
  } catch {
    return null;
  }
}

/** Version 2 bounds the groups of programs only where their parent says so. */
function passesOn(unified: string): boolean {
  return set(join(unified, 'cgroup.subtree_control'), '+memory +pids');
}

function bound(places: Places, { memoryBytes, tasks }: { readonly memoryBytes: number; readonly tasks: number }): void {
  const { unified, memory, tasks: processes } = places;
  if (processes !== null) set(join(processes, 'pids.max'), String(tasks));
  if (memory === null) return;
  if (memory === unified) {
    set(join(memory, 'memory.max'), String(memoryBytes));
    set(join(memory, 'memory.swap.max'), '0');
  } else {
    set(join(memory, 'memory.limit_in_bytes'), String(memoryBytes));
    set(join(memory, 'memory.memsw.limit_in_bytes'), String(memoryBytes));
  }
}

async function freeze({ unified, freezer }: Places): Promise<boolean> {
  const isFrozen = (): boolean =>
    unified === null
      ? read(join(freezer ?? '', 'freezer.state')).startsWith('FROZEN')
      : read(join(unified, 'cgroup.events')).includes('frozen 1');
  if (unified !== null) set(join(unified, 'cgroup.freeze'), '1');
  else set(join(freezer ?? '', 'freezer.state'), 'FROZEN');
  for (let pauses = 0; pauses < FREEZE_PAUSES; pauses++) {
    if (isFrozen()) return true;
    await pause(2);
  }
  return false;
}

function programGroup(
  places: Places,
  { folders, name }: { readonly folders: readonly string[]; readonly name: string },
): ProgramGroup {
  const { unified, memory, tasks, cpu, freezer } = places;
  const own = folders.map((folder) => join(folder, name));
  for (const folder of own) mkdirSync(folder);
  const first = own[0] ?? '';
  const processes = (): readonly number[] =>
    read(join(first, 'cgroup.procs'))
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [Number(line)]));
  return {
    entrances: own.map((folder) => join(folder, 'cgroup.procs')),
    processes,
    kill: () => {
      if (unified !== null && set(join(unified, name, 'cgroup.kill'), '1')) return;
      for (const pid of processes()) kill(pid);
      // A group of version 1 that is frozen dies when it is not any more.
      if (freezer !== null) set(join(freezer, 'freezer.state'), 'THAWED');
    },
    cpuMs: () => (cpu === null ? null : cpuMsOf(join(cpu, name), cpu === unified)),
    peakMemoryBytes: () => (memory === null ? null : peakOf(join(memory, name), memory === unified)),
    memoryKills: () => {
      if (memory === null) return 0;
      const file = memory === unified ? 'memory.events' : 'memory.oom_control';
      return numberAfter('oom_kill ', read(join(memory, name, file)));
    },
    tasksRefused: () => (tasks === null ? 0 : numberAfter('max ', read(join(tasks, name, 'pids.events')))),
    remove: async () => {
      await Promise.all(own.map(removeGroup));
    },
  };
}

function cpuMsOf(folder: string, isUnified: boolean): number | null {
  const micro = isUnified
    ? numberAfter('usage_usec ', read(join(folder, 'cpu.stat')))
    : Number(read(join(folder, 'cpuacct.usage'))) / 1_000;
  return Number.isFinite(micro) ? Math.round(micro / 1_000) : null;
}

function peakOf(folder: string, isUnified: boolean): number | null {
  const text = read(join(folder, isUnified ? 'memory.peak' : 'memory.max_usage_in_bytes')).trim();
  return text === '' ? null : Number(text);
}

/** A line of a flat keyed file of a group; 0 where it is not there. */
function numberAfter(key: string, text: string): number {
  const line = text.split('\n').find((one) => one.startsWith(key));
  return line === undefined ? 0 : Number(line.slice(key.length));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function set(file: string, value: string): boolean {
  try {
    writeFileSync(file, value);
    return true;
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
