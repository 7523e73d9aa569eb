/** Builtins that evaluate a name or a number, and with it the index of an array, which runs the substitutions in it. */
const EVALUATORS: ReadonlySet<string> = new Set(
  'let test [ [[ read declare typeset local export readonly unset mapfile readarray getopts wait'.split(' '),
);

/**
 * Tells whether a text that was quoted runs a command when it is taken for a name or a number: `a[$(reboot)]`. Bash expands
 * the index of an array wherever it evaluates arithmetic.
 */
export function hidesCommand(text: string): boolean {
  const open = text.indexOf('[');
  return open >= 0 && (text.includes('$(', open) || text.includes('`', open));
}

/** Tells whether a builtin is given a name or a number that runs a command. */
export function evaluatesHidden(name: string, texts: readonly string[]): boolean {
  if (name === 'printf') return texts[0]?.startsWith('-v') === true && texts.slice(0, 2).some(hidesCommand);
  return EVALUATORS.has(name) && texts.some(hidesCommand);
}

/** Why such a text is asked about. */
export const HIDDEN = 'a quoted index of an array that runs a command';
