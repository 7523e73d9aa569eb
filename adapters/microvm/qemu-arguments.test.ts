import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jailArguments } from './jail-arguments.ts';
import { qemuArguments } from './qemu-arguments.ts';

const MEGABYTE = 1024 * 1024;
const SPEC = {
  descriptors: { channel: 3, console: 4, kernel: 5, initrd: 6, disks: [7, 8], incoming: null },
  memoryBytes: 300 * MEGABYTE + 1,
  acceleration: 'tcg',
  clockKilohertz: 2_500_000,
} as const;

const GOLDEN = `
-M microvm,pit=off,pic=off,rtc=on,x-option-roms=off,auto-kernel-cmdline=on
-accel tcg,tb-size=64 -cpu max -m 301M -smp 1
-nodefaults -no-user-config -display none -no-reboot
-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny
-kernel /proc/self/fd/5 -initrd /proc/self/fd/6
-append console=ttyS0_quiet_panic=-1_reboot=t_random.trust_cpu=on_mitigations=off_no_timer_check_tsc_early_khz=2500000_lpj=4000000
-qmp stdio -chardev socket,id=console,fd=4 -serial chardev:console
-chardev socket,id=channel,fd=3 -device virtio-serial-device,id=ports,max_ports=2
-device virtserialport,bus=ports.0,nr=1,chardev=channel -device virtio-rng-device
-add-fd fd=7,set=0 -drive file=/dev/fdset/0,format=raw,if=none,readonly=on,id=disk0 -device virtio-blk-device,drive=disk0
-add-fd fd=8,set=1 -drive file=/dev/fdset/1,format=raw,if=none,readonly=on,id=disk1 -device virtio-blk-device,drive=disk1
`;

test('builds exactly the command line that the escape attempts were made against', () => {
  const words = qemuArguments(SPEC).map((word) => (word.startsWith('console=') ? word.replaceAll(' ', '_') : word));
  assert.deepEqual(words, GOLDEN.trim().split(/\s+/));
});

test('gives a guest no network, and nothing to write, however it is started', () => {
  for (const acceleration of ['tcg', 'kvm'] as const) {
    const words = qemuArguments({ ...SPEC, acceleration });
    assert.ok(!words.some((word) => /netdev|-nic|virtio-net|9p|virtiofs|vvfat/.test(word)));
    assert.ok(words.filter((word) => word.startsWith('file=')).every((word) => word.includes('readonly=on')));
  }
});

test('measures clocks only where the processor is real, and keeps its defences there', () => {
  const line = qemuArguments({ ...SPEC, acceleration: 'kvm' }).find((word) => word.startsWith('console=')) ?? '';
  assert.doesNotMatch(line, /lpj|tsc_early|mitigations=off/);
});

test('continues from a descriptor where there is a snapshot', () => {
  const words = qemuArguments({ ...SPEC, descriptors: { ...SPEC.descriptors, incoming: 9 } });
  assert.deepEqual(words.slice(-2), ['-incoming', 'fd:9']);
});

test('puts the process in a jail without network, rights or a place of ours, which ends with us', () => {
  const user = { userId: 7, groupId: 8 };
  const words = jailArguments(['qemu', '-x'], { user, devices: [], folder: null });
  assert.deepEqual(words.slice(0, 6), ['setpriv', '--reuid=7', '--regid=8', '--clear-groups', '--', 'bwrap']);
  for (const option of [
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
  ])
    assert.ok(words.includes(option), option);
  assert.equal(words[words.indexOf('--cap-drop') + 1], 'ALL');
  assert.ok(!words.includes('--bind'));
  assert.ok(!words.includes('--share-net'));
  assert.deepEqual(words.slice(-3), ['--', 'qemu', '-x']);
  const [first, ...rest] = jailArguments(['qemu'], { user: null, devices: ['/dev/kvm'], folder: '/tmp/x' });
  assert.equal(first, 'bwrap');
  assert.deepEqual(rest.slice(rest.indexOf('--dev-bind'), rest.indexOf('--dev-bind') + 3), [
    '--dev-bind',
    '/dev/kvm',
    '/dev/kvm',
  ]);
  assert.deepEqual(rest.slice(rest.indexOf('--bind'), rest.indexOf('--bind') + 3), ['--bind', '/tmp/x', '/machine']);
});
