/** Numbers of system calls of one kind of machine. */
export type Numbers = {
  /** `AUDIT_ARCH_…`. */
  readonly architecture: number;
  /** The first number of another way to call (x32); null where there is none. */
  readonly firstForeign: number | null;
  readonly refused: readonly number[];
  /** Refused as if the kernel were older, so that libraries take the older call, whose arguments can be read. */
  readonly unknown: readonly number[];
  readonly clone: number;
  readonly ioctl: number;
  readonly personality: number;
  readonly socket: number;
  readonly socketpair: number;
  /** A call and the argument that holds a file mode. */
  readonly withMode: readonly (readonly [number: number, mode: number])[];
  /** A call that opens, the argument with its flags, and the one with the mode. */
  readonly opening: readonly (readonly [number: number, flags: number, mode: number])[];
};

/** By name, for x64 and arm64 (asm/unistd.h). */
const REFUSED: readonly (readonly [name: string, x64: number, arm64: number])[] = [
  ['ptrace', 101, 117],
  ['syslog', 103, 116],
  ['vhangup', 153, 58],
  ['pivot_root', 155, 41],
  ['adjtimex', 159, 171],
  ['chroot', 161, 51],
  ['acct', 163, 89],
  ['settimeofday', 164, 170],
  ['mount', 165, 40],
  ['umount2', 166, 39],
  ['swapon', 167, 224],
  ['swapoff', 168, 225],
  ['reboot', 169, 142],
  ['sethostname', 170, 161],
  ['setdomainname', 171, 162],
  ['init_module', 175, 105],
  ['delete_module', 176, 106],
  ['quotactl', 179, 60],
  ['nfsservctl', 180, 42],
  ['lookup_dcookie', 212, 18],
  ['clock_settime', 227, 112],
  ['kexec_load', 246, 104],
  ['add_key', 248, 217],
  ['request_key', 249, 218],
  ['keyctl', 250, 219],
  ['migrate_pages', 256, 238],
  ['unshare', 272, 97],
  ['move_pages', 279, 239],
  ['perf_event_open', 298, 241],
  ['fanotify_init', 300, 262],
  ['name_to_handle_at', 303, 264],
  ['open_by_handle_at', 304, 265],
  ['clock_adjtime', 305, 266],
  ['setns', 308, 268],
  ['process_vm_readv', 310, 270],
  ['process_vm_writev', 311, 271],
  ['kcmp', 312, 272],
  ['finit_module', 313, 273],
  ['kexec_file_load', 320, 294],
  ['bpf', 321, 280],
  ['userfaultfd', 323, 282],
  ['io_uring_setup', 425, 425],
  ['io_uring_enter', 426, 426],
  ['io_uring_register', 427, 427],
  ['open_tree', 428, 428],
  ['move_mount', 429, 429],
  ['fsopen', 430, 430],
  ['fsconfig', 431, 431],
  ['fsmount', 432, 432],
  ['fspick', 433, 433],
  ['pidfd_getfd', 438, 438],
  ['mount_setattr', 442, 442],
  ['quotactl_fd', 443, 443],
  ['open_tree_attr', 467, 467],
];

/** Only on x64: calls that arm64 never had. */
const REFUSED_ON_X64: readonly (readonly [name: string, x64: number])[] = [
  ['uselib', 134],
  ['ustat', 136],
  ['sysfs', 139],
  ['modify_ldt', 154],
  ['_sysctl', 156],
  ['iopl', 172],
  ['ioperm', 173],
];

/** `clone3` and `openat2` have their arguments behind a pointer, which a filter cannot follow. */
const UNKNOWN = [435, 437];
const FCHMODAT2 = 452;

/** The numbers of a machine as `os.machine()` names it; null for one that is not known. */
export function numbersFor(machine: string): Numbers | null {
  if (machine === 'x86_64') return X64;
  return machine === 'aarch64' || machine === 'arm64' ? ARM64 : null;
}

const X64: Numbers = {
  architecture: 0xc000_003e,
  firstForeign: 0x4000_0000,
  refused: [...REFUSED.map(([, x64]) => x64), ...REFUSED_ON_X64.map(([, x64]) => x64)],
  unknown: UNKNOWN,
  clone: 56,
  ioctl: 16,
  personality: 135,
  socket: 41,
  socketpair: 53,
  // chmod, fchmod, fchmodat, creat, mknod, mknodat
  withMode: [
    [90, 1],
    [91, 1],
    [268, 2],
    [FCHMODAT2, 2],
    [85, 1],
    [133, 1],
    [259, 2],
  ],
  // open, openat
  opening: [
    [2, 1, 2],
    [257, 2, 3],
  ],
};

const ARM64: Numbers = {
  architecture: 0xc000_00b7,
  firstForeign: null,
  refused: REFUSED.map(([, , arm64]) => arm64),
  unknown: UNKNOWN,
  clone: 220,
  ioctl: 29,
  personality: 92,
  socket: 198,
  socketpair: 199,
  // fchmod, fchmodat, mknodat
  withMode: [
    [52, 1],
    [53, 2],
    [FCHMODAT2, 2],
    [33, 2],
  ],
  // openat
  opening: [[56, 2, 3]],
};
