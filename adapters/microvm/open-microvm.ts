import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { missingGuarantees } from '../../core/sandbox/guarantee.ts';
import { type SandboxDriver, SandboxError, type SandboxProbe, type SandboxSpec } from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { kernelForFirecracker, launchFirecracker } from './firecracker-process.ts';
import { type LaunchFirecracker, startWithFirecracker } from './firecracker-machine.ts';
import { setUpGuest } from './guest-boot.ts';
import { GuestImages } from './guest-images.ts';
import { GuestStarter } from './guest-starter.ts';
import type { JailUser } from './jail-arguments.ts';
import { findMachinery, type Machinery, pathOf } from './machinery.ts';
import { MicrovmSandbox } from './microvm-sandbox.ts';
import { nothingWorks, probeMicrovm } from './probe-microvm.ts';
import type { Acceleration } from './qemu-arguments.ts';
import { startWithQemu } from './qemu-machine.ts';
import { SessionFolders } from './session-folders.ts';

const MEGABYTE = 1024 * 1024;

export type MicrovmSettings = {
  /** Of this driver alone, absolute: images of the system, snapshots, a kernel, and what open sandboxes need. */
  readonly folder: string;
  /** What programs may not call, as the kernel takes it (`struct sock_filter`, x64); null for no filter. */
  readonly filter: Uint8Array | null;
  /** Never in any image, not even below what is readable: keys, state of the gateway. */
  readonly closed?: readonly string[];
  /** `auto`: KVM where a guest answers within seconds, else emulation. */
  readonly acceleration?: Acceleration | 'auto';
  /** What runs the machines; Firecracker needs KVM. */
  readonly monitor?: 'qemu' | 'firecracker';
  /** Starts Firecracker in another way than in a jail here. */
  readonly launch?: LaunchFirecracker;
  /** Of all changes to the folder together: they lie in the guest's memory. */
  readonly copyBytes?: number;
  /** False to start every guest from the beginning. */
  readonly usesSnapshots?: boolean;
};

export interface MicrovmDriver extends SandboxDriver<Socket> {
  open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox>;
}

/** What the guest's kernel, its agent and its page tables take. */
const KERNEL_BYTES = 160 * MEGABYTE;
const COPY_BYTES = 512 * MEGABYTE;
/** Where KVM works, a guest answers in less than a second. */
const KVM_TIMEOUT_MS = 8_000;
const EMULATED_TIMEOUT_MS = 90_000;
/** What did not work is looked at again after this: a package may have been installed. */
const RETRY_MS = 30_000;
/** Of the account without rights that a machine's process has under the administrator. */
const JAIL_ID = 61_777;

/**
 * Makes sandboxes that are virtual machines: each has a kernel of its own, the system read-only, a copy of the folder, no network
 * device, and one channel to the gateway. Linux on x64 with QEMU and bubblewrap.
 */
export function openMicrovm(settings: MicrovmSettings): MicrovmDriver {
  return new QemuMicrovm(settings);
}

type Started = { readonly starter: GuestStarter; readonly timeoutMs: number; readonly version: string };

class QemuMicrovm implements MicrovmDriver {
  readonly name = 'microvm';
  readonly #settings: MicrovmSettings;
  readonly #folders: SessionFolders;
  readonly #images: GuestImages;
  #started: Promise<Started> | null = null;
  #probed: { readonly answer: Promise<SandboxProbe>; readonly atMs: number } | null = null;

  constructor(settings: MicrovmSettings) {
    this.#settings = settings;
    this.#folders = new SessionFolders(settings.folder);
    this.#images = new GuestImages({ folder: this.#folders.images, without: [settings.folder, ...(settings.closed ?? [])] });
  }

  async probe(): Promise<SandboxProbe> {
    const known = this.#probed;
    if (known !== null && ((await known.answer).works || performance.now() - known.atMs < RETRY_MS)) return known.answer;
    const answer = this.#probe();
    this.#probed = { answer, atMs: performance.now() };
    return answer;
  }

  async open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const problems = problemsOfSpec(spec);
    if (problems.length > 0) throw new SandboxError('sandbox.spec', `open a microVM: ${problems.join('; ')}`);
    const { works, enforces, missing } = await this.probe();
    if (!works) throw new SandboxError('sandbox.unavailable', `open a microVM: ${missing.map(({ why }) => why).join('; ')}`);
    const lacking = missingGuarantees(spec.require, enforces);
    if (lacking.length > 0) throw new SandboxError('sandbox.lacks', `open a microVM: it does not enforce ${lacking.join(', ')} here`);
    return this.#open(spec);
  }

  sweep(): Promise<readonly string[]> {
    return Promise.resolve(this.#folders.sweep());
  }

  async #open(spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const folder = this.#folders.make(spec.id);
    if (folder === null) throw new SandboxError('sandbox.spec', `open a microVM: found a sandbox named ${spec.id}, want a name of its own`);
    try {
      return await this.#openIn(folder, spec);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      if (error instanceof SandboxError) throw error;
      throw new SandboxError('sandbox.failed', `open a microVM: ${error instanceof Error ? error.message : 'it failed'}`, { cause: error });
    }
  }

  async #openIn(folder: string, spec: SandboxSpec<Socket>): Promise<MicrovmSandbox> {
    const { starter, timeoutMs } = await this.#machinery();
    const memory = { copyBytes: this.#settings.copyBytes ?? COPY_BYTES };
    const { memoryBytes, temporaryBytes } = spec.limits;
    const [workspace, readable] = await Promise.all([
      this.#images.workspace(spec.folder, `${folder}/workspace.erofs`),
      this.#images.readable(spec.readable),
    ]);
    const guest = await starter.start({ workspace, readable, memoryBytes: KERNEL_BYTES + memoryBytes + temporaryBytes + memory.copyBytes });
    try {
      const sandbox = new MicrovmSandbox({ guest, spec, folder, onClosed: () => undefined });
      await setUpGuest(guest, { spec, filter: this.#settings.filter, memory, timeoutMs });
      return sandbox;
    } catch (error) {
      await guest.machine.kill();
      throw error;
    }
  }

  #machinery(): Promise<Started> {
    this.#started ??= this.#start().catch((error: unknown) => {
      this.#started = null;
      throw error;
    });
    return this.#started;
  }

  async #start(): Promise<Started> {
    const found = findMachinery(this.#settings.folder);
    if ('missing' in found) throw new SandboxError('sandbox.unavailable', found.missing.join('; '));
    if (this.#settings.monitor === 'firecracker') return this.#withFirecracker(found);
    const wanted = this.#settings.acceleration ?? 'auto';
    if (wanted !== 'auto') return this.#startedWith(found, { acceleration: wanted });
    return this.#startedWith(found, { acceleration: (await this.#hasKvm(found)) ? 'kvm' : 'tcg' });
  }

  #withFirecracker({ kernel, busybox }: Machinery): Started {
    const user = jailUser();
    const launch = this.#settings.launch ?? launchHere(user);
    const starter = new GuestStarter({
      images: this.#images,
      kernel: kernelForFirecracker(kernel, this.#folders.images),
      busybox,
      start: startWithFirecracker({ launch, user, startTimeoutMs: EMULATED_TIMEOUT_MS }),
      kind: ['firecracker'],
      startTimeoutMs: EMULATED_TIMEOUT_MS,
      usesSnapshots: false,
    });
    return { starter, timeoutMs: EMULATED_TIMEOUT_MS, version: `Firecracker, Linux ${kernel.version}` };
  }

  /** Whether a guest answers: a machine may have the device, and hang in it. */
  async #hasKvm(found: Machinery): Promise<boolean> {
    if (!mayOpenKvm()) return false;
    const { starter } = this.#startedWith(found, { acceleration: 'kvm', usesSnapshots: false });
    const empty = this.#images.empty();
    try {
      const guest = await starter.start({ workspace: empty, readable: empty, memoryBytes: KERNEL_BYTES });
      await guest.machine.kill();
      return true;
    } catch {
      return false;
    }
  }

  #startedWith(
    found: Machinery,
    {
      acceleration,
      usesSnapshots = this.#settings.usesSnapshots ?? true,
    }: { readonly acceleration: Acceleration; readonly usesSnapshots?: boolean },
  ): Started {
    const { qemu, version, busybox, kernel, clockKilohertz } = found;
    const timeoutMs = acceleration === 'kvm' ? KVM_TIMEOUT_MS : EMULATED_TIMEOUT_MS;
    const starter = new GuestStarter({
      images: this.#images,
      kernel,
      busybox,
      start: startWithQemu({ program: qemu, acceleration, clockKilohertz, user: jailUser() }),
      kind: ['qemu', version, acceleration, String(clockKilohertz)],
      startTimeoutMs: timeoutMs,
      usesSnapshots,
    });
    return { starter, timeoutMs, version: `${version}, ${acceleration === 'kvm' ? 'KVM' : 'emulated'}, Linux ${kernel.version}` };
  }

  async #probe(): Promise<SandboxProbe> {
    try {
      const { version } = await this.#machinery();
      const keepsSnapshots = this.#settings.monitor !== 'firecracker' && (this.#settings.usesSnapshots ?? true);
      return await probeMicrovm((spec) => this.#open(spec), { version, bootId: bootId(), keepsSnapshots });
    } catch (error) {
      return nothingWorks(error instanceof Error ? error.message : String(error));
    }
  }
}

function launchHere(user: JailUser): LaunchFirecracker {
  const program = pathOf('firecracker');
  if (program === null || !mayOpenKvm())
    throw new SandboxError('sandbox.unavailable', 'Firecracker: found no program of that name in /usr or no /dev/kvm that may be opened, want both');
  return launchFirecracker({ program, user });
}

/** The process has no rights of the administrator: the device must be open to everybody then, and else to us. */
function mayOpenKvm(): boolean {
  try {
    if (jailUser() !== null) return (statSync('/dev/kvm').mode & 0o006) === 0o006;
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function jailUser(): JailUser {
  return process.getuid?.() === 0 ? { userId: JAIL_ID, groupId: JAIL_ID } : null;
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
