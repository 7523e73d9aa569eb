/** Descriptors that the process gets: see `qemuArguments`. */
export type QemuDescriptors = {
  readonly channel: number;
  readonly console: number;
  readonly kernel: number;
  readonly initrd: number;
  readonly disks: readonly number[];
  readonly incoming: number | null;
};

export type Acceleration = 'kvm' | 'tcg';

/**
 * The words after `qemu-system-x86_64` (7.2 and later) for a guest: the `microvm` machine with a console, one port, disks that
 * cannot be written, and a source of randomness. No network, no disk of its own, no monitor but QMP on its standard streams.
 *
 * Under software emulation the kernel must not measure its clocks: it hangs at random in that otherwise.
 */
export function qemuArguments({
  descriptors: { channel, console, kernel, initrd, disks, incoming },
  memoryBytes,
  acceleration,
  clockKilohertz,
}: {
  readonly descriptors: QemuDescriptors;
  readonly memoryBytes: number;
  readonly acceleration: Acceleration;
  readonly clockKilohertz: number;
}): readonly string[] {
  const isEmulated = acceleration === 'tcg';
  return [
    ...['-M', 'microvm,pit=off,pic=off,rtc=on,x-option-roms=off,auto-kernel-cmdline=on'],
    ...['-accel', isEmulated ? 'tcg,tb-size=64' : 'kvm', '-cpu', isEmulated ? 'max' : 'host'],
    ...['-m', `${Math.ceil(memoryBytes / MEGABYTE)}M`, '-smp', '1'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
    ...['-kernel', `/proc/self/fd/${kernel}`, '-initrd', `/proc/self/fd/${initrd}`],
    ...['-append', [...KERNEL_LINE, ...(isEmulated ? emulatedClock(clockKilohertz) : [])].join(' ')],
    ...['-qmp', 'stdio'],
    ...['-chardev', `socket,id=console,fd=${console}`, '-serial', 'chardev:console'],
    ...['-chardev', `socket,id=channel,fd=${channel}`, '-device', 'virtio-serial-device,id=ports,max_ports=2'],
    ...['-device', 'virtserialport,bus=ports.0,nr=1,chardev=channel', '-device', 'virtio-rng-device'],
    ...disks.flatMap((disk, index) => [
      ...['-add-fd', `fd=${disk},set=${index}`],
      ...['-drive', `file=/dev/fdset/${index},format=raw,if=none,readonly=on,id=disk${index}`],
      ...['-device', `virtio-blk-device,drive=disk${index}`],
    ]),
    ...(incoming === null ? [] : ['-incoming', `fd:${incoming}`]),
  ];
}

const MEGABYTE = 1024 * 1024;

const KERNEL_LINE = ['console=ttyS0', 'quiet', 'panic=-1', 'reboot=t', 'random.trust_cpu=on'];

/** An emulated processor does not speculate, so there is nothing to defend against in it. */
function emulatedClock(kilohertz: number): readonly string[] {
  return ['mitigations=off', 'no_timer_check', `tsc_early_khz=${kilohertz}`, 'lpj=4000000'];
}
