import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { awaitGuest, continuedGuest, type Guest } from './guest-boot.ts';
import type { GuestImages } from './guest-images.ts';
import type { GuestKernel } from './guest-kernel.ts';
import type { MachineSpec, StartMachine } from './machine.ts';

export type GuestStarterSettings = {
  readonly images: GuestImages;
  readonly kernel: GuestKernel;
  /** An absolute path of a busybox without libraries. */
  readonly busybox: string;
  readonly start: StartMachine;
  /** What a snapshot fits beside the files: the program, its version, the way it runs. */
  readonly kind: readonly string[];
  readonly startTimeoutMs: number;
  /** False where every guest is to start from the beginning. */
  readonly usesSnapshots: boolean;
};

/** Memory is given in steps, so that sandboxes with similar limits continue from one snapshot. */
const MEMORY_STEP_BYTES = 512 * 1024 * 1024;

/**
 * Starts guests with given disks. The first one of a size starts from the beginning without any workspace, and is kept as a
 * snapshot when its agent answers; this and every later one continues from that, which takes a fraction of the time. Nothing of a
 * sandbox is in a snapshot: it is taken before the guest learns of one.
 */
export class GuestStarter {
  readonly #settings: GuestStarterSettings;
  readonly #snapshots = new Map<string, Promise<string | null>>();

  constructor(settings: GuestStarterSettings) {
    this.#settings = settings;
  }

  /** A guest whose agent answers, and the files that it was started with. */
  async start({
    workspace,
    readable,
    memoryBytes,
  }: {
    readonly workspace: string;
    readonly readable: string;
    readonly memoryBytes: number;
  }): Promise<{ readonly guest: Guest; readonly files: GuestFiles }> {
    const { images, kernel, busybox, usesSnapshots } = this.#settings;
    const system = await images.system();
    const initrd = images.initrd({ busybox, kernel });
    const stepped = Math.ceil(memoryBytes / MEMORY_STEP_BYTES) * MEMORY_STEP_BYTES;
    const files: GuestFiles = { initrd: initrd.path, disks: [system.path, workspace, readable], memoryBytes: stepped };
    const snapshot = usesSnapshots ? await this.#snapshotOf(files, [system.digest, initrd.digest]) : null;
    return { guest: await this.#startFrom(snapshot, files), files };
  }

  /** Continues a guest from its memory, with the disks that it had. Raises where it cannot be continued. */
  continueFrom(memory: string, files: GuestFiles): Promise<Guest> {
    const { kernel, start } = this.#settings;
    return withFiles(
      [kernel.image, files.initrd, memory, ...files.disks],
      async ([image = 0, initrd = 0, incoming = 0, ...disks]) => {
        const spec = { kernel: image, initrd, disks, memoryBytes: files.memoryBytes, incoming };
        return continuedGuest(await start(spec));
      },
    );
  }

  async #startFrom(snapshot: string | null, files: GuestFiles): Promise<Guest> {
    if (snapshot === null) return this.#fromTheBeginning(files);
    try {
      return await this.continueFrom(snapshot, files);
    } catch {
      rmSync(snapshot, { force: true });
      this.#snapshots.clear();
      return this.#fromTheBeginning(files);
    }
  }

  #snapshotOf(files: GuestFiles, digests: readonly string[]): Promise<string | null> {
    const { images, kernel, kind } = this.#settings;
    const path = images.snapshotPath([
      ...kind,
      ...digests,
      kernel.image,
      String(statSync(kernel.image).mtimeMs),
      String(files.memoryBytes),
    ]);
    const known = this.#snapshots.get(path);
    if (known !== undefined) return known;
    const made = existsSync(path) ? Promise.resolve(path) : this.#keep(path, files);
    this.#snapshots.set(path, made);
    return made;
  }

  /** Null where no snapshot can be kept: then guests start from the beginning. */
  async #keep(path: string, files: GuestFiles): Promise<string | null> {
    const empty = this.#settings.images.empty();
    const [system = ''] = files.disks;
    const unfinished = `${path}.${randomBytes(6).toString('hex')}.${process.pid}`;
    const guest = await this.#fromTheBeginning({ ...files, disks: [system, empty, empty] });
    try {
      await guest.machine.snapshot(unfinished);
      renameSync(unfinished, path);
      return path;
    } catch {
      rmSync(unfinished, { force: true });
      return null;
    } finally {
      await guest.machine.kill();
    }
  }

  #fromTheBeginning(files: GuestFiles): Promise<Guest> {
    const { kernel, start, startTimeoutMs } = this.#settings;
    return withFiles([kernel.image, files.initrd, ...files.disks], async ([image = 0, initrd = 0, ...disks]) => {
      const spec: MachineSpec = {
        kernel: image,
        initrd,
        disks,
        memoryBytes: files.memoryBytes,
        incoming: null,
      };
      const machine = await start(spec);
      try {
        return await awaitGuest(machine, startTimeoutMs);
      } catch (error) {
        await machine.kill();
        throw error;
      }
    });
  }
}

/** What a guest is started with, beside its kernel. */
export type GuestFiles = { readonly initrd: string; readonly disks: readonly string[]; readonly memoryBytes: number };

/** Open for as long as they are used here: a process that was started with them has its own. */
async function withFiles<T>(paths: readonly string[], use: (files: readonly number[]) => Promise<T>): Promise<T> {
  const files: number[] = [];
  try {
    for (const path of paths) files.push(openSync(path, 'r'));
    return await use(files);
  } finally {
    for (const file of files) closeSync(file);
  }
}
