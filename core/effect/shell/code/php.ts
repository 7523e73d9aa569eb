import { applyCall } from './apply-call.ts';
import {
  type CodeSyntax,
  type CodeToken,
  isDigit,
  isNameStart,
  makeToken,
  type QuoteStyle,
  type Scanner,
} from './code-token.ts';
import { type CodeDialect, type CodeWalk, callMap, type NestedCode, wordSet } from './code-value.ts';
import { lexCode } from './lex-code.ts';
import { PHP_CALLS, PHP_PURE, PHP_PURE_METHODS, PHP_VALUES } from './php-names.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads PHP as `php -r` runs it: without its opening tag.
 *
 * Understood: computing with listed functions, reading and writing files that are named, running commands that are named.
 * Functions called by a text, variables named by variables, attributes (`#[`, a comment to older PHP) and leaving PHP (`?>`) are
 * refused.
 */
export function readPhp(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  const lexed = lexCode(text, SYNTAX);
  const isSound = lexed.isSound && !text.includes('?>') && !text.includes('#[');
  return walkCode({ ...lexed, isSound }, DIALECT, readNested);
}

const DOUBLE: QuoteStyle = { kind: 'string', escapes: 'php', holes: 'php', isMultiline: true };

const SYNTAX: CodeSyntax = {
  lineComments: ['//', '#'],
  blockComments: [['/*', '*/']],
  quotes: new Map([
    ['"', DOUBLE],
    ["'", { ...DOUBLE, escapes: 'quote', holes: 'none' }],
    ['`', { ...DOUBLE, kind: 'shell' }],
  ]),
  operators: wordSet(
    '=> -> ?-> :: === !== == != <> <= >= <=> && || ?? ** ++ -- += -= *= /= %= .= |= &= ^= **= <<= >>= ??= << >> ...',
  ),
  nameMarks: '',
  sigils: '$',
  hasNewlines: false,
  joinsInBrackets: false,
  readSpecial: readPhpName,
};

/** Names of functions and classes: letters of any case, and namespaces. */
function readPhpName(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at: start } = scanner;
  if (text.startsWith('<<<', start)) scanner.isSound = false;
  const character = text.charAt(start);
  if (!(isNameStart(character) || character === '\\') || character >= '\u0080') return null;
  const isWord = (at: number) => isNameStart(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) === '\\';
  while (scanner.at < text.length && isWord(scanner.at)) scanner.at += 1;
  const name = text.slice(start, scanner.at).toLowerCase();
  if (name.includes('\\', 1)) scanner.isSound = false;
  return makeToken(scanner, 'name', { start, isSpaced, text: name.startsWith('\\') ? name.slice(1) : name });
}

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'php',
    calls: callMap(PHP_CALLS, PHP_VALUES),
    pure: new Set([...PHP_PURE, '$argv', '$argc', '$_SERVER']),
    settable: new Set(),
    roots: new Set([...PHP_PURE, ...callMap(PHP_CALLS).keys(), '$argv', '$_ENV', '$_SERVER']),
    modules: new Set(),
    methods: callMap({ 'exec query': 'opaque', open: 'open !', 'extractto addfile': 'write !' }),
    pureMethods: PHP_PURE_METHODS,
    isForbidden: (name) => name === '$GLOBALS' || name.startsWith('__'),
  },
  grammar: {
    keywords: wordSet(
      `abstract and as break case catch class clone const continue declare default do else elseif enddeclare endfor endforeach
      endif endswitch endwhile extends final finally fn for foreach function global goto if implements instanceof insteadof
      interface match namespace new or private protected public readonly return static switch throw trait try use var while
      xor yield true false null`,
    ),
    transparent: wordSet('new'),
    statementWords: new Set(),
    functionWords: wordSet('function fn'),
    definers: wordSet('function class'),
    looseWords: new Set(),
    concatenation: '.',
    joinsAdjacent: false,
    memberMarks: wordSet('-> ?-> ::'),
    separators: wordSet(', ;'),
    bareCalls: 'none',
    bareNames: wordSet('echo print include include_once require require_once exit die'),
    spacesSeparate: false,
    bracesIndex: false,
    commaEndsTarget: true,
    assignments: wordSet('= += -= *= /= %= .= |= &= ^= **= <<= >>= ??='),
  },
  readStatement: () => false,
  applyRole: (walk, _, call) => applyCall(walk, 'opaque', call),
  inspect: inspectToken,
};

/** `$$name`, `${…}`, `$f::$g` and references to variables choose what is meant at run time. */
function inspectToken(walk: CodeWalk, token: CodeToken): void {
  const next = walk.program.tokens[walk.at + 1];
  if (token.kind === 'punctuation' && token.text === '$') walk.isUnderstood = false;
  if (token.kind === 'punctuation' && token.text === '&' && next?.kind === 'variable' && isReference(walk))
    walk.isUnderstood = false;
  if (token.kind === 'name' && token.text === 'new' && next?.kind !== 'name') walk.isUnderstood = false;
}

function isReference(walk: CodeWalk): boolean {
  const previous = walk.program.tokens[walk.at - 1];
  return previous?.text === '=' || previous?.text === '(' || previous?.text === ',' || previous?.text === '=>';
}
