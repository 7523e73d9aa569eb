import {
  type CodeProgram,
  type CodeToken,
  makeToken,
  type QuoteStyle,
  type Scanner,
  type TokenStart,
} from './code-token.ts';
import { readEscape } from './read-escape.ts';

/** Where quoted text ends, and how it is read. */
export type Quoted = TokenStart &
  QuoteStyle & {
    readonly open: string;
    readonly close: string;
    /** Reads code until the brace that closes it. */
    readonly readHole: (scanner: Scanner) => CodeProgram;
  };

type Body = { readonly parts: string[]; readonly holes: CodeProgram[]; isComputed: boolean; nesting: number };

/**
 * Reads quoted text; the scanner stands after what opens it. A text that does not end makes the scanner unsound, and takes
 * the rest. Linear: each character is looked at once, code inside by its own reader.
 */
export function readQuoted(scanner: Scanner, quoted: Quoted): CodeToken {
  const body: Body = { parts: [], holes: [], isComputed: false, nesting: 0 };
  const { text } = scanner;
  let run = scanner.at;
  while (scanner.at < text.length) {
    const character = text.charAt(scanner.at);
    if (isEnd(scanner, quoted, body)) {
      body.parts.push(text.slice(run, scanner.at));
      scanner.at += quoted.close.length;
      return finish(scanner, quoted, body);
    }
    if (character === '\n' && !quoted.isMultiline) break;
    const before = scanner.at;
    const special = readSpecialPart(scanner, quoted, body);
    if (special === null) {
      scanner.at += 1;
      continue;
    }
    body.parts.push(text.slice(run, before), special);
    run = scanner.at;
  }
  scanner.isSound = false;
  return finish(scanner, quoted, { ...body, isComputed: true });
}

function finish(scanner: Scanner, quoted: Quoted, body: Body): CodeToken {
  return makeToken(scanner, quoted.kind, {
    start: quoted.start,
    isSpaced: quoted.isSpaced,
    text: quoted.open,
    value: body.isComputed ? null : body.parts.join(''),
    holes: body.holes,
  });
}

function isEnd(scanner: Scanner, { open, close }: Quoted, body: Body): boolean {
  const { text, at } = scanner;
  if (open.length === 1 && open !== close && text.charAt(at) === open) body.nesting += 1;
  if (!text.startsWith(close, at)) return false;
  if (body.nesting === 0) return true;
  body.nesting -= 1;
  return false;
}

/** What an escape or a hole at the scanner adds; null where the character stands for itself. */
function readSpecialPart(scanner: Scanner, quoted: Quoted, body: Body): string | null {
  const character = scanner.text.charAt(scanner.at);
  if (character === '\\') return readBackslash(scanner, quoted, body);
  const next = scanner.text.charAt(scanner.at + 1);
  switch (quoted.holes) {
    case 'none':
      return null;
    case 'javascript':
      return character === '$' && next === '{' ? readHoleAfter(scanner, quoted, { body, skip: 2 }) : null;
    case 'ruby':
      if (character === '#' && (next === '$' || next === '@')) body.isComputed = true;
      return character === '#' && next === '{' ? readHoleAfter(scanner, quoted, { body, skip: 2 }) : null;
    case 'python':
      return readPythonHole(scanner, quoted, body);
    case 'php':
      if (character === '$' && next !== '') body.isComputed = true;
      if ((character === '{' && next === '$') || (character === '$' && next === '{'))
        return readHoleAfter(scanner, quoted, { body, skip: character === '{' ? 1 : 2 });
      return null;
    case 'perl':
      return readPerlVariable(scanner, body);
  }
}

function readBackslash(scanner: Scanner, quoted: Quoted, body: Body): string | null {
  const { text, at } = scanner;
  const next = text.charAt(at + 1);
  if (quoted.escapes === 'skip') {
    scanner.at = Math.min(at + 2, text.length);
    return text.slice(at, at + 2);
  }
  if (quoted.escapes === 'quote') {
    if (next !== '\\' && next !== quoted.close && next !== quoted.open) return null;
    scanner.at = at + 2;
    return next;
  }
  const escape = readEscape(text, at + 1, quoted.escapes);
  if (escape.value === null) body.isComputed = true;
  scanner.at = Math.min(escape.end, text.length);
  return escape.value ?? '';
}

function readHoleAfter(
  scanner: Scanner,
  quoted: Quoted,
  { body, skip }: { readonly body: Body; readonly skip: number },
): string {
  scanner.at += skip;
  body.isComputed = true;
  body.holes.push(quoted.readHole(scanner));
  return '';
}

function readPythonHole(scanner: Scanner, quoted: Quoted, body: Body): string | null {
  const character = scanner.text.charAt(scanner.at);
  if (character !== '{' && character !== '}') return null;
  if (scanner.text.charAt(scanner.at + 1) === character) {
    scanner.at += 2;
    return character;
  }
  return character === '{' ? readHoleAfter(scanner, quoted, { body, skip: 1 }) : null;
}

/** Variables in Perl's quoted text; what their subscripts compute could run code, so only plain ones are sound. */
function readPerlVariable(scanner: Scanner, body: Body): string | null {
  const { text, at } = scanner;
  const character = text.charAt(at);
  if (character !== '$' && character !== '@') return null;
  const next = text.charAt(at + 1);
  const after = text.charAt(at + 2);
  const isSubscripted = after === '{' || after === '[';
  if (next === '' || ' \n\t'.includes(next) || ((next === ')' || next === '|') && !isSubscripted)) return null;
  if (character === '@' && !WORD.includes(next) && !'{$:_'.includes(next)) return null;
  body.isComputed = true;
  if (next === '$' || (next === '{' && character === '@') || (next === '#' && (after === '{' || after === '$')))
    scanner.isSound = false;
  const start = next === '{' ? skipSubscript(text, at + 1) : skipVariable(text, at + 1);
  if (start === null || !areSubscriptsPlain(text, start)) scanner.isSound = false;
  return null;
}

/** The longest name or subscript of a variable in quoted text that is looked at. */
const LONGEST_SUBSCRIPT = 80;
const WORD = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';

/** The end of a name, or of the mark that names one of Perl's own variables. */
function skipVariable(text: string, start: number): number {
  let at = start;
  while (
    at - start < LONGEST_SUBSCRIPT &&
    at < text.length &&
    (WORD.includes(text.charAt(at)) || text.charAt(at) === ':')
  )
    at += 1;
  return at === start ? at + 1 : at;
}

function areSubscriptsPlain(text: string, start: number): boolean {
  let at: number | null = start;
  for (let count = 0; count < 4; count++) {
    const opener: number = text.startsWith('->', at) ? at + 2 : at;
    if (text.charAt(opener) !== '{' && text.charAt(opener) !== '[') return true;
    at = skipSubscript(text, opener);
    if (at === null) return false;
  }
  return false;
}

/**
 * Where a subscript ends that computes nothing; null where it may: plain are numbers, variables, signs, and in braces a word
 * or a quoted text alone. A word in square brackets would be a call.
 */
function skipSubscript(text: string, opener: number): number | null {
  const isKey = text.charAt(opener) === '{';
  const close = isKey ? '}' : ']';
  const first = text.charAt(opener + 1);
  const quote = isKey && (first === '"' || first === "'") ? first : '';
  const start = opener + 1 + quote.length;
  for (let at = start; at < Math.min(text.length, opener + LONGEST_SUBSCRIPT); at++) {
    const character = text.charAt(at);
    if (text.startsWith(quote + close, at)) return at + quote.length + 1;
    if (quote === "'" && (character === ' ' || character === '.')) continue;
    if (!WORD.includes(character) && !'$+-^'.includes(character)) return null;
    const isLetter = WORD.includes(character) && !(character >= '0' && character <= '9');
    if (isLetter && !isKey && !isInVariable(text, at, opener)) return null;
  }
  return null;
}

function isInVariable(text: string, start: number, opener: number): boolean {
  let at = start;
  while (at > opener && WORD.includes(text.charAt(at))) at -= 1;
  return text.charAt(at) === '$';
}
