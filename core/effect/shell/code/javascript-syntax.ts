import { type CodeToken, makeToken, type Scanner } from './code-token.ts';

/**
 * Reads regular expressions.
 *
 * A slash after a value divides. After a parenthesis it depends on what the parenthesis belongs to, which is known; after a brace
 * it could be either, so the text is not sound.
 */
export function readJavascriptSpecial(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at } = scanner;
  if (text.startsWith('<!--', at) || text.startsWith('-->', at)) scanner.isSound = false;
  if (text.charAt(at) === '#' && at > 0) scanner.isSound = false;
  if (text.charAt(at) === ')') noteHead(scanner);
  if (text.charAt(at) !== '/') return null;
  const previous = scanner.tokens.at(-1);
  if (previous?.text === '}' || previous?.text === '++' || previous?.text === '--') scanner.isSound = false;
  if (previous !== undefined && endsValue(scanner, previous)) return null;
  return readPattern(scanner, isSpaced);
}

const BEFORE_PATTERN = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'throw',
  'new',
  'else',
  'do',
  'instanceof',
  'yield',
  'await',
]);

function endsValue(scanner: Scanner, previous: CodeToken): boolean {
  if (previous.kind === 'name') return !BEFORE_PATTERN.has(previous.text) || scanner.tokens.at(-2)?.text === '.';
  if (previous.kind !== 'punctuation') return true;
  if (previous.text === ')') return !scanner.closedHead;
  return previous.text === ']' || previous.text === '}';
}

const HEADS = new Set(['if', 'while', 'for', 'with']);

function noteHead(scanner: Scanner): void {
  scanner.closedHead = HEADS.has(scanner.heads.at(-1) ?? '');
}

function readPattern(scanner: Scanner, isSpaced: boolean): CodeToken {
  const { text, at: start } = scanner;
  let isClass = false;
  let at = start + 1;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') break;
    if (character === '\\') at += 1;
    else if (character === '[') isClass = true;
    else if (character === ']') isClass = false;
    else if (character === '/' && !isClass) break;
  }
  if (text.charAt(at) !== '/') scanner.isSound = false;
  scanner.at = Math.min(at + 1, text.length);
  while (scanner.at < text.length && 'dgimsuvy'.includes(text.charAt(scanner.at))) scanner.at += 1;
  return makeToken(scanner, 'pattern', { start, isSpaced, text: '/' });
}
