import { isHarmlessSetting } from '../effect/shell/harmless-settings.ts';

/** Words that stand before a command and change nothing of what it is. */
const PREFIXES: readonly (readonly string[])[] = [
  ['time'],
  ['c8'],
  ['nyc'],
  ['npx', '--no-install'],
  ['npx', '--no'],
  ['pnpm', 'exec'],
  ['bundle', 'exec'],
  ['poetry', 'run'],
  ['uv', 'run'],
  ['coverage', 'run', '-m'],
];

/** Programs that set variables for the command behind them. */
const SETTERS: ReadonlySet<string> = new Set(['env', 'cross-env']);

/** Where package managers put the programs of a project. */
const LOCAL_PROGRAMS = ['./node_modules/.bin/', 'node_modules/.bin/'] as const;

const MAX_WRAPPERS = 4;

/**
 * Takes off what stands before a command and leaves it the same: `time make test`, `cross-env CI=1 jest`, `uv run pytest`,
 * `node_modules/.bin/eslint`. At most four such; whatever sets another variable stays as it is.
 */
export function unwrapCommand(words: readonly string[]): readonly string[] {
  let own = words;
  for (let left = MAX_WRAPPERS; left > 0; left--) own = unwrapOnce(own);
  return own;
}

function unwrapOnce(words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  if (SETTERS.has(program)) {
    const at = rest.findIndex((word) => !word.includes('='));
    return at >= 0 && rest.slice(0, at).every(isHarmlessSetting) ? rest.slice(at) : words;
  }
  const folder = LOCAL_PROGRAMS.find((each) => program.startsWith(each) && !program.slice(each.length).includes('/'));
  if (folder !== undefined) return [program.slice(folder.length), ...rest];
  const prefix = PREFIXES.find((each) => each.every((word, at) => words[at] === word));
  return prefix === undefined ? words : words.slice(prefix.length);
}
