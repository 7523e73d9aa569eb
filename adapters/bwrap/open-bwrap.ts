import { machine } from 'node:os';
import type { CommandContainment, HeldCommand } from '../../ports/command-containment.ts';
import type { CommandSpec, Containment } from '../../ports/command-runner.ts';
import { bwrapArguments, encodeOptions, type Jail } from './bwrap-arguments.ts';
import { protectedEntries, putAside, type TopEntries } from './held-folder.ts';
import { groupsFile, hiddenFiles, ORDINARY_ID, OUTER_PATH, USER_NAME, usersFile } from './inside-names.ts';
import { type LimitGroup, openLimitGroup } from './limit-group.ts';
import { probeBwrap } from './probe-bwrap.ts';
import { isHome, type Owner, placeOf, realOf } from './project-place.ts';
import { seccompFilter } from './seccomp-filter.ts';
import { findToolchains, isBelow } from './toolchains.ts';
import { endInside, wrapCommand } from './wrapped-command.ts';

/** Where the sandbox's makers live. */
export type BwrapSettings = {
  /** Of the operator. Only its toolchains are seen from inside. */
  readonly home: string;
  /** Folders that no program may see: the gateway's state and configuration. */
  readonly closed: readonly string[];
  /** Makes names of control groups, and of what is put aside. */
  readonly uuid: () => string;
};

/** Descriptors that bubblewrap reads from; given in this order. */
const OPTIONS = 3;
const DESCRIPTORS = { seccomp: 4, users: 5, groups: 6 } as const;

/** Model §8, the second row: checks are named by people. Tasks are 20 programs with the threads that each has. */
const MEMORY_BYTES = 2 * 1024 ** 3;
const FILE_BYTES = 1024 ** 3;
const TEMPORARY_BYTES = 512 * 1024 ** 2;
const TASKS = 512;
const CPU_SECONDS = 300;

/**
 * Holds programs with bubblewrap (see `bwrapArguments`, `seccompFilter`): the system read-only, one folder that they change, no
 * network, no other process, bounded.
 *
 * Under the administrator's id a sandbox keeps that number, without its rights. So a folder of another owner is changed with the
 * owner's rights, and one of the administrator's own only where control groups bound the program: process limits do not hold that
 * number (getrlimit(2)). Whether it all works is found out by running a probe, once for each owner.
 */
export function openBwrap(settings: BwrapSettings): CommandContainment {
  const probes = new Map<string, Promise<string | null>>();
  const probed = (owner: Owner): Promise<string | null> => {
    const key = `${owner.userId}:${owner.groupId}`;
    const known = probes.get(key) ?? probeBwrap((spec, mark) => hold(settings, { spec, owner, mark }), owner);
    probes.set(key, known);
    return known;
  };
  return {
    contains: async (folder) => {
      const place = placeOf(folder, settings);
      if (typeof place === 'string') return { isContained: false, why: place };
      const why = await probed(place.owner);
      return why === null ? CONTAINED : { isContained: false, why };
    },
    hold: async (spec, mark) => {
      const place = placeOf(spec.cwd, settings);
      if (typeof place === 'string') throw new Error(place);
      return hold(settings, { spec: { ...spec, cwd: place.folder }, owner: place.owner, mark });
    },
  };
}

const CONTAINED: Containment = { isContained: true };

type Holding = {
  readonly spec: CommandSpec;
  readonly owner: Owner;
  readonly mark: { readonly name: string; readonly value: string };
};

async function hold(settings: BwrapSettings, { spec, owner, mark }: Holding): Promise<HeldCommand> {
  const filter = seccompFilter(machine());
  if (filter === null) throw new Error(`there is no filter of system calls for ${machine()}`);
  const before = protectedEntries(spec.cwd);
  const id = settings.uuid();
  const jail = jailOf(settings, { spec, owner, before, mark });
  const group = openLimitGroup(id, { memoryBytes: MEMORY_BYTES, tasks: TASKS });
  if (group === null && owner.userId === 0)
    throw new Error('the gateway is the administrator, whom only control groups bound, and none can be made');
  const options = bwrapArguments(jail);
  return {
    argv: wrapCommand(spec.argv, {
      entrances: group?.entrances ?? [],
      owner: owner.isOther ? owner : null,
      optionsDescriptor: OPTIONS,
      bounds: { ...BOUNDS, cpuSeconds: Math.max(CPU_SECONDS, Math.ceil(spec.limits.timeoutMs / 1_000)) },
    }),
    environment: { PATH: OUTER_PATH, [mark.name]: mark.value },
    inputs: [encodeOptions(options), filter, usersFile(jail), groupsFile(jail)],
    endOf: endInside,
    release: () => release(spec.cwd, { group, before, id }),
  };
}

const BOUNDS = { dataBytes: MEMORY_BYTES, fileBytes: FILE_BYTES, tasks: TASKS } as const;

async function release(
  folder: string,
  { group, before, id }: { readonly group: LimitGroup | null; readonly before: TopEntries; readonly id: string },
): Promise<string | null> {
  await group?.remove();
  return putAside(folder, { before, mark: id.slice(0, 8) });
}

function jailOf(
  { home, closed }: BwrapSettings,
  { spec, owner, before, mark }: Holding & { readonly before: TopEntries },
): Jail {
  const given = spec.environment;
  const inside = isHome(given['HOME']) ? realOf(given['HOME']) : null;
  const toolchains = findToolchains({
    home: owner.isOther ? null : realOf(home),
    path: given['PATH'] ?? '',
    named: [given['JAVA_HOME'], given['GOROOT']].filter((folder) => folder !== undefined),
    executable: realOf(process.execPath),
    closed: [...closed.map(realOf), spec.cwd],
  });
  const isRoot = owner.userId === 0;
  return {
    folder: spec.cwd,
    protectedNames: before.kept,
    home: inside,
    toolchains: owner.isOther ? toolchains.filter((one) => !isBelow(one, realOf(home))) : toolchains,
    hidden: hiddenFiles(),
    userId: isRoot ? ORDINARY_ID : owner.userId,
    groupId: isRoot ? ORDINARY_ID : owner.groupId,
    environment: { ...given, ...replaced(given, inside), [mark.name]: mark.value },
    descriptors: DESCRIPTORS,
    temporaryBytes: TEMPORARY_BYTES,
  };
}

/** What names a person or a folder of the outside, where the program is told of it at all. */
function replaced(given: Readonly<Record<string, string>>, home: string | null): Readonly<Record<string, string>> {
  const inside: Readonly<Record<string, string>> = {
    USER: USER_NAME,
    LOGNAME: USER_NAME,
    TMPDIR: '/tmp',
    HOME: home ?? '/tmp',
  };
  return Object.fromEntries(Object.entries(inside).filter(([name]) => given[name] !== undefined));
}
