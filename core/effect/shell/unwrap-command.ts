import type { ShellWord } from './shell-command.ts';
import { isAssignment } from './shell-names.ts';

/** What a simple command really runs: the program's name without its folder, and its arguments. */
export type Program = { readonly name: string; readonly args: readonly ShellWord[] };

/** How a command that runs another is written: options that take the next word, and operands before the command. */
type Wrapper = { readonly values: readonly string[]; readonly operands: number };

function wrapper(values = '', operands = 0): Wrapper {
  return { values: values.split(' '), operands };
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir --chroot --role --type')],
  ['doas', wrapper('-u -C')],
  ['pkexec', wrapper('--user')],
  ['env', wrapper('-u -C --unset --chdir')],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n -p -P --class --classdata')],
  ['chrt', wrapper('-T -P -D', 1)],
  ['taskset', wrapper('', 1)],
  ['nohup', wrapper()],
  ['setsid', wrapper()],
  ['time', wrapper('-f -o --format --output')],
  ['timeout', wrapper('-s -k --signal --kill-after', 1)],
  ['stdbuf', wrapper('-i -o -e')],
  ['command', wrapper()],
  ['builtin', wrapper()],
  ['exec', wrapper('-a')],
  ['busybox', wrapper()],
  ['toybox', wrapper()],
  ['chroot', wrapper('', 1)],
  ['unshare', wrapper('-S -G -R -w')],
  ['nsenter', wrapper('-t -S -G')],
  ['systemd-run', wrapper('-u -p -M -H -E --unit --property --setenv')],
  ['flock', wrapper('-w -E', 1)],
  ['strace', wrapper('-o -e -p -s -u')],
  ['xargs', wrapper('-I -n -P -d -L -s -a -E')],
  ['watch', wrapper('-n --interval')],
  ['fakeroot', wrapper()],
  ['caffeinate', wrapper('-t -w')],
]);

/** With these, `command` only looks a name up. */
const LOOK_UPS = new Set(['-v', '-V']);

/** With these, `env` splits the next word into a command. */
const SPLITS = new Set(['-S', '--split-string']);

/**
 * Looks through assignments and wrappers, so that `A=1 sudo -u root nice rm …` is read as `rm …`. Null when nothing that is
 * known would be run. `env -S` is left as it is: the command is a text of its own.
 */
export function unwrapCommand(words: readonly ShellWord[]): Program | null {
  let at = 0;
  for (;;) {
    at = afterAssignments(words, at);
    const word = words[at]?.text ?? null;
    if (word === null) return null;
    const name = word.slice(word.lastIndexOf('/') + 1);
    const known = WRAPPERS.get(name);
    if (known === undefined || (name === 'env' && splitsNext(words, at + 1)))
      return { name, args: words.slice(at + 1) };
    if (name === 'command' && LOOK_UPS.has(words[at + 1]?.text ?? '')) return null;
    at = afterWrapper(words, at + 1, known);
  }
}

/** Tells whether one of `env`'s own options makes it split a word. */
function splitsNext(words: readonly ShellWord[], start: number): boolean {
  for (let at = start, text = words[at]?.text; text?.startsWith('-') === true; text = words[++at]?.text) {
    if (SPLITS.has(text)) return true;
  }
  return false;
}

/** Where the words of the wrapped command begin. */
function afterWrapper(words: readonly ShellWord[], start: number, { values, operands }: Wrapper): number {
  let at = start;
  for (let text = words[at]?.text; text?.startsWith('-') === true; text = words[at]?.text) {
    at += takesValue(text, values) ? 2 : 1;
    if (text === '--') break;
  }
  return afterAssignments(words, at) + operands;
}

/** A long option by its name; in a cluster the first letter that takes a value takes the rest, or the next word. */
function takesValue(option: string, values: readonly string[]): boolean {
  if (option.startsWith('--')) return values.includes(option);
  const first = [...option].findIndex((letter, index) => index > 0 && values.includes(`-${letter}`));
  return first > 0 && first === option.length - 1;
}

function afterAssignments(words: readonly ShellWord[], start: number): number {
  let at = start;
  for (let word = words[at]; word !== undefined && isAssignment(word.raw); word = words[at]) at += 1;
  return at;
}
