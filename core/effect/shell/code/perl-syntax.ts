import {
  type CodeSyntax,
  type CodeToken,
  DEEPEST_NESTING,
  isDigit,
  isNameStart,
  makeToken,
  type QuoteStyle,
  type Scanner,
  type TokenStart,
} from './code-token.ts';
import { wordSet } from './code-value.ts';
import { lexCode, readQuotedAt } from './lex-code.ts';

const DOUBLE: QuoteStyle = { kind: 'string', escapes: 'perl', holes: 'perl', isMultiline: true };

/** How Perl is split into tokens (perlop, perldata). */
export const PERL_SYNTAX: CodeSyntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: new Map([
    ['"', DOUBLE],
    ["'", { ...DOUBLE, escapes: 'quote', holes: 'none' }],
    ['`', { ...DOUBLE, kind: 'shell' }],
  ]),
  operators: wordSet(
    '=> -> :: == != <=> <= >= =~ !~ && || // ** ++ -- += -= *= /= .= %= x= |= &= ^= **= ||= &&= //= << >> <<= >>= .. ... ~~',
  ),
  nameMarks: '',
  sigils: '',
  hasNewlines: false,
  joinsInBrackets: false,
  readSpecial: readPerlSpecial,
};

function readPerlSpecial(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at } = scanner;
  const from: TokenStart = { start: at, isSpaced };
  const character = text.charAt(at);
  if (character === '=' && (at === 0 || text.charAt(at - 1) === '\n') && isNameStart(text.charAt(at + 1)))
    scanner.isSound = false;
  if ('$@%&*'.includes(character)) return readSigil(scanner, from);
  if (isNameStart(character)) return readWord(scanner, from);
  if (character === '/') return expectsOperand(scanner) ? readPattern(scanner, { ...from, open: '/', count: 1 }) : null;
  if (character === '?' && expectsOperand(scanner)) scanner.isSound = false;
  if (character === '<' && expectsOperand(scanner)) return readAngle(scanner, from);
  if (character === '-' && isFileTest(scanner)) {
    scanner.at += 2;
    return makeToken(scanner, 'punctuation', { ...from, text: '-e' });
  }
  return null;
}

function isWordAt(text: string, at: number): boolean {
  return isNameStart(text.charAt(at)) || isDigit(text.charAt(at));
}

function isFileTest({ text, at }: Scanner): boolean {
  return (
    'rwxoRWXOezsfdlpSbctugkTBAMC'.includes(text.charAt(at + 1)) &&
    text.charAt(at + 1) !== '' &&
    !isWordAt(text, at + 2) &&
    text.charAt(at + 2) !== '='
  );
}

/** True where a value may begin. After a brace or the name of a function it may or may not: then the text is not sound. */
function expectsOperand(scanner: Scanner): boolean {
  const previous = scanner.tokens.at(-1);
  if (previous === undefined) return true;
  if (previous.kind === 'name') {
    if (OPERAND_WORDS.has(previous.text)) return true;
    scanner.isSound = false;
    return true;
  }
  if (previous.kind !== 'punctuation') return false;
  if (previous.text === '}') {
    const ahead = scanner.text.charAt(scanner.at);
    if (ahead === '/' || ahead === '?') scanner.isSound = false;
    return true;
  }
  return previous.text !== ')' && previous.text !== ']' && previous.text !== '++' && previous.text !== '--';
}

const OPERAND_WORDS = wordSet(
  `if unless while until and or not return split grep map join print push unshift x eq ne lt gt le ge cmp xor when say lc uc
  defined for foreach do else my our local length reverse sort keys values die warn printf chomp scalar ref`,
);

/** `$x`, `@x`, `%x`, `$#x`, and variables named by marks. */
function readSigil(scanner: Scanner, from: TokenStart): CodeToken | null {
  const { text, at } = scanner;
  const sigil = text.charAt(at);
  const next = text.charAt(at + 1);
  if ('%&*'.includes(sigil) && !expectsValue(scanner)) return null;
  if (sigil === '&' || sigil === '*') {
    if (next !== '&' && next !== '*') scanner.isSound = false;
    return null;
  }
  if (next === '{' || next === '$') return readDereference(scanner, from);
  if (sigil === '$' && next === '#') return readDereference(scanner, from);
  scanner.at += 1;
  while (isWordAt(text, scanner.at) || (text.startsWith('::', scanner.at) && isNameStart(text.charAt(scanner.at + 2))))
    scanner.at += text.charAt(scanner.at) === ':' ? 2 : 1;
  if (scanner.at === at + 1) {
    if (sigil === '%' || next === '' || ' \n\t);'.includes(next)) {
      scanner.at = at;
      if (next !== ' ' && sigil === '$') scanner.at = Math.min(at + 2, text.length);
      else return null;
    } else scanner.at += next === '^' ? 2 : 1;
  }
  return makeToken(scanner, 'variable', { ...from, text: text.slice(at, scanner.at) });
}

function expectsValue(scanner: Scanner): boolean {
  const previous = scanner.tokens.at(-1);
  if (previous === undefined || previous.kind === 'name') return true;
  return previous.kind === 'punctuation' && previous.text !== ')' && previous.text !== ']' && previous.text !== '}';
}

/** The sigil before `{…}` or another variable is an operator on the value that follows. */
function readDereference(scanner: Scanner, from: TokenStart): CodeToken {
  const { text, at } = scanner;
  scanner.at += text.charAt(at + 1) === '#' ? 2 : 1;
  if (
    text.charAt(at) === '$' &&
    text.charAt(at + 1) === '$' &&
    !isNameStart(text.charAt(at + 2)) &&
    text.charAt(at + 2) !== '{'
  ) {
    scanner.at = at + 2;
    return makeToken(scanner, 'variable', { ...from, text: '$$' });
  }
  return makeToken(scanner, 'punctuation', { ...from, text: 'deref' });
}

/** `<STDIN>`, `<>`, `<$file>`, `<*.c>` read; `<<` begins a here-document. */
function readAngle(scanner: Scanner, from: TokenStart): CodeToken | null {
  const { text, at } = scanner;
  if (text.charAt(at + 1) === '<' && text.charAt(at + 2) !== '>') {
    scanner.isSound = false;
    return null;
  }
  const end = text.slice(at, at + 80).indexOf('>', 1);
  if (end < 0) return null;
  // A glob is computed like a quoted text, and after a brace the mark may as well compare.
  for (const character of text.slice(at + 1, at + end)) if (!GLOB_CHARACTERS.has(character)) scanner.isSound = false;
  scanner.at = at + end + (text.charAt(at + end + 1) === '>' ? 2 : 1);
  return makeToken(scanner, 'string', { ...from, text: '<' });
}

const GLOB_CHARACTERS = new Set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$:*?./-<');

const QUOTES = wordSet('q qq qw qx m qr s tr y');

/** A name; one of the quoting operators; or a text, before `=>` and in braces. */
function readWord(scanner: Scanner, from: TokenStart): CodeToken {
  const { text } = scanner;
  while (isWordAt(text, scanner.at) || (text.startsWith('::', scanner.at) && isNameStart(text.charAt(scanner.at + 2))))
    scanner.at += text.charAt(scanner.at) === ':' ? 2 : 1;
  const name = text.slice(from.start, scanner.at);
  let after = scanner.at;
  while (after < text.length && ' \t\n'.includes(text.charAt(after)) && after - scanner.at < 64) after += 1;
  const previous = scanner.tokens.at(-1);
  const isKey = previous?.text === '{' && !previous.isSpaced && text.charAt(after) === '}' && isSubscript(scanner);
  if (isKey || text.startsWith('=>', after))
    return makeToken(scanner, 'string', { ...from, text: 'word', value: name });
  if (QUOTES.has(name) && previous?.text !== '->') {
    const open = text.charAt(scanner.at);
    if (open !== '' && open > ' ' && open !== ';' && open !== ')' && !isWordAt(text, scanner.at))
      return readPattern(scanner, {
        ...from,
        open,
        count: name === 's' || name === 'tr' || name === 'y' ? 2 : 1,
        name,
      });
    scanner.isSound = false;
  }
  return makeToken(scanner, 'name', {
    ...from,
    text: (name === 'eval' || name === 'do') && text.charAt(after) === '{' ? 'else' : name,
  });
}

function isSubscript({ tokens }: Scanner): boolean {
  const before = tokens.at(-2);
  return before?.kind === 'variable' || before?.text === '->' || before?.text === '}' || before?.text === ']';
}

const CLOSERS: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}', '<': '>' };

type QuoteOperator = TokenStart & { readonly open: string; readonly count: number; readonly name?: string };

/** One of the quoting operators, with one part or two; `s///e` holds code. */
function readPattern(scanner: Scanner, { start, isSpaced, open, count, name = 'm' }: QuoteOperator): CodeToken {
  const { text } = scanner;
  const isList = name === 'q' || name === 'qw';
  const isText = isList || name === 'qq' || name === 'qx';
  const close = CLOSERS[open] ?? open;
  const isLiteral = isList || open === "'" || name === 'tr' || name === 'y';
  const style = { isMultiline: true, isSpaced, holes: isLiteral ? 'none' : 'perl' } as const;
  const kind = name === 'qx' ? 'shell' : isText ? 'string' : 'pattern';
  const first = readQuotedAt(scanner, {
    ...style,
    kind,
    escapes: isList ? 'quote' : isText ? 'perl' : 'skip',
    open,
    close,
    start,
  });
  const body = text.slice(first.at.start, scanner.at);
  if (kind === 'pattern' && (body.includes('(?{') || body.includes('(??{'))) scanner.isSound = false;
  if (isText) return name === 'qw' ? { ...first, value: null } : first;
  const holes = [...first.holes];
  let second: string | null = null;
  if (count === 2) {
    if (close !== open) while (scanner.at < text.length && ' \t\n'.includes(text.charAt(scanner.at))) scanner.at += 1;
    const opener = close === open ? '' : text.charAt(scanner.at);
    const from = scanner.at + opener.length;
    readQuotedAt(scanner, {
      ...style,
      holes: 'none',
      kind,
      escapes: 'skip',
      open: opener,
      close: opener === '' ? close : (CLOSERS[opener] ?? opener),
      start,
    });
    second = text.slice(from, Math.max(from, scanner.at - 1));
  }
  const flags = scanner.at;
  while (isNameStart(text.charAt(scanner.at)) && scanner.at - flags < 16) scanner.at += 1;
  const isRun = name === 's' && text.slice(flags, scanner.at).includes('e');
  if (second !== null && name === 's' && (isRun || open !== "'"))
    readReplacement(scanner, { second, isRun, flags: text.slice(flags, scanner.at), holes });
  return makeToken(scanner, 'pattern', { start, isSpaced, text: name, holes });
}

type Replacement = {
  readonly second: string;
  readonly isRun: boolean;
  readonly flags: string;
  readonly holes: CodeToken['holes'][number][];
};

function readReplacement(scanner: Scanner, { second, isRun, flags, holes }: Replacement): void {
  scanner.depth += 1;
  if (scanner.depth > DEEPEST_NESTING || flags.includes('ee') || scanner.depth > 6) scanner.isSound = false;
  else {
    const source = isRun ? second : `"${second.replaceAll('\\"', ' ').replaceAll('"', ' ')}"`;
    const inner = lexCode(source, PERL_SYNTAX);
    if (!inner.isSound) scanner.isSound = false;
    holes.push(inner.program);
  }
  scanner.depth -= 1;
}
