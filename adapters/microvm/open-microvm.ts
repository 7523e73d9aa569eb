import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { requireGuarantees } from '../../ports/require-guarantees.ts';
import { type SandboxDriver, SandboxError, type SandboxProbe, type SandboxSpec } from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { type ChosenStarter, chooseStarter } from './choose-starter.ts';
import { KERNEL_BYTES, refreshGuest, setUpGuest } from './guest-boot.ts';
import { GuestImages } from './guest-images.ts';
import type { GuestFiles } from './guest-starter.ts';
import { KeptGuests } from './kept-guests.ts';
import { MicrovmSandbox, type MicrovmSandboxParts } from './microvm-sandbox.ts';
import type { MicrovmSettings } from './microvm-settings.ts';
import { isComplete, nothingWorks, probeMicrovm } from './probe-microvm.ts';
import { SessionFolders } from './session-folders.ts';

const COPY_BYTES = 512 * 1024 * 1024;
/** What did not work is looked at again after this: a package may have been installed. */
const RETRY_MS = 30_000;

export interface MicrovmDriver extends SandboxDriver<Socket> {
  open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox>;
  /**
   * A sandbox that goes on where a snapshot was taken: its files, its home and what ran in it, with the doors of this spec, which
   * must be at the same ports. Connections that were open then are broken.
   */
  continue(snapshot: string, spec: SandboxSpec<Socket>): Promise<MicrovmSandbox>;
  /** Removes a snapshot. */
  drop(snapshot: string): void;
}

/**
 * Makes sandboxes that are virtual machines: each has a kernel of its own, the system read-only, a copy of the folder, no network
 * device, and one channel to the gateway. Linux on x64 with QEMU and bubblewrap.
 *
 * The first use makes an image of the system, which takes up to a minute and as much disk as `/usr` does; later ones take a
 * fraction of a second. Refuses changes in place (`direct`), and reports no file that was only looked at.
 */
export function openMicrovm(settings: MicrovmSettings): MicrovmDriver {
  return new Microvms(settings);
}

class Microvms implements MicrovmDriver {
  readonly name = 'microvm';
  readonly #settings: MicrovmSettings;
  readonly #folders: SessionFolders;
  readonly #images: GuestImages;
  readonly #kept: KeptGuests;
  #chosen: Promise<ChosenStarter> | null = null;
  #probed: { readonly answer: Promise<SandboxProbe>; readonly atMs: number } | null = null;

  constructor(settings: MicrovmSettings) {
    this.#settings = settings;
    this.#folders = new SessionFolders(settings.folder);
    this.#kept = new KeptGuests(join(settings.folder, 'snapshots'));
    const without = [settings.folder, ...(settings.closed ?? [])];
    this.#images = new GuestImages({ folder: this.#folders.images, without });
  }

  async probe(): Promise<SandboxProbe> {
    const known = this.#probed;
    if (known !== null && (isComplete(await known.answer) || performance.now() - known.atMs < RETRY_MS))
      return known.answer;
    const answer = this.#probe();
    this.#probed = { answer, atMs: performance.now() };
    return answer;
  }

  async open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const problems = problemsOfSpec(spec);
    if (problems.length > 0) throw new SandboxError('sandbox.spec', `open a microVM: ${problems.join('; ')}`);
    requireGuarantees(await this.probe(), { title: 'a microVM', require: spec.require });
    return this.#inFolder(spec, (folder) => this.#openIn(folder, spec));
  }

  async continue(snapshot: string, spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const kept = this.#kept.find(snapshot);
    if (kept === null)
      throw new SandboxError(
        'sandbox.failed',
        `continue a microVM: found no snapshot of the name ${snapshot.slice(0, 40)}`,
      );
    return this.#inFolder(spec, async (folder) => {
      const { starter, timeoutMs } = await this.#starter();
      const guest = await starter.continueFrom(kept.memory, kept.files);
      return this.#readied({ guest, files: kept.files, spec, folder, firstNumber: Date.now() % 1_000_000_000 }, () =>
        refreshGuest(guest, timeoutMs),
      );
    });
  }

  drop(snapshot: string): void {
    this.#kept.drop(snapshot);
  }

  sweep(): Promise<readonly string[]> {
    return Promise.resolve(this.#folders.sweep());
  }

  async #inFolder(
    spec: SandboxSpec<Socket>,
    open: (folder: string) => Promise<MicrovmSandbox>,
  ): Promise<MicrovmSandbox> {
    const folder = this.#folders.make(spec.id);
    if (folder === null)
      throw new SandboxError(
        'sandbox.spec',
        `open a microVM: found a sandbox named ${spec.id}, want a name of its own`,
      );
    try {
      return await open(folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      if (error instanceof SandboxError) throw error;
      const why = error instanceof Error ? error.message : 'it failed';
      throw new SandboxError('sandbox.failed', `open a microVM: ${why}`, { cause: error });
    }
  }

  async #openIn(folder: string, spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const { starter, timeoutMs } = await this.#starter();
    const { memoryBytes, temporaryBytes } = spec.limits;
    const copyBytes = this.#settings.copyBytes ?? COPY_BYTES;
    const [workspace, readable] = await Promise.all([
      this.#images.workspace(spec.folder, `${folder}/workspace.erofs`),
      this.#images.readable(spec.readable),
    ]);
    const wanted = KERNEL_BYTES + memoryBytes + temporaryBytes + copyBytes;
    const { guest, files } = await starter.start({ workspace, readable, memoryBytes: wanted });
    const { filter } = this.#settings;
    return this.#readied({ guest, files, spec, folder, firstNumber: 1 }, () =>
      setUpGuest(guest, { spec, filter, copyBytes, timeoutMs }),
    );
  }

  /** Nothing is left of a guest that does not become ready. */
  async #readied(
    { guest, files, spec, folder, firstNumber }: Omit<MicrovmSandboxParts, 'keep'> & { readonly files: GuestFiles },
    ready: () => Promise<void>,
  ): Promise<MicrovmSandbox> {
    try {
      const keep = (): Promise<string> => this.#kept.keep(guest.machine, files);
      const sandbox = new MicrovmSandbox({ guest, spec, folder, firstNumber, keep });
      await ready();
      return sandbox;
    } catch (error) {
      await guest.machine.kill();
      throw error;
    }
  }

  #starter(): Promise<ChosenStarter> {
    this.#chosen ??= chooseStarter({ settings: this.#settings, images: this.#images }).catch((error: unknown) => {
      this.#chosen = null;
      throw error;
    });
    return this.#chosen;
  }

  async #probe(): Promise<SandboxProbe> {
    try {
      const { version, keepsSnapshots } = await this.#starter();
      const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const isFiltered = this.#settings.filter !== null;
      const open = (spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> =>
        this.#inFolder(spec, (folder) => this.#openIn(folder, spec));
      return await probeMicrovm(open, { version, bootId, keepsSnapshots, isFiltered });
    } catch (error) {
      return nothingWorks(error instanceof Error ? error.message : String(error));
    }
  }
}
