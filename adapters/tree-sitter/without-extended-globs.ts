/** A text with other words in the place of its extended patterns, and where each place of it stood in the text before. */
export type PlainText = { readonly text: string; readonly placeOf: (offset: number) => number };

const MARKS = '?*+@!';
const NAME = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-*?[]@%';
/** Before the pattern, in its word; and in the word before that. */
const PREFIX = `${NAME}/~:`;
const WORD = `${PREFIX}{},+`;
const BEHIND = `${PREFIX} \t\n;&|<>`;
/** What makes it uncertain what is quoted, or what is the program of a command. */
const UNCERTAIN = ['$', '`', '\\', '#', '<<', 'alias'];
/** Behind these a command begins, in which `!(…)` is the reverse of a subshell. */
const BEFORE_COMMAND = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  'time',
  'coproc',
  'function',
  'case',
  'select',
  '{',
  '}',
  '!',
]);

/**
 * Puts braces and stars in the place of extended patterns (`@(a|b)`, `!(*.o)`, bash's `extglob`) that only select names, since
 * the grammar does not know them: `@(a|b)` is `{a,b}`, `+(a|b)` is `{a,b}*`, `!(a)` is `*`. What stands there then selects
 * every name that the pattern does, and more.
 *
 * Answers null where there is none, or where any of it could be something else: at the place of a program, where `!(a|b)` runs
 * `a`; behind quotes that cannot be told; with anything in the brackets but parts of names. A shell in which the option is off
 * refuses the whole line. In brackets without `|` zsh reads letters of which one runs code: none may be an `e`. Linear.
 */
export function withoutExtendedGlobs(text: string): PlainText | null {
  const isCertain = !UNCERTAIN.some((part) => text.includes(part));
  if (!isCertain || !text.includes('(') || beginsOtherwise(text)) return null;
  const places: number[] = [];
  let plain = '';
  let count = 0;
  const put = (shown: string, from: number): void => {
    plain += shown;
    for (let index = 0; index < shown.length; index++) places.push(from);
  };
  for (let at = 0; at < text.length; ) {
    const mark = text.charAt(at);
    const isPattern = MARKS.includes(mark) && text.charAt(at + 1) === '(';
    const end = mark === "'" || mark === '"' ? text.indexOf(mark, at + 1) : isPattern ? text.indexOf(')', at) : at;
    if (end < 0) return null;
    if (isPattern) {
      const names = namesOf(text.slice(at + 2, end));
      if (names === null || !isArgument(plain) || !BEHIND.includes(text.charAt(end + 1))) return null;
      put(wordOf(mark, names), at);
      count += 1;
    } else for (let index = at; index <= end; index++) put(text.charAt(index), index);
    at = end + 1;
  }
  places.push(text.length);
  return count === 0
    ? null
    : { text: plain, placeOf: (offset) => places[Math.min(offset, plain.length)] ?? text.length };
}

/** `time -p !(a)`: words may stand between one of these and the command. */
function beginsOtherwise(text: string): boolean {
  const words = text.replaceAll('\t', ' ').replaceAll('\n', ' ').split(' ');
  return words.includes('time') || words.includes('coproc');
}

/** The alternatives in the brackets; null where they hold more than parts of names. */
function namesOf(content: string): readonly string[] | null {
  const names = content.split('|');
  const isPlain = names.every((name) => isOf(name, NAME) && count(name, '[') === count(name, ']'));
  const isHarmless = names.length > 1 || !content.includes('e');
  return content !== '' && isPlain && isHarmless ? names : null;
}

function wordOf(mark: string, names: readonly string[]): string {
  const any = names.join(',');
  const one = names.length > 1 ? `{${any}}` : any;
  if (mark === '@') return one;
  if (mark === '?') return `{,${any}}`;
  if (mark === '+') return `${one}*`;
  if (mark === '*') return `{,${any}}*`;
  return names.some((name) => name.startsWith('.')) ? '{*,.*}' : '*';
}

/** Whether what comes next belongs to a word behind the program of a simple command. */
function isArgument(before: string): boolean {
  let start = before.length;
  while (start > 0 && `${PREFIX}{},`.includes(before.charAt(start - 1))) start--;
  let end = start;
  while (end > 0 && ' \t'.includes(before.charAt(end - 1))) end--;
  if (end === start) return false;
  let first = end;
  while (first > 0 && !' \t\n'.includes(before.charAt(first - 1))) first--;
  const word = before.slice(first, end);
  return word !== '' && isOf(word, WORD) && !BEFORE_COMMAND.has(word);
}

function isOf(text: string, characters: string): boolean {
  return Array.from(text).every((character) => characters.includes(character));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
