import type { CodeReading, CodeUse } from '../code-use.ts';
import {
  type CodeProgram,
  type CodeSyntax,
  type CodeToken,
  makeToken,
  type QuoteStyle,
  type Scanner,
} from './code-token.ts';
import { wordSet } from './code-value.ts';
import { lexCode } from './lex-code.ts';
import { namesSecret } from './names-secret.ts';

/**
 * Reads AWK (POSIX, gawk, mawk).
 *
 * A program only reads its operands and prints, but for `system`, `getline`, pipes and redirections, which are noted with the
 * command or file where that is a constant. Loading files and calling functions by their names are refused.
 */
export function readAwk(text: string): CodeReading {
  const { program, isSound } = lexCode(text, SYNTAX);
  const scan: AwkScan = { program, ...variablesOf(program), uses: [], isUnderstood: isSound };
  const own = functionsOf(program);
  for (let at = 0; at < program.tokens.length; at++) readToken(scan, own, at);
  return { uses: scan.uses, isUnderstood: scan.isUnderstood };
}

const QUOTE: QuoteStyle = { kind: 'string', escapes: 'awk', holes: 'none', isMultiline: false };

const SYNTAX: CodeSyntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: new Map([['"', QUOTE]]),
  operators: wordSet('== != <= >= && || ++ -- += -= *= /= %= ^= **= ** !~ |& >> ::'),
  nameMarks: '',
  sigils: '',
  hasNewlines: true,
  joinsInBrackets: false,
  readSpecial: readPattern,
};

/** A slash after a value divides; anywhere else it begins a pattern, which a bracket expression may hold too. */
function readPattern(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at: start } = scanner;
  if (text.charAt(start) === ')') scanner.closedHead = HEADS.has(scanner.heads.at(-1) ?? '');
  if (text.charAt(start) === '@' && text.charAt(start + 1) === '/') scanner.at += 1;
  if (text.charAt(scanner.at) !== '/') return null;
  const previous = scanner.tokens.at(-1);
  if (previous?.text === 'getline') scanner.isSound = false;
  if (previous !== undefined && endsValue(previous) && !(previous.text === ')' && scanner.closedHead)) return null;
  let isClass = false;
  for (scanner.at += 1; scanner.at < text.length; scanner.at++) {
    const character = text.charAt(scanner.at);
    if (character === '\n') break;
    if (character === '\\') scanner.at += 1;
    else if (character === '[' && !isClass) {
      isClass = true;
      if (text.charAt(scanner.at + 1) === '^') scanner.at += 1;
      if (text.charAt(scanner.at + 1) === ']') scanner.at += 1;
    } else if (character === ']') isClass = false;
    else if (character === '/') {
      if (isClass) scanner.isSound = false;
      scanner.at += 1;
      return makeToken(scanner, 'pattern', { start, isSpaced, text: '/' });
    }
  }
  scanner.at = Math.min(scanner.at, text.length);
  scanner.isSound = false;
  return makeToken(scanner, 'pattern', { start, isSpaced, text: '/' });
}

const HEADS = wordSet('if while for switch');

function endsValue(token: CodeToken): boolean {
  if (token.kind === 'name') return !STATEMENTS.has(token.text);
  if (token.kind === 'punctuation')
    return token.text === ')' || token.text === ']' || token.text === '$' || token.text === '++' || token.text === '--';
  return token.kind !== 'newline';
}

const STATEMENTS = wordSet(
  'BEGIN END BEGINFILE ENDFILE if else while for do break continue next nextfile exit return delete in function func print printf getline switch case default',
);

const FUNCTIONS = wordSet(
  `length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper close fflush
  gensub patsplit asort asorti strftime mktime systime and or xor compl lshift rshift strtonum isarray typeof dcgettext
  dcngettext bindtextdomain ord chr mkbool`,
);

type AwkScan = {
  readonly program: CodeProgram;
  /** Variables that are given one value, a constant text. */
  readonly constants: ReadonlyMap<string, string>;
  /** Variables that may be given a value. */
  readonly assigned: ReadonlySet<string>;
  readonly uses: CodeUse[];
  isUnderstood: boolean;
};

function variablesOf({ tokens }: CodeProgram): Pick<AwkScan, 'constants' | 'assigned'> {
  const constants = new Map<string, string>();
  const counts = new Map<string, number>();
  tokens.forEach((token, at) => {
    if (token.kind !== 'name') return;
    const next = tokens[at + 1];
    const value = tokens[at + 2];
    const isSet = isAssignment(next);
    const isFilled =
      tokens[at - 1]?.text === 'getline' ||
      tokens[at - 1]?.text === ',' ||
      tokens[at - 1]?.text === 'for' ||
      next?.text === 'in';
    if (isSet || isFilled || next?.text === '++' || next?.text === ')')
      counts.set(token.text, (counts.get(token.text) ?? 0) + (next?.text === ')' && !isSet ? 0 : 1));
    if (next?.text === '=' && value?.kind === 'string' && value.value !== null && endsStatement(tokens[at + 3]))
      constants.set(token.text, value.value);
  });
  const assigned = new Set<string>();
  for (const [name, count] of counts) {
    if (count !== 1) constants.delete(name);
    if (count > 0) assigned.add(name);
  }
  return { constants, assigned };
}

function isAssignment(token: CodeToken | undefined): boolean {
  return token?.kind === 'punctuation' && token.text.endsWith('=') && !COMPARISONS.has(token.text);
}

const COMPARISONS = wordSet('== != <= >=');

function functionsOf({ tokens }: CodeProgram): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, at) => {
    if (token.text === 'function' || token.text === 'func') names.add(tokens[at + 1]?.text ?? '');
  });
  return names;
}

function readToken(scan: AwkScan, own: ReadonlySet<string>, at: number): void {
  const { tokens } = scan.program;
  const token = tokens[at] as CodeToken;
  const next = tokens[at + 1];
  if (token.kind === 'string' && token.value?.startsWith('/inet')) addNetwork(scan, token, token.value);
  if (token.kind === 'punctuation') {
    if (token.text === '@' || token.text === '\\' || token.text === '::' || token.text === '`')
      scan.isUnderstood = false;
    if (token.text === '|' || token.text === '|&') readPipe(scan, at);
    return;
  }
  if (token.kind !== 'name') return;
  if (token.text === 'print' || token.text === 'printf') readPrint(scan, at);
  else if (token.text === 'getline') readGetline(scan, at);
  else if (token.text === 'system') {
    const closer = scan.program.closers[at + 1] ?? -1;
    addAt(scan, 'shell', { index: at + 2, isAlone: closer === at + 3, token });
  } else if (token.text === 'ENVIRON') readEnvironment(scan, at);
  else if (token.text === 'ARGV') readArguments(scan, at);
  else if (
    next?.text === '(' &&
    !next.isSpaced &&
    !FUNCTIONS.has(token.text) &&
    !own.has(token.text) &&
    !STATEMENTS.has(token.text)
  )
    scan.isUnderstood = false;
}

function add(
  scan: AwkScan,
  use: CodeUse['use'],
  { value, at }: { readonly value: string | null; readonly at: CodeToken['at'] },
): void {
  scan.uses.push({ use, value, at });
}

/** `/inet/tcp/local/host/port`: a host to connect to, or to wait for where it is `0`. */
function addNetwork(scan: AwkScan, token: CodeToken, name: string): void {
  add(scan, 'connect', { value: name.split('/')[4] ?? null, at: token.at });
}

/** The constant at a token, where nothing else belongs to it. */
function valueAt(scan: AwkScan, at: number): string | null {
  const token = scan.program.tokens[at];
  if (token?.kind === 'string') return token.value;
  return token?.kind === 'name' ? (scan.constants.get(token.text) ?? null) : null;
}

function endsStatement(token: CodeToken | undefined): boolean {
  return (
    token === undefined || token.kind === 'newline' || token.text === ';' || token.text === '}' || token.text === ')'
  );
}

/** `command | getline` runs what is left of it; in a print statement the command is right of it, and read there. */
function readPipe(scan: AwkScan, at: number): void {
  const { tokens } = scan.program;
  const token = tokens[at];
  if (token === undefined || tokens[at + 1]?.text !== 'getline') return;
  const before = tokens[at - 2];
  const isAlone =
    endsStatement(before) ||
    before?.text === '{' ||
    before?.text === '(' ||
    before?.text === '!' ||
    before?.text === '&&';
  addAt(scan, 'shell', { index: at - 1, isAlone, token });
}

/**
 * Notes the use of a constant at a token. What a variable holds may be set anew on the command line (`awk … name=value`), so
 * it may as well be anything.
 */
function addAt(
  scan: AwkScan,
  use: CodeUse['use'],
  { index, isAlone, token }: { readonly index: number; readonly isAlone: boolean; readonly token: CodeToken },
): void {
  const value = isAlone ? valueAt(scan, index) : null;
  if (value !== null && isStandardStream(value)) return;
  add(scan, use, { value, at: token.at });
  if (value !== null && scan.program.tokens[index]?.kind === 'name') add(scan, use, { value: null, at: token.at });
}

function readGetline(scan: AwkScan, at: number): void {
  const { tokens } = scan.program;
  const token = tokens[at];
  let angle = at + 1;
  while (angle < at + 8 && tokens[angle]?.text !== '<' && !endsStatement(tokens[angle])) angle += 1;
  if (token === undefined || tokens[angle]?.text !== '<') return;
  const isAlone =
    tokens[angle + 1]?.kind === 'string' || endsStatement(tokens[angle + 2]) || tokens[angle + 2]?.text === '>';
  if (isOperand(scan, tokens[angle + 1])) return;
  addAt(scan, 'read', { index: angle + 1, isAlone, token });
}

/** True for a file of the command line, which is the command line's. */
function isOperand({ assigned }: AwkScan, token: CodeToken | undefined): boolean {
  return token?.text === 'ARGV' || (token?.text === 'FILENAME' && !assigned.has(token.text));
}

/** Output goes to a file after `>`, to a command after `|`; in parentheses `>` compares. */
function readPrint(scan: AwkScan, at: number): void {
  const { tokens, closers } = scan.program;
  for (let here = at + 1; here < tokens.length; here++) {
    const token = tokens[here] as CodeToken;
    if (token.text === ';' || token.text === '}') return;
    if (token.kind === 'name' && (token.text === 'print' || token.text === 'printf')) return;
    if (token.kind === 'newline' && !CONTINUING.has((tokens[here - 1] as CodeToken).text)) return;
    if (token.kind !== 'punctuation') continue;
    if (token.text === '(' || token.text === '[') here = Math.max(here, closers[here] as number);
    if (!REDIRECTIONS.has(token.text) || tokens[here + 1]?.text === 'getline') continue;
    const isAlone = endsStatement(tokens[here + 2]);
    addAt(scan, token.text.startsWith('|') ? 'shell' : 'write', { index: here + 1, isAlone, token });
    return;
  }
}

/** What a line may end in and go on. */
const CONTINUING = wordSet(', { && || do else');

const REDIRECTIONS = wordSet('> >> | |&');

function isStandardStream(name: string): boolean {
  return (
    name === '-' ||
    name === '/dev/stdout' ||
    name === '/dev/stderr' ||
    name === '/dev/null' ||
    name.startsWith('/dev/fd/') ||
    name.startsWith('/inet')
  );
}

function readEnvironment(scan: AwkScan, at: number): void {
  const { tokens } = scan.program;
  const isIndexed = tokens[at + 1]?.text === '[' && tokens[at + 3]?.text === ']';
  const name = isIndexed ? valueAt(scan, at + 2) : null;
  if (name === null || namesSecret(name)) add(scan, 'secret', { value: name, at: (tokens[at] as CodeToken).at });
  if (isAssignment(tokens[elementEnd(scan, at)])) scan.isUnderstood = false;
}

/** What an element of `ARGV` is set to is read as a file; handed on as a whole the array may be filled with anything. */
function readArguments(scan: AwkScan, at: number): void {
  const { tokens } = scan.program;
  const { at: span } = tokens[at] as CodeToken;
  const before = tokens[at - 1]?.text;
  const end = elementEnd(scan, at);
  const after = tokens[end];
  const isPassed = before === ',' && after?.text === ')';
  if (end === at + 1) scan.isUnderstood = scan.isUnderstood && before === 'in';
  else if (after?.text === '=')
    add(scan, 'read', { value: endsStatement(tokens[end + 2]) ? valueAt(scan, end + 1) : null, at: span });
  else if (isAssignment(after) || isPassed || before === 'getline') add(scan, 'read', { value: null, at: span });
}

/** Where the program goes on behind the name of an array, and its index if there is one. */
function elementEnd({ program }: AwkScan, at: number): number {
  if (program.tokens[at + 1]?.text !== '[') return at + 1;
  const closer = program.closers[at + 1] as number;
  return closer < 0 ? program.tokens.length : closer + 1;
}
