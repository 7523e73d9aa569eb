import { EFFECT_CLASSES, type Effect, type EffectClass, type EffectMark } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { fail, ok, type Result } from '../result.ts';
import { isInside } from './inside-words.ts';

/** How far a whitelist entry of the policy reaches: always, or only where the reviewer model has no objection. */
export const WHITELIST_SCOPES = ['always', 'auto'] as const;
export type WhitelistScope = (typeof WHITELIST_SCOPES)[number];

/**
 * A command that people need not be asked about. Times in milliseconds since 1970; it holds from `addedAtMs` up to, not at,
 * `expiresAtMs`.
 */
export type WhitelistEntry = {
  /** The whole argument vector, a blank between two words; `*` is exactly one word (see `parseWords`). */
  readonly pattern: string;
  readonly scope: WhitelistScope;
  readonly note: string;
  /** The tool with its origin and digest, as `toolIdentity` writes it. */
  readonly tool: string;
  /** What was shown when it was added, as `effectSignature` writes it: whatever does more is asked about. */
  readonly effects: readonly string[];
  readonly addedAtMs: number;
  readonly expiresAtMs: number;
};

/** A folder whose projects may be tested, built and checked unasked, for as long. */
export type TrustedFolder = {
  /** Absolute, or below the home with `~/`. */
  readonly path: string;
  readonly note: string;
  readonly addedAtMs: number;
  readonly expiresAtMs: number;
};

/** Longest life of what makes prompts fewer (model §4), and bounds of lists. */
export const WHITELIST_LIMITS = {
  lifetimeMs: 90 * 86_400_000,
  entries: 500,
  words: 32,
  length: 400,
  effects: 16,
} as const;

/** Marks that an entry may have been shown: none of them leads out of the workspace or to something sensitive. */
const MARKS: readonly EffectMark[] = ['unseen-code', 'project-only', 'unknown-host', 'private-address'];

/**
 * Effects that `*` may stand for: it names a file of the workspace, and nothing runs. What runs is known by the words of the
 * command, or, where a file says it, by the approval of that very call: behind `*` it would be neither.
 */
const WILD_CLASSES: ReadonlySet<EffectClass> = new Set(['file.read', 'file.write', 'git.commit']);
const WILD_MARKS: readonly EffectMark[] = ['project-only'];

/** Subcommands of git whose operands are files and texts: behind any other `*` is a branch, a remote, a patch or a setting. */
const GIT_ON_FILES: ReadonlySet<string> = new Set([
  'add',
  'stage',
  'commit',
  'diff',
  'log',
  'show',
  'blame',
  'status',
  'ls-files',
]);

/** Programs whose arguments are programs, tasks, places or hosts: `*` would stand for another command. */
const RUNNERS: ReadonlySet<string> = new Set(
  (
    'sh bash dash zsh ksh fish csh tcsh busybox python python2 python3 node deno bun bunx ruby perl php lua tclsh osascript ' +
    'pwsh powershell cmd awk gawk mawk sed find xargs parallel env sudo doas su time nice ionice nohup setsid timeout watch ' +
    'strace exec eval source command builtin ssh scp sftp rsync curl wget nc ncat socat telnet docker podman kubectl helm npm ' +
    'npx pnpm pnpx yarn uv uvx pipx pip pip3 cargo go make gmake just task turbo nx lerna rake gradle mvn dotnet mix gh glab ' +
    'aws gcloud az terraform vault systemctl launchctl crontab at rm rmdir chmod chown dd mv ln kill pkill killall tee open ' +
    'tsx ts-node deno-run java javac jshell kotlin scala groovy Rscript julia elixir iex erl ghci stack cabal poetry pdm hatch rye ' +
    'pipenv conda mamba bundle gem composer pre-commit expect vi vim nvim nano emacs ed ex code patch tar unzip zip 7z rsync cpio ' +
    'install split git-lfs sqlite3 psql mysql mongosh redis-cli ansible ansible-playbook chroot unshare script flock stdbuf xvfb-run ' +
    'less more most man dotenv direnv entr nodemon concurrently run-s run-p npm-run-all cross-env nix nix-shell mise asdf volta fnm nvm hg svn jj'
  ).split(' '),
);

/** What an unquoted word of a shell may not hold, so that a pattern has one reading. */
const REFUSED = [...'?[]{}()<>|&;$`"\'\\!#~^%'];

/**
 * Reads a pattern: words with a blank between them, the program first. `*` alone is exactly one word of the command that is no
 * option and stays in the workspace.
 *
 * Refused: `...` and every other wildcard (an entry that any number of words fits is no argument vector), quotes and whatever
 * a shell expands, a program that is a wildcard or lies elsewhere, and `*` behind a program that runs or unpacks what it is given, or behind a
 * program of the project.
 */
export function parseWords(pattern: string): Result<readonly string[], string> {
  const words = pattern.split(' ');
  const [program = ''] = words;
  const { length, words: most } = WHITELIST_LIMITS;
  if (pattern === '' || pattern.length > length || words.length > most)
    return fail(
      `found ${words.length} words, ${pattern.length} characters, want 1 to ${most} words, at most ${length}`,
    );
  const odd = words.find((word) => word === '' || (word !== '*' && isOdd(word)));
  if (odd !== undefined)
    return fail(
      `found the word ${JSON.stringify(odd)}, want plain words with one blank between them, or * for one word`,
    );
  if (program === '*' || program.startsWith('-') || !isInside(program) || program.includes('='))
    return fail(`found the program ${JSON.stringify(program)}, want a name, or a path in the workspace`);
  if (words.includes('*') && runsWhatItIsGiven(words))
    return fail(`found * behind ${program}, which runs or reaches what it is given, want every word written out`);
  return ok(words);
}

function runsWhatItIsGiven([program = '', subcommand = '']: readonly string[]): boolean {
  if (program === 'git') return !GIT_ON_FILES.has(subcommand);
  return program.includes('/') || RUNNERS.has(program);
}

function isOdd(word: string): boolean {
  if (word === '...' || word.includes('*')) return true;
  return [...word].some((character) => REFUSED.includes(character) || character <= ' ' || character > '~');
}

/** Tells whether a pattern fits a command whole, word for word. */
export function fitsWords(pattern: readonly string[], words: readonly string[]): boolean {
  if (pattern.length !== words.length) return false;
  return pattern.every((wanted, at) => words.slice(at, at + 1).every((word) => fitsWord(wanted, word)));
}

function fitsWord(wanted: string, word: string): boolean {
  if (wanted !== '*') return wanted === word;
  const isPlain = word !== '' && !word.startsWith('-') && !word.includes('=') && !word.includes('\n');
  return isPlain && isInside(word);
}

/** Writes an effect as whitelists name it: its class and its marks, `process.run+unseen-code`. */
export function effectSignature({ class: name, marks }: Pick<Effect, 'class' | 'marks'>): string {
  return [name, ...[...marks].sort()].join('+');
}

/**
 * Reads an effect that an entry was shown. Refused: destructive classes, classes of high and critical risk, marks of what
 * lies outside or is sensitive, and, behind a pattern with `*`, whatever is no work on files of the workspace.
 */
export function parseShown(text: string, { isWild }: { readonly isWild: boolean }): Result<string, string> {
  const [name = '', ...marks] = text.split('+');
  const effectClass = EFFECT_CLASSES.find((known) => known === name);
  if (effectClass === undefined) return fail(`found ${JSON.stringify(name.slice(0, 64))}, want an effect class`);
  const { destructive, floor } = EFFECT_TABLE[effectClass];
  if (destructive || floor >= HIGH)
    return fail(`found ${effectClass}, want one that is not destructive nor of high risk`);
  if (isWild && !WILD_CLASSES.has(effectClass))
    return fail(`found ${effectClass} behind a pattern with *, want ${[...WILD_CLASSES].join(', ')}`);
  const allowed: readonly string[] = isWild ? WILD_MARKS : MARKS;
  const odd = marks.find((mark) => !allowed.includes(mark));
  if (odd !== undefined) return fail(`found the mark ${JSON.stringify(odd.slice(0, 64))}, want ${allowed.join(', ')}`);
  return ok([name, ...[...new Set(marks)].sort()].join('+'));
}

/** From here on risk is high (model §3). */
const HIGH = 66;

/** Tells whether an action does nothing that was not shown: each effect has a class and marks that an entry names. */
export function staysWithin(effects: readonly Effect[], shown: readonly string[]): boolean {
  return effects.length > 0 && effects.every((effect) => shown.includes(effectSignature(effect)));
}
