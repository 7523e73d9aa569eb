import { type CodeToken, isDigit, isNameStart, makeToken, type Scanner, type TokenStart } from './code-token.ts';
import { readQuotedAt } from './lex-code.ts';

/** Reads what only Ruby has: names with `?` and `!`, symbols, labels, `%` literals, patterns, characters. */
export function readRubySpecial(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at } = scanner;
  const from: TokenStart = { start: at, isSpaced };
  const character = text.charAt(at);
  const next = text.charAt(at + 1);
  if (character === '\n') return continuesLine(text, at) ? skipLineEnd(scanner, from) : null;
  if (isAtLineStart(text, at) && (text.startsWith('=begin', at) || text.startsWith('__END__', at)))
    scanner.isSound = false;
  if (character === '<' && next === '<' && isHereDocument(scanner)) scanner.isSound = false;
  if (isNameStart(character) && character < '\u0080') return readName(scanner, from);
  if (character === ':' && (isNameStart(next) || next === '"') && text.charAt(at - 1) !== ':')
    return readSymbol(scanner, from);
  if (character === '$' && next !== '' && !isNameStart(next)) return readVariable(scanner, from);
  if (character === '@' && next === '@' && isNameStart(text.charAt(at + 2))) return readVariable(scanner, from);
  if (character === '%' && expectsOperand(scanner, isSpaced)) return readPercent(scanner, from);
  if (
    character === '?' &&
    expectsOperand(scanner, isSpaced) &&
    next > ' ' &&
    (next === '\\' || !isWordAt(text, at + 2))
  ) {
    scanner.at = Math.min(at + (next === '\\' ? 3 : 2), text.length);
    return makeToken(scanner, 'string', { ...from, text: '?', value: next === '\\' ? null : next });
  }
  if (character === '/' && expectsOperand(scanner, isSpaced)) {
    const token = readQuotedAt(scanner, { ...PATTERN, open: '/', close: '/', isSpaced });
    skipFlags(scanner);
    return token;
  }
  return null;
}

const PATTERN = { kind: 'pattern', escapes: 'skip', holes: 'ruby', isMultiline: true } as const;

function skipFlags(scanner: Scanner): void {
  while (scanner.at < scanner.text.length && 'imxounse'.includes(scanner.text.charAt(scanner.at))) scanner.at += 1;
}

/** True where the next line goes on with a method of what stands before. */
function continuesLine(text: string, start: number): boolean {
  let at = start + 1;
  while (at < text.length && at - start < 80 && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  return (text.charAt(at) === '.' && text.charAt(at + 1) !== '.') || text.startsWith('&.', at);
}

function skipLineEnd(scanner: Scanner, from: TokenStart): CodeToken {
  scanner.at += 1;
  return makeToken(scanner, 'comment', { ...from, text: '\n' });
}

function isAtLineStart(text: string, at: number): boolean {
  return at === 0 || text.charAt(at - 1) === '\n';
}

function isWordAt(text: string, at: number): boolean {
  return isNameStart(text.charAt(at)) || isDigit(text.charAt(at));
}

function isHereDocument({ text, at, tokens }: Scanner): boolean {
  const next = text.charAt(at + 2);
  if (next === '~' || next === '-') return isNameStart(text.charAt(at + 3)) || '"\'`'.includes(text.charAt(at + 3));
  const isValue = tokens.at(-1)?.kind === 'variable' || tokens.at(-1)?.text === ']' || tokens.at(-1)?.text === ')';
  return !isValue && ((next >= 'A' && next <= 'Z') || next === '"' || next === "'" || next === '`' || next === '_');
}

const OPERAND_WORDS = new Set([
  'if',
  'unless',
  'while',
  'until',
  'and',
  'or',
  'not',
  'return',
  'when',
  'case',
  'in',
  'then',
  'do',
  'else',
  'elsif',
  'begin',
  'puts',
  'print',
  'p',
  'pp',
]);

/** True where a value may begin. After the name of a method that depends on the blanks: then the text is not sound. */
function expectsOperand(scanner: Scanner, isSpaced: boolean): boolean {
  const previous = scanner.tokens.at(-1);
  if (previous === undefined || previous.kind === 'newline') return true;
  if (previous.kind === 'punctuation') {
    if (previous.text === '}') scanner.isSound = false;
    return previous.text !== ')' && previous.text !== ']' && previous.text !== '}';
  }
  if (previous.kind !== 'name') return false;
  if (OPERAND_WORDS.has(previous.text)) return true;
  const after = scanner.text.charAt(scanner.at + 1);
  if (!isSpaced || after === ' ' || after === '=') return false;
  scanner.isSound = false;
  return true;
}

function readName(scanner: Scanner, from: TokenStart): CodeToken {
  const { text } = scanner;
  while (isWordAt(text, scanner.at)) scanner.at += 1;
  const mark = text.charAt(scanner.at);
  const next = text.charAt(scanner.at + 1);
  if ((mark === '?' || mark === '!') && (next !== '=' || text.charAt(scanner.at + 2) === '=')) scanner.at += 1;
  const name = text.slice(from.start, scanner.at);
  if (text.charAt(scanner.at) === ':' && text.charAt(scanner.at + 1) !== ':' && scanner.tokens.at(-1)?.text !== '?') {
    scanner.at += 1;
    return makeToken(scanner, 'string', { ...from, text: 'label' });
  }
  return makeToken(scanner, 'name', { ...from, text: name });
}

function readSymbol(scanner: Scanner, from: TokenStart): CodeToken {
  const { text } = scanner;
  scanner.at += 1;
  if (text.charAt(scanner.at) === '"')
    return readQuotedAt(scanner, {
      kind: 'string',
      escapes: 'ruby',
      holes: 'ruby',
      isMultiline: true,
      open: '"',
      close: '"',
      isSpaced: from.isSpaced,
      start: from.start,
    });
  while (isWordAt(text, scanner.at)) scanner.at += 1;
  if (
    '?!='.includes(text.charAt(scanner.at)) &&
    text.charAt(scanner.at + 1) !== '=' &&
    text.charAt(scanner.at + 1) !== '>'
  )
    scanner.at += 1;
  return makeToken(scanner, 'string', { ...from, text: ':', value: text.slice(from.start + 1, scanner.at) });
}

function readVariable(scanner: Scanner, from: TokenStart): CodeToken {
  const { text } = scanner;
  scanner.at += 2;
  while (isWordAt(text, scanner.at)) scanner.at += 1;
  return makeToken(scanner, 'variable', { ...from, text: text.slice(from.start, scanner.at) });
}

const CLOSERS: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** `%w[a b]`, `%q(…)`, `%Q{…}`, `%x(…)`, `%r{…}`, `%(…)`. */
function readPercent(scanner: Scanner, from: TokenStart): CodeToken | null {
  const { text, at } = scanner;
  const letter = text.charAt(at + 1);
  const isNamed = 'wWiIqQxrs'.includes(letter) && letter !== '';
  const open = text.charAt(at + (isNamed ? 2 : 1));
  if (isNameStart(open) || isDigit(open) || open <= ' ' || open === '=') {
    scanner.isSound = false;
    return null;
  }
  const isRaw = 'wiqs'.includes(letter) && isNamed;
  scanner.at += isNamed ? 2 : 1;
  const kind = letter === 'x' ? 'shell' : letter === 'r' ? 'pattern' : 'string';
  const token = readQuotedAt(scanner, {
    kind,
    escapes: isRaw ? 'quote' : kind === 'pattern' ? 'skip' : 'ruby',
    holes: isRaw ? 'none' : 'ruby',
    isMultiline: true,
    open,
    close: CLOSERS[open] ?? open,
    isSpaced: from.isSpaced,
    start: from.start,
  });
  if (kind === 'pattern') skipFlags(scanner);
  return 'wWiI'.includes(letter) && isNamed ? { ...token, value: null } : token;
}
