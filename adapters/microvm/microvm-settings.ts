import type { LaunchFirecracker } from './firecracker-machine.ts';
import type { Acceleration } from './qemu-arguments.ts';

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
  /** Of all changes to the folder together: they lie in the guest's memory. 512 MB where it is left out. */
  readonly copyBytes?: number;
  /** False to start every guest from the beginning. */
  readonly usesSnapshots?: boolean;
};
