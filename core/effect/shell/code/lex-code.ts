import {
  type CodeProgram,
  type CodeSyntax,
  type CodeText,
  type CodeToken,
  DEEPEST_NESTING,
  isDigit,
  isNameStart,
  makeToken,
  type QuoteStyle,
  type Scanner,
  type TokenStart,
} from './code-token.ts';
import { readQuoted } from './read-quoted.ts';

/**
 * Splits a program text into tokens.
 *
 * Total and linear in the text: no character is read twice but at most four ahead. Where the text cannot be split, or could be
 * split in more than one way, `isSound` is false and the tokens are what it most likely means.
 */
export function lexCode(text: string, syntax: CodeSyntax): CodeText {
  const scanner: Scanner = { text, syntax, at: 0, isSound: true, depth: 0, heads: [], closedHead: false, tokens: [] };
  if (hasOddLineEnd(text)) scanner.isSound = false;
  const program = readTokens(scanner, null);
  return { program, isSound: scanner.isSound };
}

/** Reads the code in quoted text up to the brace that closes it, and goes behind that. */
export function readHole(scanner: Scanner): CodeProgram {
  const { tokens, heads, closedHead } = scanner;
  scanner.depth += 1;
  let program: CodeProgram = { tokens: [], closers: [] };
  if (scanner.depth > DEEPEST_NESTING) {
    scanner.isSound = false;
    scanner.at = scanner.text.length;
  } else program = readTokens(scanner, '}');
  scanner.depth -= 1;
  scanner.tokens = tokens;
  scanner.heads = heads;
  scanner.closedHead = closedHead;
  return program;
}

/** Reads a quoted text whose opening is at the scanner and `open` long. */
export function readQuotedAt(
  scanner: Scanner,
  style: QuoteStyle & {
    readonly open: string;
    readonly close: string;
    readonly isSpaced: boolean;
    readonly start?: number;
  },
): CodeToken {
  const start = style.start ?? scanner.at;
  scanner.at += style.open.length;
  return readQuoted(scanner, { ...style, start, readHole });
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

function readTokens(scanner: Scanner, end: string | null): CodeProgram {
  const tokens: CodeToken[] = [];
  const closers: number[] = [];
  const open: number[] = [];
  scanner.tokens = tokens;
  scanner.heads = [];
  scanner.closedHead = false;
  while (scanner.at < scanner.text.length) {
    const isSpaced = skipSpace(scanner);
    if (scanner.at >= scanner.text.length) break;
    if (end !== null && open.length === 0 && scanner.text.charAt(scanner.at) === end) {
      scanner.at += end.length;
      return { tokens, closers };
    }
    const token = readToken(scanner, isSpaced);
    if (token.kind === 'comment' || (token.kind === 'newline' && open.length > 0 && scanner.syntax.joinsInBrackets))
      continue;
    closers.push(-1);
    if (token.kind === 'punctuation') matchBracket(scanner, { token, open, closers });
    tokens.push(token);
  }
  if (end !== null || open.length > 0) scanner.isSound = false;
  return { tokens, closers };
}

function matchBracket(
  scanner: Scanner,
  found: { readonly token: CodeToken; readonly open: number[]; readonly closers: number[] },
): void {
  const { token, open, closers } = found;
  const { tokens } = scanner;
  if (CLOSERS.has(token.text)) {
    open.push(tokens.length);
    scanner.heads.push(tokens.at(-1)?.text ?? '');
    if (open.length > DEEPEST_NESTING) scanner.isSound = false;
    return;
  }
  if (token.text !== ')' && token.text !== ']' && token.text !== '}') return;
  const opener = open.pop();
  scanner.heads.pop();
  if (opener === undefined || CLOSERS.get((tokens[opener] as CodeToken).text) !== token.text) scanner.isSound = false;
  if (opener !== undefined) closers[opener] = tokens.length;
}

/** Goes over blanks, comments and, where they mean nothing, line ends. */
function skipSpace(scanner: Scanner): boolean {
  const { text, syntax } = scanner;
  const start = scanner.at;
  while (scanner.at < text.length) {
    const character = text.charAt(scanner.at);
    if (character === ' ' || character === '\t' || character === '\r' || character === '\f' || character === '\v')
      scanner.at += 1;
    else if (character === '\n' && !syntax.hasNewlines) scanner.at += 1;
    else if (character === '\\' && text.charAt(scanner.at + 1) === '\n') scanner.at += 2;
    else if (!skipComment(scanner)) break;
  }
  return scanner.at > start;
}

function skipComment(scanner: Scanner): boolean {
  const { text, syntax, at } = scanner;
  for (const [open, close] of syntax.blockComments) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    if (end < 0 || scanner.depth > 0) scanner.isSound = false;
    scanner.at = end < 0 ? text.length : end + close.length;
    return true;
  }
  if (!syntax.lineComments.some((mark) => text.startsWith(mark, at))) return false;
  const end = text.indexOf('\n', at);
  if (scanner.depth > 0) scanner.isSound = false;
  scanner.at = end < 0 ? text.length : end;
  return true;
}

function readToken(scanner: Scanner, isSpaced: boolean): CodeToken {
  const { text, syntax, at: start } = scanner;
  const character = text.charAt(start);
  const from: TokenStart = { start, isSpaced };
  const special = syntax.readSpecial(scanner, isSpaced);
  if (special !== null) return special;
  if (character === '\n') {
    scanner.at += 1;
    return makeToken(scanner, 'newline', { ...from, text: '\n' });
  }
  const quote = syntax.quotes.get(character);
  if (quote !== undefined) return readQuotedAt(scanner, { ...quote, open: character, close: character, isSpaced });
  if (isNameStart(character) || (character !== '' && syntax.nameMarks.includes(character))) {
    scanner.at = nameEnd(scanner, start);
    return makeToken(scanner, 'name', { ...from, text: plainName(scanner, start) });
  }
  if (isDigit(character)) return readNumber(scanner, from);
  if (syntax.sigils.includes(character) && isNameStart(text.charAt(start + 1))) {
    scanner.at = nameEnd(scanner, start + 1);
    return makeToken(scanner, 'variable', { ...from, text: text.slice(start, scanner.at) });
  }
  return readOperator(scanner, from);
}

/** Line ends on which languages differ: they could end a comment for one and not for another. */
function hasOddLineEnd(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a) return true;
    if (unit === 0x2028 || unit === 0x2029 || unit === 0x85 || unit === 0) return true;
  }
  return false;
}

/** A name as languages compare it (UAX 31, NFKC). One beyond ASCII may be blanks, or spell something else: it is not sound. */
function plainName(scanner: Scanner, start: number): string {
  const name = scanner.text.slice(start, scanner.at);
  for (let at = 0; at < name.length; at++) {
    if (name.charCodeAt(at) < 0x80) continue;
    scanner.isSound = false;
    return name.normalize('NFKC');
  }
  return name;
}

function nameEnd({ text, syntax }: Scanner, start: number): number {
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (!isNameStart(character) && !isDigit(character) && !syntax.nameMarks.includes(character)) break;
    at += 1;
  }
  return at;
}

function readNumber(scanner: Scanner, from: TokenStart): CodeToken {
  const { text } = scanner;
  const isWord = (at: number) =>
    isDigit(text.charAt(at)) || (isNameStart(text.charAt(at)) && text.charAt(at) < '\u0080');
  while (isWord(scanner.at) || (text.charAt(scanner.at) === '.' && isDigit(text.charAt(scanner.at + 1))))
    scanner.at += 1;
  return makeToken(scanner, 'number', { ...from, text: text.slice(from.start, scanner.at).replaceAll('_', '') });
}

/** No operator goes on with one of these. */
const PLAIN_AFTER = ' \n\t()[]{}"\',;abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$';

function readOperator(scanner: Scanner, from: TokenStart): CodeToken {
  const { text, syntax } = scanner;
  let length = PLAIN_AFTER.includes(text.charAt(from.start + 1)) ? 1 : 4;
  while (length > 1 && !syntax.operators.has(text.slice(from.start, from.start + length))) length -= 1;
  scanner.at = Math.min(from.start + length, text.length);
  return makeToken(scanner, 'punctuation', { ...from, text: text.slice(from.start, scanner.at) });
}
