/** Kernel modules that the guest loads, by their folder below `kernel/`, each after those that it needs. */
export const GUEST_MODULES = [
  'drivers/virtio/virtio_ring',
  'drivers/virtio/virtio',
  'drivers/virtio/virtio_mmio',
  'drivers/char/virtio_console',
  'drivers/block/virtio_blk',
  'drivers/char/hw_random/virtio-rng',
  'lib/libcrc32c',
  'fs/erofs/erofs',
  'fs/overlayfs/overlay',
  'net/vmw_vsock/vsock',
  'net/vmw_vsock/vmw_vsock_virtio_transport_common',
  'net/vmw_vsock/vmw_vsock_virtio_transport',
] as const;

/** Where the agent keeps what programs must not see: the administrator's alone. */
export const AGENT_FOLDER = '/run/countersign';

/**
 * The guest's first program, for busybox: loads modules, mounts the system's image with a layer of memory above it, and hands over
 * to the agent. A module that is built into the kernel has no file, and that is no error.
 */
export const GUEST_START = String.raw`#!/bin/busybox sh
B=/bin/busybox
$B mount -t proc proc /proc
$B mount -t devtmpfs dev /dev
$B mount -t sysfs sys /sys
while read -r module; do [ -e "/modules/$module.ko" ] && $B insmod "/modules/$module.ko"; done < /modules/order
$B ip link set lo up
$B mount -t erofs -o ro,nosuid,nodev /dev/vda /system || { echo "countersign: no system image"; exec $B poweroff -f; }
$B mount -t tmpfs -o size=64m,mode=0755 layer /layer
$B mkdir /layer/upper /layer/work
$B mount -t overlay -o lowerdir=/system,upperdir=/layer/upper,workdir=/layer/work,nosuid,nodev root /root
$B mount -t tmpfs -o mode=0755,nosuid,nodev run /root/run
$B mkdir -m 0700 -p /root${AGENT_FOLDER}
$B cp /agent.pl /bin/busybox /root${AGENT_FOLDER}/
for folder in proc dev sys; do $B mount -o move /$folder /root/$folder; done
[ -x /root/usr/bin/perl ] || { echo "countersign: no perl"; exec $B poweroff -f; }
exec $B switch_root /root /usr/bin/perl ${AGENT_FOLDER}/agent.pl
`;
