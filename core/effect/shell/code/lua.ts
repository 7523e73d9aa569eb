import { applyCall } from './apply-call.ts';
import { type CodeSyntax, type CodeToken, makeToken, type QuoteStyle, type Scanner } from './code-token.ts';
import {
  type CallTable,
  type CodeCall,
  type CodeDialect,
  type CodeValue,
  type CodeWalk,
  callMap,
  type NestedCode,
  OWN,
  rootOf,
  textOf,
  wordSet,
} from './code-value.ts';
import { lexCode } from './lex-code.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads Lua (5.1 to 5.4, LuaJIT).
 *
 * Understood: computing with the standard library, reading and writing files that are named, running commands that are
 * named. Loading code or modules, the environment tables and the debug library are refused.
 */
export function readLua(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  return walkCode(lexCode(text, SYNTAX), DIALECT, readNested);
}

const QUOTE: QuoteStyle = { kind: 'string', escapes: 'lua', holes: 'none', isMultiline: false };

const SYNTAX: CodeSyntax = {
  lineComments: ['#!'],
  blockComments: [],
  quotes: new Map([
    ['"', QUOTE],
    ["'", QUOTE],
  ]),
  operators: wordSet('... .. == ~= <= >= :: // << >>'),
  nameMarks: '',
  sigils: '',
  hasNewlines: false,
  joinsInBrackets: false,
  readSpecial: readLong,
};

/** Long brackets `[==[ … ]==]`, and comments. */
function readLong(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at } = scanner;
  const isComment = text.startsWith('--', at);
  if (!isComment && text.charAt(at) !== '[') return null;
  const start = isComment ? at + 2 : at;
  const level = longLevel(text, start);
  if (level === null) {
    if (!isComment) return null;
    const end = text.indexOf('\n', at);
    scanner.at = end < 0 ? text.length : end;
    return makeToken(scanner, 'comment', { start: at, isSpaced, text: '--' });
  }
  const open = start + level + 2;
  const close = `]${'='.repeat(level)}]`;
  const end = text.indexOf(close, open);
  if (end < 0) scanner.isSound = false;
  scanner.at = end < 0 ? text.length : end + close.length;
  if (isComment) return makeToken(scanner, 'comment', { start: at, isSpaced, text: '--' });
  const value = text.slice(open, end < 0 ? text.length : end);
  return makeToken(scanner, 'string', {
    start: at,
    isSpaced,
    text: '[[',
    value: value.startsWith('\n') ? value.slice(1) : value,
  });
}

function longLevel(text: string, start: number): number | null {
  if (text.charAt(start) !== '[') return null;
  let at = start + 1;
  while (text.charAt(at) === '=' && at - start < 16) at += 1;
  return text.charAt(at) === '[' ? at - start - 1 : null;
}

const CALLS: CallTable = {
  'os.execute io.popen': 'shell',
  'io.open io.lines io.input': 'open',
  'io.output': 'write',
  'os.remove': 'delete',
  'os.rename': 'delete write',
  'os.tmpname': '- !',
  'os.getenv': 'env',
  'load loadstring': '@load',
  'dofile loadfile': 'script !',
  require: '@require',
  'package.loadlib ffi.cdef ffi.load string.dump': 'opaque',
  'socket.connect': 'connect !',
  'socket.http.request http.request': 'fetch',
  'string.char utf8.char': '- >chars',
  'vim.cmd vim.fn.system': 'opaque',
};

const PURE = wordSet(
  `print tostring tonumber type pairs ipairs next select unpack error assert pcall xpcall setmetatable getmetatable rawget
  rawset rawequal rawlen _VERSION arg jit.version jit.os jit.arch jit string string.* table.* math.* utf8.* bit.* bit32.*
  io.write io.read io.stdin io.stdin.* io.stdout io.stdout.* io.stderr io.stderr.* io.close io.flush io.type
  os.time os.date os.clock os.difftime os.exit os.setlocale coroutine.* cjson.* json.* collectgarbage`,
);

const MODULES = wordSet(
  'os io string table math utf8 debug package coroutine socket ffi lfs posix cjson json bit bit32 jit',
);

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'lua',
    calls: callMap(CALLS, { '=arg': 'arguments' }),
    pure: PURE,
    settable: new Set(),
    roots: new Set([...MODULES, ...[...PURE, ...callMap(CALLS).keys()].map(rootOf)]),
    modules: MODULES,
    methods: callMap({
      connect: 'connect !',
      'execute popen': 'shell !',
      'send bind accept receive sendto': '- !',
      rep: '- >data',
    }),
    pureMethods: wordSet(
      `read write lines close flush seek setvbuf format gsub gmatch match find sub upper lower len rep reverse byte insert
      remove concat sort`,
    ),
    isForbidden: (name) => name.startsWith('__') || HIDDEN.has(name),
  },
  grammar: {
    keywords: wordSet(
      'and break do else elseif end false for function goto if in local nil not or repeat return then true until while',
    ),
    transparent: wordSet('local'),
    statementWords: new Set(),
    functionWords: wordSet('function'),
    definers: wordSet('function'),
    looseWords: new Set(),
    concatenation: '..',
    joinsAdjacent: false,
    memberMarks: wordSet('. :'),
    separators: wordSet(', ;'),
    bareCalls: 'text',
    bareNames: new Set(),
    spacesSeparate: false,
    bracesIndex: false,
    commaEndsTarget: false,
    assignments: wordSet('='),
  },
  readStatement: () => false,
  applyRole: applyLua,
  inspect: () => undefined,
};

const HIDDEN = wordSet('_G _ENV debug package getfenv setfenv newproxy loaded preload loaders searchers');

function applyLua(walk: CodeWalk, rule: string, call: CodeCall): CodeValue {
  const text = textOf(call.items[0]?.value);
  if (rule === '@load') {
    applyCall(walk, 'eval', call);
    return OWN;
  }
  if (text !== null && MODULES.has(text)) return { kind: 'reference', name: text };
  return applyCall(walk, 'opaque', call);
}
