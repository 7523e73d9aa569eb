import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { requireGuarantees } from '../../ports/require-guarantees.ts';
import {
  type Sandbox,
  type SandboxDriver,
  SandboxError,
  type SandboxProbe,
  type SandboxSpec,
} from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { openDoors } from './doors.ts';
import { GvisorSandbox } from './gvisor-sandbox.ts';
import { startHolder } from './holder.ts';
import { idMapFor } from './id-map.ts';
import { type LimitGroup, openLimitGroup, sweepGroups } from './limit-group.ts';
import { probeGvisor } from './probe-gvisor.ts';
import { removeTree } from './remove-tree.ts';
import { foldersIn, isInUse, makeStage, type Stage } from './stage.ts';

/** Where sandboxes are made, and with what. */
export type GvisorSettings = {
  /** A folder of the gateway alone, on a disk with room for what sandboxes write. */
  readonly directory: string;
  /** The path of runsc, or its name. */
  readonly program?: string;
  readonly uuid: () => string;
};

/** A kernel of its own has threads of its own, and one process of this machine for each that it runs. */
const HOST_TASKS_PER_TASK = 2;
const HOST_TASKS = 512;
/** What the kernels themselves take, beside their programs. */
const OVERHEAD_BYTES = 64 * 1024 * 1024;

/**
 * Makes sandboxes with gVisor (runsc): each program speaks to a kernel written in Go that runs as nobody, in namespaces of its own,
 * and never to this machine's but for what that kernel needs.
 *
 * As the administrator runsc itself has no right on this machine (see `idMapFor`); as anybody else it has theirs, and no bounds
 * but those of each file, of output and of time.
 */
export function openGvisor(settings: GvisorSettings): SandboxDriver<Socket> {
  return new GvisorDriver(settings);
}

class GvisorDriver implements SandboxDriver<Socket> {
  readonly name = 'gvisor';
  private readonly settings: GvisorSettings;
  private readonly open_ = new Set<string>();
  private probed: Promise<SandboxProbe> | null = null;

  constructor(settings: GvisorSettings) {
    this.settings = settings;
  }

  probe(): Promise<SandboxProbe> {
    this.probed ??= probeGvisor({ program: this.program(), open: (spec) => this.make(spec) });
    return this.probed;
  }

  async open(spec: SandboxSpec<Socket>): Promise<Sandbox> {
    const problems = problemsOfSpec(spec);
    if (problems.length > 0) throw new SandboxError('sandbox.spec', `open a sandbox: ${problems.join('; ')}`);
    requireGuarantees(await this.probe(), { title: 'gVisor', require: spec.require });
    if (spec.require.includes('snapshot') && spec.doors.length > 0)
      throw new SandboxError(
        'sandbox.lacks',
        'open a sandbox: found doors, want none where snapshot is required: gVisor keeps no connections',
      );
    return this.make(spec);
  }

  async sweep(): Promise<readonly string[]> {
    const { directory } = this.settings;
    const left = foldersIn(directory).filter((name) => isInUse(join(directory, name)) === false);
    for (const name of left) removeTree(join(directory, name));
    const groups = sweepGroups(directory, (id) => this.open_.has(id) || isInUse(join(directory, id)) === true);
    return [...left.map((name) => join(directory, name)), ...groups];
  }

  private async make(spec: SandboxSpec<Socket>): Promise<Sandbox> {
    const { uid, gid } = statSync(spec.folder);
    const own = process.getuid?.() ?? 0;
    const ids = idMapFor({ userId: uid, groupId: gid }, { own, uuid: this.settings.uuid() });
    const stage = makeStage(spec, { directory: this.settings.directory, ids });
    this.open_.add(spec.id);
    const undo: (() => Promise<unknown>)[] = [async () => this.forget(spec, stage)];
    try {
      const group = this.groupFor(spec);
      undo.push(async () => group?.remove());
      const holder = await startHolder(spec, { stage, ids, entrances: group?.below('holder').entrances ?? [] });
      undo.push(() => holder.end());
      const doors = await openDoors(spec.doors, { holderPid: holder.pid, isRoot: own === 0 });
      const onClosed = (): void => void this.open_.delete(spec.id);
      return new GvisorSandbox({ spec, ids, stage, holder, doors, group, program: this.program(), onClosed });
    } catch (error) {
      for (const one of undo.reverse()) await one();
      throw error instanceof SandboxError
        ? error
        : new SandboxError('sandbox.failed', 'open a sandbox: it could not be made', { cause: error });
    }
  }

  private forget({ id }: SandboxSpec<Socket>, { path }: Stage): void {
    removeTree(path);
    this.open_.delete(id);
  }

  private groupFor({ id, limits }: SandboxSpec<Socket>): LimitGroup | null {
    const { directory } = this.settings;
    const bounds = {
      memoryBytes: limits.memoryBytes + OVERHEAD_BYTES,
      tasks: limits.tasks * HOST_TASKS_PER_TASK + HOST_TASKS,
    };
    return openLimitGroup({ directory, id }, bounds);
  }

  private program(): string {
    return this.settings.program ?? 'runsc';
  }
}
