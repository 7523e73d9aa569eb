import { isInside } from './inside-words.ts';

/** Words of git that put files of the workspace into its index or a commit, with the options that change nothing of which files. */
const STAGING: { readonly [command: string]: ReadonlySet<string> } = {
  add: new Set(['-A', '--all', '-u', '--update', '-v', '--verbose']),
  commit: new Set(['-a', '--all', '-q', '--quiet', '-s', '--signoff', '-v', '--verbose']),
};

/** Options of a commit that take a text. */
const MESSAGES: ReadonlySet<string> = new Set(['-m', '-am', '--message']);

/** Tells whether a command puts files of the workspace into the index or a commit, and nothing else. */
export function isStaging([program, command = '', ...rest]: readonly string[]): boolean {
  const options = Object.hasOwn(STAGING, command) ? STAGING[command] : undefined;
  if (program !== 'git' || options === undefined) return false;
  const named = command === 'commit' ? withoutMessages(rest) : rest;
  return named.every((word) => (word.startsWith('-') ? options.has(word) : isInside(word)));
}

/** The words without `-m` and what it takes, which is a text whatever it looks like. */
function withoutMessages(words: readonly string[]): readonly string[] {
  const others: string[] = [];
  let isText = false;
  for (const word of words) {
    if (isText) isText = false;
    else if (MESSAGES.has(word)) isText = true;
    else others.push(word);
  }
  return others;
}

/** Words of git that only look, with the options that say how much is printed: none names a file to write or a program to run. */
const LOOKS: ReadonlySet<string> = new Set(['status', 'diff', 'log', 'show']);
const LOOK_OPTIONS: ReadonlySet<string> = new Set(
  (
    '-s --short --porcelain --quiet --exit-code --stat --shortstat --name-only --name-status --check --cached --staged --oneline ' +
    '--no-color --no-pager --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol -w --'
  ).split(' '),
);

/** Tells whether a command of git only prints what stands in the workspace and its repository. */
export function isLook([program, command = '', ...rest]: readonly string[]): boolean {
  if (program !== 'git' || !LOOKS.has(command)) return false;
  return rest.every((word) => (word.startsWith('-') ? LOOK_OPTIONS.has(word) : isInside(word)));
}
