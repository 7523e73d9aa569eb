/** What installs exactly what a project's lock file pins, and with which words it does. */
type Locked = {
  /** Subcommands, the empty one where none is needed. */
  readonly words: readonly string[];
  /** At least one of these must be there: without it the lock file may be changed. Empty where the subcommand says it. */
  readonly locks: readonly string[];
};

const INSTALLERS: { readonly [program: string]: Locked } = {
  npm: { words: ['ci', 'clean-install'], locks: [] },
  pnpm: { words: ['install', 'i'], locks: ['--frozen-lockfile'] },
  yarn: { words: ['install', ''], locks: ['--frozen-lockfile', '--immutable'] },
  bun: { words: ['install', 'i'], locks: ['--frozen-lockfile'] },
  cargo: { words: ['fetch'], locks: ['--locked', '--frozen'] },
  uv: { words: ['sync'], locks: ['--locked', '--frozen'] },
  bundle: { words: ['install'], locks: ['--frozen'] },
};

/** Options that change nothing of what is installed, nor where. */
const PLAIN: ReadonlySet<string> = new Set(
  (
    '--ignore-scripts --prefer-offline --offline --no-audit --no-fund --silent -s --quiet -q --no-progress --no-optional ' +
    '--production --prod --dev --immutable-cache --check-cache --color --no-color --non-interactive --reporter=silent'
  ).split(' '),
);

/**
 * Tells whether a command installs what the lock file of its project pins, and nothing else: `npm ci`, `pnpm install
 * --frozen-lockfile`, `uv sync --locked`. By a closed table of words: a package, a place, a registry or any option that is not
 * listed makes it another command.
 */
export function isLockedInstall(words: readonly string[]): boolean {
  const [program = '', ...rest] = words;
  const known = Object.hasOwn(INSTALLERS, program) ? INSTALLERS[program] : undefined;
  const [first = ''] = rest;
  const subcommand = first.startsWith('-') ? '' : first;
  const options = subcommand === '' ? rest : rest.slice(1);
  return known?.words.includes(subcommand) === true && isBound(known, options);
}

function isBound({ locks }: Locked, options: readonly string[]): boolean {
  if (!options.every((option) => locks.includes(option) || PLAIN.has(option))) return false;
  return locks.length === 0 || options.some((option) => locks.includes(option));
}
