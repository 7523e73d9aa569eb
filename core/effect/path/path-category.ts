import { baseName, isWithin } from './normalise-path.ts';

/** Why a path is more than an ordinary file. */
export type PathCategory =
  | 'gateway'
  | 'agent-configuration'
  | 'ci'
  | 'version-control'
  | 'shell-startup'
  | 'credential'
  | 'environment-file'
  | 'system'
  | 'block-device'
  | 'process-memory';

/** Where special paths are anchored: the user's home and the gateway's own folders, absolute and normalised. */
export type PathSurroundings = { readonly home: string; readonly gatewayPaths: readonly string[] };

/** Below the home. A trailing slash means the whole folder. */
const UNDER_HOME: { readonly [path: string]: PathCategory } = {
  '.ssh/': 'credential',
  '.gnupg/': 'credential',
  '.aws/': 'credential',
  '.azure/': 'credential',
  '.kube/': 'credential',
  '.docker/config.json': 'credential',
  '.config/gcloud/': 'credential',
  '.config/gh/hosts.yml': 'credential',
  '.netrc': 'credential',
  '.pgpass': 'credential',
  '.my.cnf': 'credential',
  '.npmrc': 'credential',
  '.pypirc': 'credential',
  '.git-credentials': 'credential',
  '.cargo/credentials': 'credential',
  '.cargo/credentials.toml': 'credential',
  '.password-store/': 'credential',
  '.local/share/keyrings/': 'credential',
  '.mozilla/': 'credential',
  '.config/google-chrome/': 'credential',
  '.config/chromium/': 'credential',
  '.bashrc': 'shell-startup',
  '.bash_profile': 'shell-startup',
  '.bash_login': 'shell-startup',
  '.bash_logout': 'shell-startup',
  '.profile': 'shell-startup',
  '.zshrc': 'shell-startup',
  '.zshenv': 'shell-startup',
  '.zprofile': 'shell-startup',
  '.zlogin': 'shell-startup',
  '.kshrc': 'shell-startup',
  '.inputrc': 'shell-startup',
  '.config/fish/': 'shell-startup',
  '.config/systemd/': 'shell-startup',
  '.config/autostart/': 'shell-startup',
  '.gitconfig': 'version-control',
  '.config/git/': 'version-control',
  '.claude.json': 'agent-configuration',
  '.claude/': 'agent-configuration',
  '.codex/': 'agent-configuration',
  '.cursor/': 'agent-configuration',
  '.gemini/': 'agent-configuration',
  '.copilot/': 'agent-configuration',
  '.config/opencode/': 'agent-configuration',
};

/** Below any folder, so that a project's own copy counts too. */
const ANYWHERE: { readonly [path: string]: PathCategory } = {
  '.claude/settings.json': 'agent-configuration',
  '.claude/settings.local.json': 'agent-configuration',
  '.claude/hooks/': 'agent-configuration',
  '.claude/agents/': 'agent-configuration',
  '.claude/commands/': 'agent-configuration',
  '.claude/skills/': 'agent-configuration',
  '.mcp.json': 'agent-configuration',
  '.cursor/hooks.json': 'agent-configuration',
  '.cursor/mcp.json': 'agent-configuration',
  '.codex/': 'agent-configuration',
  '.gemini/': 'agent-configuration',
  '.github/hooks/': 'agent-configuration',
  'opencode.json': 'agent-configuration',
  '.countersign/': 'agent-configuration',
  '.github/workflows/': 'ci',
  '.github/actions/': 'ci',
  '.gitlab-ci.yml': 'ci',
  '.circleci/': 'ci',
  '.buildkite/': 'ci',
  '.drone.yml': 'ci',
  '.travis.yml': 'ci',
  'azure-pipelines.yml': 'ci',
  Jenkinsfile: 'ci',
  'bitbucket-pipelines.yml': 'ci',
  '.git/': 'version-control',
  '.husky/': 'version-control',
  '.gitmodules': 'version-control',
  '.envrc': 'shell-startup',
};

const SYSTEM_ROOTS = [
  '/etc',
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/boot',
  '/sys',
  '/opt',
  '/root',
  '/var',
  '/dev',
  '/proc',
];

const HARMLESS_DEVICES = new Set(['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/tty', '/dev/zero']);

const KEY_NAMES = new Set([
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
  'credentials.json',
  'service-account.json',
  '.htpasswd',
]);
const KEY_ENDINGS = ['.pem', '.key', '.pfx', '.p12', '.ppk', '.jks', '.keystore', '.kdbx'];
const BLOCK_DEVICES = [
  'sd',
  'hd',
  'vd',
  'xvd',
  'nvme',
  'mmcblk',
  'md',
  'dm-',
  'loop',
  'nbd',
  'mapper/',
  'disk/',
  'rdisk',
  'disk',
];

/**
 * Names what is special about a normalised absolute path; empty for an ordinary file.
 *
 * Data first, so that a new special path is one line. The comparison is on the bytes of the path: the caller has resolved
 * links and `..`.
 */
export function categorisePath(path: string, { home, gatewayPaths }: PathSurroundings): readonly PathCategory[] {
  const categories = new Set<PathCategory>();
  if (gatewayPaths.some((root) => isWithin(path, root))) categories.add('gateway');
  if (isWithin(path, home) && path !== home) addMatches(categories, UNDER_HOME, path.slice(home.length + 1));
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    addMatches(categories, ANYWHERE, path.slice(slash + 1));
  }
  if (isBlockDevice(path)) categories.add('block-device');
  if (isProcessMemory(path)) categories.add('process-memory');
  if (isEnvironmentFile(baseName(path))) categories.add('environment-file');
  if (isKeyFile(baseName(path))) categories.add('credential');
  if (isSystemPath(path, home)) categories.add('system');
  return [...categories];
}

function addMatches(
  found: Set<PathCategory>,
  table: { readonly [path: string]: PathCategory },
  relative: string,
): void {
  const exact = Object.hasOwn(table, relative) ? table[relative] : undefined;
  if (exact !== undefined) found.add(exact);
  for (let slash = relative.indexOf('/'); slash >= 0; slash = relative.indexOf('/', slash + 1)) {
    const folder = relative.slice(0, slash + 1);
    const category = Object.hasOwn(table, folder) ? table[folder] : undefined;
    if (category !== undefined) found.add(category);
  }
  const itself = Object.hasOwn(table, `${relative}/`) ? table[`${relative}/`] : undefined;
  if (itself !== undefined) found.add(itself);
}

function isSystemPath(path: string, home: string): boolean {
  if (path === '/') return true;
  if (HARMLESS_DEVICES.has(path)) return false;
  return SYSTEM_ROOTS.some((root) => isWithin(path, root)) && !(home !== '/' && isWithin(path, home));
}

function isBlockDevice(path: string): boolean {
  return path.startsWith('/dev/') && BLOCK_DEVICES.some((name) => path.startsWith(name, '/dev/'.length));
}

function isProcessMemory(path: string): boolean {
  const last = baseName(path);
  if (!path.startsWith('/proc/')) return path === '/dev/mem' || path === '/dev/kmem' || path === '/dev/port';
  return last === 'environ' || last === 'mem' || last === 'kcore' || path.includes('/fd/');
}

/** `.env` and `.env.<name>`, but not the examples that are meant to be shared. */
function isEnvironmentFile(name: string): boolean {
  if (name === '.env') return true;
  if (!name.startsWith('.env.')) return false;
  return !['example', 'sample', 'template', 'dist'].includes(name.slice('.env.'.length));
}

function isKeyFile(name: string): boolean {
  return KEY_NAMES.has(name) || KEY_ENDINGS.some((ending) => name.endsWith(ending) && !name.endsWith(`.pub${ending}`));
}
