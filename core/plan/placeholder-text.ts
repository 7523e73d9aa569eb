import { linesOf } from './changed-lines.ts';

/** Words that stand for work that is not done. */
const LEFT_OPEN = ['todo', 'fixme', 'xxx', 'tbd', 'wip'];
/** Phrases that stand for what a text leaves out. */
const PHRASES = [
  'and so on',
  'etc.',
  'et cetera',
  'as needed',
  'as appropriate',
  'if necessary',
  'somehow',
  'to be determined',
  'to be done',
  'fill in',
  'your code here',
  'rest of the code',
  'rest of code',
  'rest of the file',
  'existing code',
  'remaining code',
  'same as before',
  'unchanged code',
  'lorem ipsum',
];
/** Longest part of a text that is looked through, in UTF-16 units. */
const MAX_LENGTH = 200_000;

/**
 * The first placeholder in words for people, such as `TBD`, `…`, `etc.` or `<name>`; null where everything is said.
 */
export function placeholderInWords(text: string): string | null {
  const read = text.slice(0, MAX_LENGTH);
  const lower = read.toLowerCase();
  if (isLeftOpen(read)) return 'a word for work that is left open';
  if (hasEllipsis(read)) return '…';
  const phrase = PHRASES.find((one) => lower.includes(one));
  if (phrase !== undefined) return phrase;
  return lower.split(/[ \n]/).includes('etc') ? 'etc' : markedName(lower);
}

/**
 * The first line of added code that stands for code that is not there: a comment with an open word in capitals, one that begins
 * or ends with three dots, a phrase such as "existing code" in one, three dots alone. Null where there is none.
 */
export function placeholderInCode(added: readonly string[]): string | null {
  for (const line of added) {
    const text = line.trim();
    if (text === '...' || text === '…') return text;
    if (!isComment(text)) continue;
    const lower = text.toLowerCase();
    if (isLeftOpen(text) || isElliptic(text) || PHRASES.some((phrase) => lower.includes(phrase)))
      return text.slice(0, 80);
  }
  return null;
}

/** The lines that a unified diff adds. */
export function addedByDiff(diff: string): readonly string[] {
  return linesOf(diff)
    .filter((line) => line.startsWith('+') && !line.startsWith('+++ '))
    .map((line) => line.slice(1));
}

/** In capitals only: in small letters these are words of people, and of programs that keep lists of them. */
function isLeftOpen(text: string): boolean {
  return LEFT_OPEN.some((word) => holdsWord(text, word.toUpperCase()));
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + word.length))) return true;
  }
  return false;
}

/** Three dots, or the sign for them, that no name follows: `...rest` is code. */
function hasEllipsis(text: string): boolean {
  if (text.includes('…')) return true;
  for (let at = text.indexOf('...'); at >= 0; at = text.indexOf('...', at + 3)) {
    if (!isLetter(text.charAt(at + 3))) return true;
  }
  return false;
}

/** A comment that begins or ends with dots: in the middle of one they are punctuation. */
function isElliptic(comment: string): boolean {
  let start = 0;
  while (start < comment.length && '/#*-<!; '.includes(comment.charAt(start))) start += 1;
  const said = comment.slice(start);
  return ['...', '…'].some((dots) => said.startsWith(dots) || said.endsWith(dots));
}

function isLetter(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase();
}

function isComment(line: string): boolean {
  return ['//', '#', '/*', '*', '--', '<!--', ';'].some((mark) => line.startsWith(mark)) || line.includes(' // ');
}

/** `<name>`, `{name}` or `[name]` that says "your": something to fill in. */
function markedName(lower: string): string | null {
  const mark = ['<your', '[your', '{your', '<insert', '[insert'].find((one) => lower.includes(one));
  return mark === undefined ? null : `${mark}…`;
}
