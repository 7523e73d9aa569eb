import {
  chmodSync,
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { SandboxError, type SandboxSpec } from '../../ports/sandbox.ts';
import type { IdMap } from './id-map.ts';
import type { OciBind } from './oci-config.ts';

/** The folder of one sandbox on this machine, and what is mounted below it before anything starts. */
export type Stage = {
  readonly path: string;
  /** Mounted by us, before any right is given up; all but the folder's own layers are read-only. */
  readonly shown: readonly { readonly from: string; readonly to: string }[];
  /** What programs see, beside the root. */
  readonly binds: readonly OciBind[];
};

/** Folders of the system that programs see, where this machine has them; a link stays the link that it is. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store'];
/** What programs need to find libraries, times and public certificates. No key, no password, no host's secret. */
const COPIED = [
  'ld.so.cache',
  'ld.so.conf',
  'localtime',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'protocols',
  'services',
  'timezone',
  'ca-certificates.conf',
  'ssl/openssl.cnf',
];
const SHOWN = ['/etc/alternatives', '/etc/ld.so.conf.d', '/etc/ssl/certs', '/etc/pki/tls/certs', '/etc/fonts'];
const MAX_COPIED_BYTES = 4 * 1024 * 1024;

/** Temporary folders, by their names in the stage; all of them share one file system of one size. */
const TEMPORARY = { tmp: '/tmp', 'var-tmp': '/var/tmp', run: '/run', shm: '/dev/shm' } as const;

/**
 * Makes the folder of a sandbox: the root that programs see, places to mount to, the files of its home, and a mark that tells
 * whose it is. Raises `sandbox.spec` where there is one of that name.
 */
export function makeStage(
  spec: SandboxSpec<Socket>,
  { directory, ids }: { readonly directory: string; readonly ids: IdMap },
): Stage {
  const path = join(directory, spec.id);
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  try {
    mkdirSync(path, { mode: 0o711 });
  } catch {
    throw new SandboxError(
      'sandbox.spec',
      `open a sandbox: found one named ${spec.id}, want a name that is not in use`,
    );
  }
  writeFileSync(join(path, OWNER), ownerMark(), { mode: 0o600 });
  for (const name of ['lower', 'readable']) mkdirSync(join(path, name), { mode: 0o755 });
  mkdirSync(join(path, 'streams'), { mode: 0o700 });
  // What programs write, and what their home is made of, is nobody's business but runsc's and ours.
  for (const name of ['merged', 'temporary', 'given', 'bundles', 'state', 'layer', 'layer/upper', 'layer/work'])
    makeFor(ids, join(path, name));
  makeFor(ids, join(path, 'root'));
  chmodSync(join(path, 'root'), 0o755);
  const { uid, gid, mode } = statSync(spec.folder);
  // The top of what changes is the top of what it lies on.
  if (ids.runner !== null) chownSync(join(path, 'layer/upper'), uid, gid);
  chmodSync(join(path, 'layer/upper'), mode & 0o777);
  writeHome(join(path, 'given'), spec);
  return { path, ...placesOf(spec, { path, ids }) };
}

function makeFor({ runner }: IdMap, path: string): void {
  mkdirSync(path, { mode: 0o700 });
  if (runner !== null) chownSync(path, runner, runner);
}

function placesOf(
  { folder, readable, home, writes }: SandboxSpec<Socket>,
  { path, ids }: { readonly path: string; readonly ids: IdMap },
): Pick<Stage, 'shown' | 'binds'> {
  const root = join(path, 'root');
  const system = SYSTEM.flatMap((one) => shownSystem(root, one));
  const read = readable.map((from, index) => ({ from, to: join(path, 'readable', String(index)), at: from }));
  for (const { from, to } of read) makePoint(to, { like: from });
  writeConfiguration(join(root, 'etc'), { ids, home: home?.path ?? '/tmp' });
  const temporary = Object.entries(TEMPORARY).map(([name, to]) => ({
    from: join(path, 'temporary', name),
    to,
    isWritable: true,
  }));
  const own = home === null ? [] : [{ from: join(path, 'temporary/home'), to: home.path, isWritable: true }];
  const workspace = {
    from: join(path, writes === 'none' ? 'lower' : 'merged'),
    to: folder,
    isWritable: writes !== 'none',
  };
  const certificates = SHOWN.filter(isFolder).map((one) => ({ from: one, to: one, isWritable: false }));
  const seen = read.map(({ to, at }) => ({ from: to, to: at, isWritable: false }));
  const binds = [...system, ...certificates, ...temporary, ...own, ...seen, workspace];
  for (const { from, to } of binds) {
    const isInside = to.startsWith('/dev/') || binds.some((one) => to.startsWith(`${one.to}/`));
    if (!isInside) makePoint(join(root, to), { like: existing(from) });
  }
  for (const name of ['proc', 'dev', 'sys']) mkdirSync(join(root, name), { recursive: true });
  return { shown: [{ from: folder, to: join(path, 'lower') }, ...read.map(({ from, to }) => ({ from, to }))], binds };
}

/** Where a system has one folder for two names, one is a link; programs see the same. */
function shownSystem(root: string, path: string): readonly OciBind[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isSymbolicLink()) return [{ from: path, to: path, isWritable: false }];
  symlinkSync(readlinkSync(path), join(root, path));
  return [];
}

function writeConfiguration(etc: string, { ids, home }: { readonly ids: IdMap; readonly home: string }): void {
  mkdirSync(join(etc, 'ssl'), { recursive: true });
  for (const name of COPIED) {
    const from = join('/etc', name);
    const found = statSync(from, { throwIfNoEntry: false });
    if (found?.isFile() === true && found.size <= MAX_COPIED_BYTES) copyFileSync(from, join(etc, name));
  }
  const { userId, groupId } = ids;
  const user = userId === 0 ? '' : `user:x:${userId}:${groupId}::${home}:/bin/sh\n`;
  writeFileSync(
    join(etc, 'passwd'),
    `root:x:0:0::${userId === 0 ? home : '/'}:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n${user}`,
  );
  writeFileSync(join(etc, 'group'), `root:x:0:\nnogroup:x:65534:\n${groupId === 0 ? '' : `user:x:${groupId}:\n`}`);
  writeFileSync(join(etc, 'hosts'), '127.0.0.1 localhost\n');
  writeFileSync(join(etc, 'resolv.conf'), '');
}

function writeHome(given: string, { home }: SandboxSpec<Socket>): void {
  for (const { path, contents, isExecutable = false } of home?.files ?? []) {
    const at = join(given, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, contents, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

function makePoint(at: string, { like }: { readonly like: string | null }): void {
  if (like !== null && statSync(like).isFile()) {
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, '', { flag: 'a' });
  } else mkdirSync(at, { recursive: true });
}

function existing(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? null : path;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const OWNER = 'owner';

/** Tells whether the gateway that made a stage still runs; null for a folder that is no stage. */
export function isInUse(path: string): boolean | null {
  try {
    const [pid = '', startedAt = ''] = readFileSync(join(path, OWNER), 'utf8').split(' ');
    return startedAt !== '' && startOf(pid) === startedAt;
  } catch {
    return null;
  }
}

/** The names of all folders in a directory; none where it is not there. */
export function foldersIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
  } catch {
    return [];
  }
}

function ownerMark(): string {
  return `${process.pid} ${startOf(String(process.pid))}`;
}

/**
 * When a process started, in ticks since the machine did (proc_pid_stat(5), field 22): two never share it and an id. Empty for one
 * that is gone, or only waits to be buried.
 */
function startOf(pid: string): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = 'X', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? '' : (rest[18] ?? '');
  } catch {
    return '';
  }
}
