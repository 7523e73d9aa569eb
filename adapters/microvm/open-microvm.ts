import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { missingGuarantees } from '../../core/sandbox/guarantee.ts';
import { type SandboxDriver, SandboxError, type SandboxProbe, type SandboxSpec } from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { type ChosenStarter, chooseStarter } from './choose-starter.ts';
import { KERNEL_BYTES, setUpGuest } from './guest-boot.ts';
import { GuestImages } from './guest-images.ts';
import { MicrovmSandbox } from './microvm-sandbox.ts';
import type { MicrovmSettings } from './microvm-settings.ts';
import { isComplete, nothingWorks, probeMicrovm } from './probe-microvm.ts';
import { SessionFolders } from './session-folders.ts';

const COPY_BYTES = 512 * 1024 * 1024;
/** What did not work is looked at again after this: a package may have been installed. */
const RETRY_MS = 30_000;

export interface MicrovmDriver extends SandboxDriver<Socket> {
  open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox>;
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
  #chosen: Promise<ChosenStarter> | null = null;
  #probed: { readonly answer: Promise<SandboxProbe>; readonly atMs: number } | null = null;

  constructor(settings: MicrovmSettings) {
    this.#settings = settings;
    this.#folders = new SessionFolders(settings.folder);
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
    const { works, enforces, missing } = await this.probe();
    if (!works)
      throw new SandboxError('sandbox.unavailable', `open a microVM: ${missing.map(({ why }) => why).join('; ')}`);
    const lacking = missingGuarantees(spec.require, enforces);
    if (lacking.length > 0)
      throw new SandboxError('sandbox.lacks', `open a microVM: it does not enforce ${lacking.join(', ')} here`);
    return this.#open(spec);
  }

  sweep(): Promise<readonly string[]> {
    return Promise.resolve(this.#folders.sweep());
  }

  async #open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const folder = this.#folders.make(spec.id);
    if (folder === null)
      throw new SandboxError(
        'sandbox.spec',
        `open a microVM: found a sandbox named ${spec.id}, want a name of its own`,
      );
    try {
      return await this.#openIn(folder, spec);
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
    const guest = await starter.start({ workspace, readable, memoryBytes: wanted });
    try {
      const sandbox = new MicrovmSandbox({ guest, spec, folder });
      await setUpGuest(guest, { spec, filter: this.#settings.filter, copyBytes, timeoutMs });
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
      return await probeMicrovm((spec) => this.#open(spec), { version, bootId, keepsSnapshots });
    } catch (error) {
      return nothingWorks(error instanceof Error ? error.message : String(error));
    }
  }
}
