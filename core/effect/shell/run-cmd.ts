import { type Argument, isKnown, UNKNOWN } from './argument.ts';
import type { Command, Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** Switches of `cmd` behind which the rest is one command line; `//c` is how shells on Windows write it. */
const RUNS_REST = new Set(['/c', '/k', '/r', '//c', '//k', '//r']);

/** `cmd /c words`: all words behind the switch are one text, as `cmd` joins them, whatever switches stand before it. */
export function runCmd(command: Command): Output {
  const { args, invocation } = command;
  const at = args.findIndex(({ text }) => RUNS_REST.has(text.toLowerCase()));
  const rest = args.slice(at + 1);
  const [first] = rest;
  if (at < 0 || first === undefined) return runListed(command);
  const text = rest.every(isKnown) ? textOf(rest) : UNKNOWN;
  const read = [args[at] as Argument, { ...first, text, isPattern: false, maySplit: !isKnown({ text }) }];
  return runListed({
    ...command,
    args: read,
    invocation: { ...invocation, words: [...invocation.words.slice(0, 1), ...read] },
  });
}

/** A word that a shell has freed of its quotes is given new ones where it would come apart. */
function textOf(words: readonly Argument[]): string {
  if (words.length === 1) return words.map(({ text }) => text).join('');
  return words.map(({ text }) => (text.includes(' ') && !text.includes('"') ? `"${text}"` : text)).join(' ');
}
