import type { Action } from '../action/action.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import { isInside } from './inside-words.ts';
import { type CommandVector, plainCommands } from './literal-words.ts';
import { isProjectCommand } from './project-command.ts';
import { shellTextOf } from './shell-text.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** How a formatter is called: its subcommand, where it has one, and the options that change nothing but the form. */
type Formatter = { readonly words: readonly string[]; readonly options: ReadonlySet<string> };

const QUIET = '--check --quiet --verbose -q -v --color --no-color';

/**
 * Formatters that write what a file says in another form and never something else: each compares syntax trees or prints the tree
 * that it read. Linters that correct what they find are none (`eslint --fix`), nor is anything that orders imports or rewrites.
 */
const FORMATTERS: { readonly [program: string]: Formatter } = {
  prettier: {
    words: [],
    options: optionsOf(
      '--write -w -c -l --list-different --ignore-unknown -u --cache --no-error-on-unmatched-pattern --experimental-cli',
    ),
  },
  gofmt: { words: [], options: optionsOf('-w -l -d -s -e') },
  rustfmt: { words: [], options: optionsOf('-l --files-with-diff') },
  black: { words: [], options: optionsOf('--diff --safe') },
  ruff: { words: ['format'], options: optionsOf('--diff') },
  biome: { words: ['format'], options: optionsOf('--write --no-errors-on-unmatched') },
  deno: { words: ['fmt'], options: optionsOf('') },
  zig: { words: ['fmt'], options: optionsOf('') },
};

function optionsOf(more: string): ReadonlySet<string> {
  return new Set(`${QUIET} ${more}`.split(' ').filter((option) => option !== ''));
}

/** Programs whose `run` runs a task of the project and no other program: what one writes is not in the words of the line. */
const TASK_RUNNERS: ReadonlySet<string> = new Set(['npm', 'pnpm']);

/**
 * Tells whether a command only brings files of the workspace into their form: by a closed table, without any option that names a
 * program, settings, a plugin or another way to read a file, so that each file says what it said before.
 */
export function isFormatting(given: readonly string[]): boolean {
  const [program = '', ...rest] = unwrapCommand(given);
  const known = Object.hasOwn(FORMATTERS, program) ? FORMATTERS[program] : undefined;
  if (known === undefined || !known.words.every((word, at) => rest[at] === word)) return false;
  return rest
    .slice(known.words.length)
    .every((word) => (word.startsWith('-') ? known.options.has(word) : isInside(word)));
}

/**
 * Tells whether all that is known to be written by a line, in files that it does not name, is written by formatters: beside them it
 * runs tasks of the project at most, and a linter without a word of where.
 */
export function onlyFormats(action: Action, parse: ParseShell): boolean {
  const text = shellTextOf(action);
  const commands = (text === null ? null : plainCommands(text, parse)) ?? [];
  return commands.some(({ words }) => isFormatting(words)) && commands.every(isFormattingOrTask);
}

function isFormattingOrTask({ words, variables }: CommandVector): boolean {
  if (variables.length > 0) return false;
  const [program = '', ...rest] = words;
  if (program === 'eslint') return rest.every((word) => word.startsWith('-'));
  return isFormatting(words) || (TASK_RUNNERS.has(program) && rest.includes('run') && isProjectCommand(words));
}
