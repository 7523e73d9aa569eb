import { Buffer } from 'node:buffer';

/** What a sandbox consists of. All paths are absolute and without links. */
export type Jail = {
  /** The only folder whose changes last. */
  readonly folder: string;
  /** Entries of `folder`, by name, that stay as they are. */
  readonly protectedNames: readonly string[];
  /** An empty folder of its own in the sandbox, at its own path; null where the program was told of none. */
  readonly home: string | null;
  /** Languages and tools outside of the system's folders, read-only. */
  readonly toolchains: readonly string[];
  /** Files of `/proc` that are there on this machine and say or do too much. */
  readonly hidden: readonly string[];
  /** Ids in the sandbox: never 0, so that no program takes itself for the administrator. */
  readonly userId: number;
  readonly groupId: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly descriptors: { readonly seccomp: number; readonly users: number; readonly groups: number };
  readonly temporaryBytes: number;
};

/** The system, read-only. Where a folder is a link into another, bubblewrap follows it. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store'];

/** What programs need to find libraries, names, times and public certificates. No key, no password, no host's secret. */
const CONFIGURATION = [
  '/etc/alternatives',
  '/etc/ca-certificates.conf',
  '/etc/fonts',
  '/etc/hosts',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/mime.types',
  '/etc/nsswitch.conf',
  '/etc/os-release',
  '/etc/pki/tls/certs',
  '/etc/protocols',
  '/etc/resolv.conf',
  '/etc/services',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
  '/etc/timezone',
];

/** Where the administrator's own number could change the machine through `/proc` without any capability. */
const COVERED = [
  '/proc/sys',
  '/proc/irq',
  '/proc/bus',
  '/proc/fs',
  '/proc/acpi',
  '/proc/scsi',
  '/proc/driver',
  '/proc/pressure',
];

/**
 * The options of bubblewrap (0.8 and later) for a sandbox, without the program.
 *
 * Own namespaces of every kind, so no network and no other process; a root that is empty but for the system, read-only; the
 * folder at its own path, so that paths which programs print are right outside too; no capability; no new namespaces; ended
 * with whoever started it. Order matters: what comes later lies above.
 */
export function bwrapArguments(jail: Jail): readonly string[] {
  const { folder, protectedNames, home, toolchains, environment, descriptors, temporaryBytes } = jail;
  const temporary = (path: string): readonly string[] => ['--size', String(temporaryBytes), '--tmpfs', path];
  return [
    ...['--unshare-user', '--unshare-all', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--cap-drop', 'ALL', '--uid', String(jail.userId), '--gid', String(jail.groupId), '--hostname', 'sandbox'],
    ...systemMounts(),
    ...madeUpMounts(jail),
    ...temporary('/dev/shm'),
    ...['--remount-ro', '/dev'],
    ...temporary('/tmp'),
    ...temporary('/var/tmp'),
    ...temporary('/run'),
    ...(home === null ? [] : temporary(home)),
    ...toolchains.flatMap((path) => ['--ro-bind', path, path]),
    ...['--bind', folder, folder],
    ...protectedNames.flatMap((name) => ['--ro-bind', `${folder}/${name}`, `${folder}/${name}`]),
    ...['--remount-ro', '/', '--chdir', folder, '--clearenv'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--seccomp', String(descriptors.seccomp)],
  ];
}

/** Mounts of the system, read-only: programs, libraries, and what they need to find each other. */
export function systemMounts(): readonly string[] {
  return [...SYSTEM, ...CONFIGURATION].flatMap((path) => ['--ro-bind-try', path, path]);
}

/** What is made up for a program: the names of users, its own processes, harmless devices; the rest of `/proc` is covered. */
export function madeUpMounts({ descriptors, hidden }: Pick<Jail, 'descriptors' | 'hidden'>): readonly string[] {
  return [
    ...['--ro-bind-data', String(descriptors.users), '/etc/passwd'],
    ...['--ro-bind-data', String(descriptors.groups), '/etc/group'],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...COVERED.flatMap((path) => ['--ro-bind-try', path, path]),
    ...hidden.flatMap((path) => ['--ro-bind', '/dev/null', path]),
  ];
}

/** Options as bubblewrap reads them from a descriptor. */
export function encodeOptions(options: readonly string[]): Uint8Array {
  return Buffer.from(options.map((word) => `${word}\0`).join(''));
}
