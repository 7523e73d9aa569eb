import { accessSync, constants, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folders of languages and tools in a home: programs, libraries and packages that were downloaded. Never a folder that also holds
 * a key, a token or a configuration: not `~/.cargo` itself (`credentials.toml`), not `~/.m2` (`settings.xml`), no `~/.npmrc`.
 */
const IN_HOME = [
  '.asdf/bin',
  '.asdf/installs',
  '.asdf/lib',
  '.asdf/plugins',
  '.asdf/shims',
  '.bun/bin',
  '.cargo/bin',
  '.cargo/registry',
  '.deno/bin',
  '.local/bin',
  '.local/share/fnm/node-versions',
  '.local/share/mise/installs',
  '.local/share/uv/python',
  '.m2/repository',
  '.nvm/alias',
  '.nvm/versions',
  '.pyenv/bin',
  '.pyenv/libexec',
  '.pyenv/plugins',
  '.pyenv/shims',
  '.pyenv/version',
  '.pyenv/versions',
  '.rbenv/bin',
  '.rbenv/libexec',
  '.rbenv/shims',
  '.rbenv/version',
  '.rbenv/versions',
  '.rustup/settings.toml',
  '.rustup/toolchains',
  '.sdkman/candidates',
  '.volta/bin',
  '.volta/tools',
  'go/bin',
  'go/pkg/mod',
];

/** Where the system's folders are: bound anyway. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/nix/store'];

/** What toolchains are looked for in, and what must not come with them. */
export type ToolchainPlaces = {
  readonly home: string | null;
  readonly path: string;
  /** Folders of whole toolchains that variables name. */
  readonly named: readonly string[];
  /** The program that runs this process: its folder holds a language that checks are likely to need. */
  readonly executable: string;
  /** Nothing that holds one of these, or lies in one, is bound. */
  readonly closed: readonly string[];
};

/**
 * The toolchains that are there and can be read: the known folders of the home, the folders below `/opt` and the
 * installed packages (`node_modules`) that `PATH` names, and that of the program that runs this process. Real paths only: a link among them could lead anywhere.
 */
export function findToolchains({ home, path, named, executable, closed }: ToolchainPlaces): readonly string[] {
  const known = home === null ? [] : IN_HOME.map((folder) => join(home, folder)).filter(isPlain);
  const optional = path.split(':').flatMap((folder) => {
    const [, first, second = ''] = folder.split('/');
    return first === 'opt' && second !== '' && isPlain(`/opt/${second}`) ? [`/opt/${second}`] : [];
  });
  const packages = path.split(':').flatMap((folder) => {
    const holding = dirname(folder);
    return folder.endsWith('/node_modules/.bin') && isPlain(holding) ? [holding] : [];
  });
  const whole = named.filter((folder) => isPlain(folder) && isOwnFolder(folder, home));
  const running = dirname(dirname(executable));
  const own = isPlain(running) && isOwnFolder(running, home) ? [running] : [];
  const found = [...new Set([...known, ...optional, ...packages, ...whole, ...own])].filter(
    (folder) => !SYSTEM.some((above) => isBelow(folder, above)),
  );
  return found.filter((folder) => !closed.some((one) => isBelow(one, folder) || isBelow(folder, one)));
}

/** Tells whether a path is a folder or something below it. Both absolute and normalised. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || folder === '/' || path.startsWith(`${folder}/`);
}

/** Not at the top of the system, and not around a home. */
function isOwnFolder(folder: string, home: string | null): boolean {
  return folder.split('/').length > 2 && (home === null || !isBelow(home, folder));
}

function isPlain(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return realpathSync(path) === path;
  } catch {
    return false;
  }
}
