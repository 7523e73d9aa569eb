/** An installation of packages, as its command line shows it. */
export type InstallStep = {
  readonly manager: string;
  /** Names in the folder; one of them says which packages exactly. */
  readonly lockFiles: readonly string[];
  /** What an installation changes, as names at the top: folders with all below them, and files. */
  readonly changes: readonly string[];
};

type Manager = InstallStep & {
  readonly programs: readonly string[];
  /** First words that install; the empty one stands for none. */
  readonly verbs: readonly string[];
  /** Words that only write the lock file. */
  readonly locking: readonly string[];
};

const MANAGERS: readonly Manager[] = [
  {
    manager: 'npm',
    programs: ['npm'],
    verbs: ['ci', 'clean-install', 'install', 'i', 'add', 'update', 'install-test', 'it', 'cit'],
    locking: ['--package-lock-only'],
    lockFiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    changes: ['node_modules', 'package.json', 'package-lock.json', 'npm-shrinkwrap.json'],
  },
  {
    manager: 'pnpm',
    programs: ['pnpm'],
    verbs: ['install', 'i', 'add', 'update', 'up'],
    locking: ['--lockfile-only'],
    lockFiles: ['pnpm-lock.yaml'],
    changes: ['node_modules', 'package.json', 'pnpm-lock.yaml', '.pnpm-store'],
  },
  {
    manager: 'yarn',
    programs: ['yarn'],
    verbs: ['', 'install', 'add', 'up', 'upgrade'],
    locking: ['--mode=update-lockfile'],
    lockFiles: ['yarn.lock'],
    changes: ['node_modules', 'package.json', 'yarn.lock', '.yarn', '.pnp.cjs', '.pnp.loader.mjs'],
  },
  {
    manager: 'bun',
    programs: ['bun'],
    verbs: ['install', 'i', 'add', 'update'],
    locking: ['--lockfile-only'],
    lockFiles: ['bun.lock', 'bun.lockb'],
    changes: ['node_modules', 'package.json', 'bun.lock', 'bun.lockb'],
  },
  {
    manager: 'uv',
    programs: ['uv'],
    verbs: ['sync', 'add'],
    locking: [],
    lockFiles: ['uv.lock'],
    changes: ['.venv', 'pyproject.toml', 'uv.lock'],
  },
  {
    manager: 'poetry',
    programs: ['poetry'],
    verbs: ['install', 'add', 'update'],
    locking: ['--lock'],
    lockFiles: ['poetry.lock'],
    changes: ['.venv', 'pyproject.toml', 'poetry.lock'],
  },
  {
    manager: 'pip',
    programs: ['pip', 'pip3'],
    verbs: ['install', 'download'],
    locking: ['--require-hashes'],
    lockFiles: [],
    changes: ['.venv', 'venv'],
  },
  {
    manager: 'bundler',
    programs: ['bundle', 'bundler'],
    verbs: ['', 'install', 'update', 'add'],
    locking: [],
    lockFiles: ['Gemfile.lock', 'gems.locked'],
    changes: ['vendor', 'Gemfile', 'Gemfile.lock', 'gems.locked', '.bundle'],
  },
  {
    manager: 'composer',
    programs: ['composer'],
    verbs: ['install', 'i', 'update', 'require'],
    locking: [],
    lockFiles: ['composer.lock'],
    changes: ['vendor', 'composer.json', 'composer.lock'],
  },
];

/**
 * Reads whether a command installs packages that a lock file must name; null for any other, and for one that only writes the lock
 * file. pip has no lock file: there, `--require-hashes` says which packages exactly. Pure; by the words alone.
 */
export function readInstallStep(argv: readonly string[]): InstallStep | null {
  const [program = '', ...rest] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const verb = rest.find((word) => !word.startsWith('-')) ?? '';
  const found = MANAGERS.find(({ programs, verbs }) => programs.includes(name) && verbs.includes(verb));
  if (found === undefined || rest.some((word) => found.locking.includes(word))) return null;
  const { manager, lockFiles, changes } = found;
  return { manager, lockFiles, changes };
}

/** Whether a change is one that an installation makes; anything else in its folder is worth a look. */
export function isOfInstallation({ changes }: InstallStep, path: string): boolean {
  return path.split('/').some((name) => changes.includes(name));
}

/**
 * Packages of npm's lock file that have a script to be run on installation (`hasInstallScript`), by name, sorted, each once. Empty
 * for what is no such file.
 */
export function packagesWithScripts(lockFile: unknown): readonly string[] {
  const packages = fieldOf(lockFile, 'packages');
  if (typeof packages !== 'object' || packages === null) return [];
  const names = Object.entries(packages).flatMap(([path, about]) =>
    fieldOf(about, 'hasInstallScript') === true ? [path.slice(path.lastIndexOf('node_modules/') + 13)] : [],
  );
  return [...new Set(names)].toSorted();
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as { readonly [field: string]: unknown })[name];
}
