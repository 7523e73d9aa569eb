import { foldPath } from './fold-path.ts';
import { UNDER_HOME } from './home-paths.ts';
import { baseName, isWithin } from './normalise-path.ts';
import { ANYWHERE, FROM_ROOT, type PathCategory, type SpecialPaths } from './special-paths.ts';
import { BLOCK_DEVICES, NUMBERED_DEVICES, SYSTEM_ROOTS } from './system-paths.ts';

export type { PathCategory } from './special-paths.ts';

/** Where special paths are anchored: the user's home and the gateway's own folders, absolute and normalised. */
export type PathSurroundings = { readonly home: string; readonly gatewayPaths: readonly string[] };

/** A special path cut into segments, found by its first. */
type Entry = { readonly segments: readonly string[]; readonly isFolder: boolean; readonly category: PathCategory };
type Index = ReadonlyMap<string, readonly Entry[]>;

const INDEX_UNDER_HOME = indexOf(UNDER_HOME);
const INDEX_ANYWHERE = indexOf(ANYWHERE);
const INDEX_FROM_ROOT = indexOf(FROM_ROOT);

const HARMLESS_DEVICES = new Set(['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/tty', '/dev/zero', '/dev/full']);
const MEMORY_DEVICES = new Set(['/dev/mem', '/dev/kmem', '/dev/port', '/proc/kcore', '/proc/kmem']);
/** What stands on the machine's consoles. */
const CONSOLE_MEMORY = '/dev/vcs';
/** What a process's folder in `/proc` shows of its memory and environment, or leads on to. */
const PROCESS_DOORS = new Set(['environ', 'mem', 'root', 'cwd', 'fd', 'task', 'map_files']);

/** The file that makes a folder a repository of git, wherever it stands; folded, as on a file system that takes both for one. */
const REPOSITORY_HEAD = 'head';

const KEY_NAMES = new Set([
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
  'id_ecdsa_sk',
  'id_ed25519_sk',
  'credentials.json',
  'credentials.yml',
  'credentials.yaml',
  'service-account.json',
  'service_account.json',
  'client_secret.json',
  'application_default_credentials.json',
  'kubeconfig',
  '.dockerconfigjson',
  '.vault_pass',
  '.htpasswd',
]);
const KEY_ENDINGS = [
  '.pem',
  '.key',
  '.pfx',
  '.p12',
  '.p8',
  '.pk8',
  '.ppk',
  '.jks',
  '.jceks',
  '.keystore',
  '.keytab',
  '.kdb',
  '.kdbx',
  '.agekey',
  '.ovpn',
];

/**
 * Names what is special about a normalised absolute path; empty for an ordinary file.
 *
 * The path is compared as the most forgiving file system would (see `foldPath`): `.GIT` counts as `.git`. The caller has
 * resolved links and `..`. Linear in the path.
 */
export function categorisePath(path: string, { home, gatewayPaths }: PathSurroundings): readonly PathCategory[] {
  const folded = foldPath(path);
  const segments = folded.split('/').slice(1);
  const categories = new Set<PathCategory>();
  if (gatewayPaths.some((root) => isWithin(folded, foldPath(root)))) categories.add('gateway');
  const foldedHome = foldPath(home);
  if (isWithin(folded, foldedHome)) addEntries(categories, INDEX_UNDER_HOME, { segments, start: depthOf(foldedHome) });
  addEntries(categories, INDEX_FROM_ROOT, { segments, start: 0 });
  for (let start = 0; start < segments.length; start++) addEntries(categories, INDEX_ANYWHERE, { segments, start });
  addByName(categories, folded);
  if (isSystemPath(folded, foldedHome)) categories.add('system');
  return [...categories];
}

/** Tells whether a normalised path names a disk or a partition, of which a write destroys everything on it. */
export function isBlockDevice(path: string): boolean {
  const start = '/dev/'.length;
  if (!path.startsWith('/dev/')) return false;
  if (BLOCK_DEVICES.some((name) => path.startsWith(name, start))) return true;
  return NUMBERED_DEVICES.some((name) => path.startsWith(name, start) && isDigit(path.charAt(start + name.length)));
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Below the home: what people keep keys in, without the slash that says that it is a folder. */
const CREDENTIALS_UNDER_HOME = Object.entries(UNDER_HOME)
  .filter(([, category]) => category === 'credential')
  .map(([path]) => (path.endsWith('/') ? path.slice(0, -1) : path));

/** Tells whether people keep keys somewhere below a folder of their home, such as `~/.config`; the path is normalised. */
export function isAboveCredentials(path: string, { home }: Pick<PathSurroundings, 'home'>): boolean {
  const folded = foldPath(path);
  const below = foldPath(home);
  return isWithin(folded, below) && CREDENTIALS_UNDER_HOME.some((name) => isWithin(`${below}/${name}`, folded));
}

function indexOf(table: SpecialPaths): Index {
  const index = new Map<string, Entry[]>();
  for (const [path, category] of Object.entries(table)) {
    const isFolder = path.endsWith('/');
    const segments = (isFolder ? path.slice(0, -1) : path).split('/');
    const first = segments[0] as string;
    index.set(first, [...(index.get(first) ?? []), { segments, isFolder, category }]);
  }
  return index;
}

function addEntries(
  found: Set<PathCategory>,
  index: Index,
  { segments, start }: { readonly segments: readonly string[]; readonly start: number },
): void {
  for (const entry of index.get(segments[start] ?? '') ?? []) {
    const length = segments.length - start;
    const fits = entry.isFolder ? length >= entry.segments.length : length === entry.segments.length;
    if (fits && entry.segments.every((segment, offset) => segments[start + offset] === segment)) {
      found.add(entry.category);
    }
  }
}

function depthOf(path: string): number {
  return path === '/' ? 0 : path.split('/').length - 1;
}

function addByName(found: Set<PathCategory>, path: string): void {
  const name = baseName(path);
  if (isBlockDevice(path)) found.add('block-device');
  if (isProcessMemory(path)) found.add('process-memory');
  if (isEnvironmentFile(name)) found.add('environment-file');
  if (isKeyFile(name)) found.add('credential');
  if (name === REPOSITORY_HEAD) found.add('version-control');
}

function isSystemPath(path: string, home: string): boolean {
  if (path === '/') return true;
  if (HARMLESS_DEVICES.has(path)) return false;
  return SYSTEM_ROOTS.some((root) => isWithin(path, root)) && !(home !== '/' && isWithin(path, home));
}

/** `/proc/<process>/root` and its like lead past every other check, so that they count as memory too. */
function isProcessMemory(path: string): boolean {
  if (MEMORY_DEVICES.has(path) || path.startsWith(CONSOLE_MEMORY)) return true;
  return path.startsWith('/proc/') && PROCESS_DOORS.has(path.split('/')[3] ?? '');
}

/** `.env`, `.env.<name>`, `.env-<name>`, `.env~` and `<name>.env`, but not the examples that are meant to be shared. */
function isEnvironmentFile(name: string): boolean {
  if (name.endsWith('.env') || name === '.dev.vars' || name === '.env~') return true;
  if (name.startsWith('.env-') || name.startsWith('.env_')) return !isShared(name.slice('.env-'.length));
  if (!name.startsWith('.env.')) return false;
  return !isShared(name.slice('.env.'.length));
}

function isShared(ending: string): boolean {
  return ['example', 'sample', 'template', 'dist'].includes(ending);
}

function isKeyFile(name: string): boolean {
  return KEY_NAMES.has(name) || KEY_ENDINGS.some((ending) => name.endsWith(ending) && !name.endsWith(`.pub${ending}`));
}
