import type { Argument } from './argument.ts';

/** Where the words of the command that is run begin: behind options, their values, and `--`. */
export function afterOptions(args: readonly Argument[], values: ReadonlySet<string>): number {
  let at = 0;
  for (let text = args[at]?.text; text?.startsWith('-') === true && text.length > 1; text = args[at]?.text) {
    if (text === '--') return at + 1;
    const equals = text.indexOf('=');
    const name = text.startsWith('--') ? text.slice(0, equals < 0 ? text.length : equals) : `-${text.slice(-1)}`;
    const first = [...text.slice(1)].findIndex((letter) => values.has(`-${letter}`));
    const isInline = text.startsWith('--') ? text.includes('=') : first >= 0 && first < text.length - 2;
    at += values.has(name) && !isInline ? 2 : 1;
  }
  return at;
}
