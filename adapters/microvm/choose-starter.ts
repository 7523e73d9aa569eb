import { accessSync, constants, statSync } from 'node:fs';
import { SandboxError } from '../../ports/sandbox.ts';
import { type LaunchFirecracker, startWithFirecracker } from './firecracker-machine.ts';
import { kernelForFirecracker, launchFirecracker } from './firecracker-process.ts';
import { KERNEL_BYTES } from './guest-boot.ts';
import type { GuestImages } from './guest-images.ts';
import { GuestStarter } from './guest-starter.ts';
import type { JailUser } from './jail-arguments.ts';
import { findMachinery, type Machinery, pathOf } from './machinery.ts';
import type { MicrovmSettings } from './microvm-settings.ts';
import type { Acceleration } from './qemu-arguments.ts';
import { startWithQemu } from './qemu-machine.ts';

/** How guests are started on this machine. */
export type ChosenStarter = {
  readonly starter: GuestStarter;
  /** Of each answer of a guest while it starts. */
  readonly timeoutMs: number;
  readonly version: string;
  readonly keepsSnapshots: boolean;
};

type Place = { readonly settings: MicrovmSettings; readonly images: GuestImages };

/** Where KVM works, a guest answers in less than a second. */
const KVM_TIMEOUT_MS = 8_000;
const EMULATED_TIMEOUT_MS = 90_000;
/** Of the account without rights that a machine's process has under the administrator. */
const JAIL_ID = 61_777;

/** Raises `sandbox.unavailable` with all that is missing, and the commands that help. */
export async function chooseStarter(place: Place): Promise<ChosenStarter> {
  const { settings } = place;
  const found = findMachinery(settings.folder);
  if ('missing' in found) throw new SandboxError('sandbox.unavailable', found.missing.join('; '));
  if (settings.monitor === 'firecracker') return withFirecracker(place, found);
  const wanted = settings.acceleration ?? 'auto';
  if (wanted !== 'auto') return withQemu(place, { found, acceleration: wanted });
  return withQemu(place, { found, acceleration: (await hasKvm(place, found)) ? 'kvm' : 'tcg' });
}

function withQemu(
  { settings, images }: Place,
  {
    found,
    acceleration,
    keepsSnapshots = settings.usesSnapshots ?? true,
  }: { readonly found: Machinery; readonly acceleration: Acceleration; readonly keepsSnapshots?: boolean },
): ChosenStarter {
  const { qemu, version, busybox, kernel, clockKilohertz } = found;
  const timeoutMs = acceleration === 'kvm' ? KVM_TIMEOUT_MS : EMULATED_TIMEOUT_MS;
  const starter = new GuestStarter({
    images,
    kernel,
    busybox,
    start: startWithQemu({ program: qemu, acceleration, clockKilohertz, user: jailUser() }),
    kind: ['qemu', version, acceleration, String(clockKilohertz)],
    startTimeoutMs: timeoutMs,
    usesSnapshots: keepsSnapshots,
  });
  const way = acceleration === 'kvm' ? 'KVM' : 'emulated';
  return { starter, timeoutMs, version: `${version}, ${way}, Linux ${kernel.version}`, keepsSnapshots };
}

/** Whether a guest answers: a machine may have the device, and hang in it. */
async function hasKvm(place: Place, found: Machinery): Promise<boolean> {
  if (!mayOpenKvm()) return false;
  const { starter } = withQemu(place, { found, acceleration: 'kvm', keepsSnapshots: false });
  const empty = place.images.empty();
  try {
    const { guest } = await starter.start({ workspace: empty, readable: empty, memoryBytes: KERNEL_BYTES });
    await guest.machine.kill();
    return true;
  } catch {
    return false;
  }
}

function withFirecracker({ settings, images }: Place, { kernel, busybox }: Machinery): ChosenStarter {
  const user = jailUser();
  const starter = new GuestStarter({
    images,
    kernel: kernelForFirecracker(kernel, images.folder),
    busybox,
    start: startWithFirecracker({
      launch: settings.launch ?? launchHere(user),
      user,
      startTimeoutMs: EMULATED_TIMEOUT_MS,
    }),
    kind: ['firecracker'],
    startTimeoutMs: EMULATED_TIMEOUT_MS,
    usesSnapshots: false,
  });
  const version = `Firecracker, Linux ${kernel.version}`;
  return { starter, timeoutMs: EMULATED_TIMEOUT_MS, version, keepsSnapshots: false };
}

function launchHere(user: JailUser): LaunchFirecracker {
  const program = pathOf('firecracker');
  if (program !== null && mayOpenKvm()) return launchFirecracker({ program, user });
  const why = 'found no program of that name in /usr, or no /dev/kvm that may be opened; want both';
  throw new SandboxError('sandbox.unavailable', `Firecracker: ${why}`);
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
