import { applyCall, memberOf, useAsData } from './apply-call.ts';
import { bindName } from './bind-names.ts';
import { type CodeSyntax, type CodeToken, isNameStart, type QuoteStyle, type Scanner } from './code-token.ts';
import {
  type CodeCall,
  type CodeDialect,
  type CodeValue,
  type CodeWalk,
  callMap,
  DATA,
  type NestedCode,
  rootOf,
  textOf,
  wordSet,
} from './code-value.ts';
import { expandHome } from './expand-home.ts';
import { lexCode, readQuotedAt } from './lex-code.ts';
import {
  PYTHON_CALLS,
  PYTHON_METHODS,
  PYTHON_MODULES,
  PYTHON_PURE,
  PYTHON_PURE_METHODS,
  PYTHON_PURE_MODULES,
  PYTHON_VALUES,
} from './python-names.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads Python (the language reference of Python 3, and what of Python 2 is alike).
 *
 * Understood: computing with the pure part of the standard library, reading and writing files that are named, running
 * commands that are named. Modules, and functions that do more than compute, may only be imported and called; used in any
 * other way, or reached through names with underscores, they make the text not understood.
 */
export function readPython(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  return walkCode(lexCode(text, SYNTAX), DIALECT, readNested);
}

const PLAIN: QuoteStyle = { kind: 'string', escapes: 'python', holes: 'none', isMultiline: false };

const SYNTAX: CodeSyntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: new Map(),
  operators: wordSet('** // == != <= >= -> := += -= *= /= %= |= &= ^= @= **= //= >>= <<= << >> ...'),
  nameMarks: '',
  sigils: '',
  hasNewlines: true,
  joinsInBrackets: true,
  readSpecial: readPythonQuote,
};

const PREFIXES = wordSet('r b u f rb br fr rf t tr rt');

/**
 * Quoted text with its prefix, in one or three quotes. Not sound after the colon of a hole: there a quote is a character of the
 * format, and another hole may stand behind it.
 */
function readPythonQuote(scanner: Scanner, isSpaced: boolean): CodeToken | null {
  const { text, at } = scanner;
  if (text.charAt(at) === ':' && scanner.depth > 0 && scanner.heads.length === 0) scanner.closedHead = true;
  let quoteAt = at;
  while (quoteAt < at + 2 && isNameStart(text.charAt(quoteAt))) quoteAt += 1;
  const quote = text.charAt(quoteAt);
  if (quote !== '"' && quote !== "'") return null;
  const prefix = text.slice(at, quoteAt).toLowerCase();
  if (prefix !== '' && !PREFIXES.has(prefix)) return null;
  if (scanner.depth > 0 && scanner.closedHead) scanner.isSound = false;
  const open = text.startsWith(quote.repeat(3), quoteAt) ? quote.repeat(3) : quote;
  const isRaw = prefix.includes('r');
  scanner.at = quoteAt;
  return readQuotedAt(scanner, {
    ...PLAIN,
    escapes: isRaw ? 'skip' : prefix.includes('b') ? 'bytes' : 'python',
    holes: prefix.includes('f') || prefix.includes('t') ? 'python' : 'none',
    isMultiline: open.length === 3,
    open,
    close: open,
    isSpaced,
    start: at,
  });
}

const KEYWORDS = wordSet(
  `and as assert async await break class continue def del elif else except finally for from global if import in is lambda
  nonlocal not or pass raise return try while with yield True False None`,
);

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'python',
    calls: callMap(PYTHON_CALLS, PYTHON_VALUES),
    pure: new Set([...PYTHON_PURE, ...[...PYTHON_PURE_MODULES].map((name) => `${name}.*`)]),
    settable: new Set(),
    roots: builtins(),
    modules: PYTHON_MODULES,
    methods: callMap(PYTHON_METHODS),
    pureMethods: PYTHON_PURE_METHODS,
    isForbidden,
  },
  grammar: {
    keywords: KEYWORDS,
    transparent: wordSet('await'),
    statementWords: wordSet('import from'),
    functionWords: wordSet('lambda'),
    definers: wordSet('def class'),
    looseWords: new Set(),
    concatenation: '+',
    joinsAdjacent: true,
    memberMarks: wordSet('.'),
    separators: wordSet(', ; :'),
    bareCalls: 'none',
    bareNames: wordSet('print exec'),
    spacesSeparate: false,
    bracesIndex: false,
    commaEndsTarget: false,
    assignments: wordSet('= := += -= *= /= %= |= &= ^= @= **= //= >>= <<='),
  },
  readStatement: readImport,
  applyRole: applyPython,
  inspect: () => undefined,
};

/** Names that need no import: those without a dot that are listed. */
function builtins(): ReadonlySet<string> {
  const listed = [...PYTHON_PURE, ...callMap(PYTHON_CALLS).keys()].filter((name) => !name.includes('.'));
  const hidden = 'globals locals vars setattr delattr breakpoint help open __builtins__ copyright credits license';
  return new Set([...listed.filter((name) => !PYTHON_MODULES.has(name)), ...wordSet(hidden)]);
}

const PLAIN_DUNDERS = wordSet('__name__ __main__ __version__ __doc__ __file__ __str__ __repr__ __future__ __len__');

/** Names with underscores before them lead to what is meant to be hidden; some others to code, frames and modules. */
function isForbidden(name: string): boolean {
  if (PLAIN_DUNDERS.has(name) || name === '_') return false;
  return name.startsWith('__') || HIDDEN.has(name) || (name.startsWith('_') && PYTHON_MODULES.has(name.slice(1)));
}

const HIDDEN = wordSet(
  'f_globals f_locals f_builtins f_back gi_frame cr_frame tb_frame func_globals func_code im_func modules loader load_module exec_module meta_path path_hooks settrace setprofile',
);

/** `import a.b as c, d` and `from a import b as c`. */
function readImport(walk: CodeWalk, limit: number): boolean {
  const word = walk.program.tokens[walk.at];
  if (word?.kind !== 'name' || (word.text !== 'import' && word.text !== 'from')) return false;
  const start = walk.at;
  walk.at += 1;
  let from: string | null = null;
  if (word.text === 'from') {
    from = readDotted(walk);
    if (from === null || walk.program.tokens[walk.at]?.text !== 'import') {
      if (walk.program.tokens[start + 1]?.text === '.') walk.isUnderstood = false;
      walk.at = start;
      return false;
    }
    walk.at += 1;
  }
  readImportNames(walk, { from, limit });
  return true;
}

function readImportNames(
  walk: CodeWalk,
  { from, limit }: { readonly from: string | null; readonly limit: number },
): void {
  if (walk.program.tokens[walk.at]?.text === '(') walk.at += 1;
  while (walk.at < limit) {
    skipNewlines(walk, limit);
    const name = readDotted(walk);
    if (name === null) {
      if (walk.program.tokens[walk.at]?.text !== ')') walk.isUnderstood = false;
      walk.at += 1;
      return;
    }
    const isRenamed = walk.program.tokens[walk.at]?.text === 'as';
    const local = isRenamed ? walk.program.tokens[walk.at + 1]?.text : undefined;
    if (isRenamed) walk.at += 2;
    importName(walk, { name, from, local });
    if (walk.program.tokens[walk.at]?.text !== ',') break;
    walk.at += 1;
  }
  if (walk.program.tokens[walk.at]?.text === ')') walk.at += 1;
}

function skipNewlines(walk: CodeWalk, limit: number): void {
  const start = walk.at;
  while (walk.at < limit && walk.program.tokens[walk.at]?.kind === 'newline') walk.at += 1;
  if (walk.at > start && walk.program.tokens[start - 1]?.text === 'import') walk.isUnderstood = false;
}

function importName(
  walk: CodeWalk,
  { name, from, local }: { readonly name: string; readonly from: string | null; readonly local: string | undefined },
): void {
  const path = from === null ? name : `${from}.${name}`;
  const root = rootOf(path);
  if (!PYTHON_MODULES.has(root)) walk.isUnderstood = false;
  const value: CodeValue = { kind: 'reference', name: path };
  if (from === null && local === undefined) walk.bindings.set(root, { kind: 'reference', name: root });
  else bindName(walk, local ?? name, value);
}

function readDotted(walk: CodeWalk): string | null {
  const first = walk.program.tokens[walk.at];
  if (first?.kind !== 'name' || KEYWORDS.has(first.text)) return null;
  const parts = [first.text];
  walk.at += 1;
  while (
    walk.program.tokens[walk.at]?.text === '.' &&
    walk.program.tokens[walk.at + 1]?.kind === 'name' &&
    parts.length < 8
  ) {
    parts.push(walk.program.tokens[walk.at + 1]?.text ?? '');
    walk.at += 2;
  }
  return parts.join('.');
}

/** Calls that no list of roles can say. */
function applyPython(walk: CodeWalk, rule: string, call: CodeCall): CodeValue {
  const [first, second] = call.items;
  const text = textOf(first?.value);
  switch (rule) {
    case '@import':
      // Of `a.b` one of these functions gives `a`, another `b`.
      if (text !== null && PYTHON_MODULES.has(text) && !text.includes('.')) return { kind: 'reference', name: text };
      return applyCall(walk, 'opaque', call);
    case '@getattr': {
      const name = textOf(second?.value);
      if (first === undefined || name === null) return applyCall(walk, '- !', call);
      return memberOf(walk, first.value, name);
    }
    case '@compile':
      return applyCall(walk, 'eval', call);
    case '@home':
      return expandHome(walk, call);
    case '@process':
      return applyProcess(walk, call);
    case '@execl':
      return applyCall(walk, 'command* !', { ...call, items: call.items.filter((_, index) => index !== 1) });
    case '@fetch':
      return applyCall(walk, call.items.length > 1 ? 'upload' : 'fetch', call);
    case '@get':
      return applyCall(walk, isUrl(text) ? 'fetch' : '-', call);
    case '@post':
      return applyCall(walk, isUrl(text) ? 'upload !' : '- !', call);
    case '@replace':
      return call.items.length === 1 && first?.key === null
        ? applyCall(walk, 'self:delete write', call)
        : plain(walk, call);
    case '@read':
      return applyCall(walk, first?.value.kind === 'text' ? 'read' : '-', call);
    default:
      return applyCall(walk, 'open', {
        ...call,
        items: [{ key: null, value: call.receiver, isSpread: false, isBound: false }, ...call.items],
      });
  }
}

/** `subprocess.run` and its like: a list or a text, and options that could change what it means. */
function applyProcess(walk: CodeWalk, call: CodeCall): CodeValue {
  for (const item of call.items) if (item.key !== null && !PROCESS_KEYS.has(item.key)) walk.isUnderstood = false;
  const named = call.items.find((item) => item.key === 'args');
  const items =
    named === undefined ? call.items : [{ ...named, key: null }, ...call.items.filter((item) => item !== named)];
  if (named !== undefined || items.filter((item) => item.key === null).length > 1) walk.isUnderstood = false;
  return applyCall(walk, 'shell', { ...call, items });
}

const PROCESS_KEYS = wordSet(
  'shell stdin stdout stderr capture_output text check universal_newlines encoding errors timeout input bufsize close_fds start_new_session',
);

function plain(walk: CodeWalk, call: CodeCall): CodeValue {
  for (const item of call.items) useAsData(walk, item.value);
  return DATA;
}

function isUrl(text: string | null): boolean {
  return text !== null && text.includes('://');
}
