import { applyCall, memberOf, useAsData } from './apply-call.ts';
import { bindName } from './bind-names.ts';
import { type CodeSyntax, type CodeToken, type QuoteStyle } from './code-token.ts';
import {
  addUse,
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
import { computeResult } from './compute-result.ts';
import {
  JAVASCRIPT_CALLS,
  JAVASCRIPT_GLOBAL_MODULES,
  JAVASCRIPT_HIDDEN,
  JAVASCRIPT_METHODS,
  JAVASCRIPT_MODULES,
  JAVASCRIPT_PURE,
  JAVASCRIPT_PURE_METHODS,
  JAVASCRIPT_VALUES,
} from './javascript-names.ts';
import { readJavascriptSpecial } from './javascript-syntax.ts';
import { lexCode } from './lex-code.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads JavaScript (ECMAScript 2024) as Node.js, Deno and Bun run it.
 *
 * Understood: computing with the language's own objects and the pure modules of Node.js, reading and writing files that are
 * named, running commands that are named. A file of the project that is required is noted as a script, and what it exports
 * may be used. Everything that leads from a value to its constructor or to the global object is refused.
 */
export function readJavascript(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  return walkCode(lexCode(text, SYNTAX), DIALECT, readNested);
}

const QUOTE: QuoteStyle = { kind: 'string', escapes: 'javascript', holes: 'none', isMultiline: false };

const SYNTAX: CodeSyntax = {
  lineComments: ['//', '#!'],
  blockComments: [['/*', '*/']],
  quotes: new Map([
    ['"', QUOTE],
    ["'", QUOTE],
    ['`', { ...QUOTE, holes: 'javascript', isMultiline: true }],
  ]),
  operators: wordSet(
    '=> === !== == != <= >= && || ?? ?. ... ** ++ -- += -= *= /= %= |= &= ^= **= <<= >>= >>>= >>> << >> &&= ||= ??=',
  ),
  nameMarks: '$',
  sigils: '',
  hasNewlines: false,
  joinsInBrackets: false,
  readSpecial: readJavascriptSpecial,
};

const CONTEXTUAL = wordSet('as from get set of static enum');

const KEYWORDS = wordSet(
  `break case catch class const continue debugger default delete do else export extends finally for function if in
  instanceof let new return super switch throw try typeof var void while with yield async await of null true false static
  get set enum as from`,
);

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'javascript',
    calls: callMap(...JAVASCRIPT_CALLS, JAVASCRIPT_VALUES),
    pure: JAVASCRIPT_PURE,
    settable: new Set(),
    roots: rootsOf(),
    modules: new Set(
      [...JAVASCRIPT_MODULES, 'require', 'process', 'global', 'globalThis'].filter((name) => name !== 'url'),
    ),
    methods: callMap(JAVASCRIPT_METHODS),
    pureMethods: JAVASCRIPT_PURE_METHODS,
    isForbidden: (name) => JAVASCRIPT_HIDDEN.has(name),
  },
  grammar: {
    keywords: new Set([...KEYWORDS].filter((word) => !CONTEXTUAL.has(word))),
    transparent: wordSet('await new let const var async'),
    statementWords: wordSet('import'),
    functionWords: wordSet('function => class async'),
    definers: wordSet('function class get set'),
    looseWords: new Set(),
    concatenation: '+',
    joinsAdjacent: false,
    memberMarks: wordSet('. ?.'),
    separators: wordSet(', ;'),
    bareCalls: 'none',
    bareNames: new Set(),
    spacesSeparate: false,
    bracesIndex: false,
    commaEndsTarget: true,
    assignments: wordSet('= += -= *= /= %= |= &= ^= **= <<= >>= >>>= &&= ||= ??='),
  },
  readStatement: readImport,
  applyRole: applyJavascript,
  inspect: inspectToken,
};

/** Names that need no declaration. */
function rootsOf(): ReadonlySet<string> {
  const listed = [...JAVASCRIPT_PURE, ...callMap(...JAVASCRIPT_CALLS).keys()].map(rootOf);
  return new Set([
    ...listed.filter((name) => !name.includes('/')),
    ...JAVASCRIPT_GLOBAL_MODULES,
    'process',
    'Deno',
    'Bun',
    'exports',
  ]);
}

/** `this` may be the global object; escapes in names hide them; a text after a value is a call. */
function inspectToken(walk: CodeWalk, token: CodeToken): void {
  const next = walk.program.tokens[walk.at + 1];
  if (token.text === 'with' && token.kind === 'name' && walk.program.tokens[walk.at - 1]?.text !== '.')
    walk.isUnderstood = false;
  if (token.kind === 'punctuation' && (token.text === '\\' || token.text === '@')) walk.isUnderstood = false;
  if (token.kind === 'name' && token.text === 'this') {
    const member = walk.program.tokens[walk.at + 2]?.text ?? '';
    if (next?.text !== '.' || DIALECT.knowledge.roots.has(member)) walk.isUnderstood = false;
  }
  const previous = walk.program.tokens[walk.at - 1];
  if (token.kind === 'string' && token.text === '`' && previous !== undefined && isTag(walk, previous))
    walk.isUnderstood = false;
}

function isTag(walk: CodeWalk, previous: CodeToken): boolean {
  if (previous.kind === 'name') return !walk.dialect.grammar.keywords.has(previous.text) && !isStringRaw(walk);
  return previous.text === ')' || previous.text === ']';
}

function isStringRaw(walk: CodeWalk): boolean {
  return walk.program.tokens[walk.at - 1]?.text === 'raw' && walk.program.tokens[walk.at - 3]?.text === 'String';
}

/** `import a, { b as c }, * as d from 'e'`, `import 'e'`; `import(…)` is a call and `import.meta` a value. */
function readImport(walk: CodeWalk, limit: number): boolean {
  const { tokens } = walk.program;
  const word = tokens[walk.at];
  if (word?.kind !== 'name' || word.text !== 'import') return false;
  const next = tokens[walk.at + 1];
  if (next?.text === '(' || next?.text === '.') return false;
  let from = walk.at + 1;
  while (from < limit && tokens[from]?.kind !== 'string' && from - walk.at < LONGEST_IMPORT) from += 1;
  const module = tokens[from];
  if (module?.kind !== 'string') {
    walk.isUnderstood = false;
    walk.at += 1;
    return true;
  }
  const value = loadModule(walk, module.value, module.at);
  bindImports(walk, { start: walk.at + 1, end: from, value });
  walk.at = from + 1;
  return true;
}

const LONGEST_IMPORT = 200;

function bindImports(
  walk: CodeWalk,
  { start, end, value }: { readonly start: number; readonly end: number; readonly value: CodeValue },
): void {
  let isMember = false;
  for (let at = start; at < end; at++) {
    const token = walk.program.tokens[at];
    if (token?.text === '{') isMember = true;
    else if (token?.text === '}') isMember = false;
    if (token?.kind !== 'name' || token.text === 'from' || token.text === 'type') continue;
    const isRenamed = walk.program.tokens[at + 1]?.text === 'as';
    const local = isRenamed ? walk.program.tokens[at + 2]?.text : token.text;
    if (token.text === 'as') bindName(walk, (walk.program.tokens[at + 1] as CodeToken).text, value);
    else bindName(walk, local as string, isMember ? memberValue(walk, value, token.text) : value);
    if (isRenamed || token.text === 'as') at += isRenamed ? 2 : 1;
  }
}

function memberValue(walk: CodeWalk, value: CodeValue, name: string): CodeValue {
  return value.kind !== 'reference' || name === 'default' ? value : memberOf(walk, value, name);
}

/** The value of a module: a listed one by its name, data of a JSON file, or code of the project. */
function loadModule(walk: CodeWalk, name: string | null, at: CodeCall['at']): CodeValue {
  if (name === null) {
    walk.isUnderstood = false;
    addUse(walk, 'opaque', { value: null, at });
    return { kind: 'foreign', isPackage: true };
  }
  const plain = name.startsWith('node:') ? name.slice(5) : name;
  if (JAVASCRIPT_MODULES.has(plain)) return { kind: 'reference', name: plain };
  if (plain.endsWith('.json')) {
    if (plain.startsWith('.') || plain.startsWith('/')) addUse(walk, 'read', { value: plain, at });
    return DATA;
  }
  const isPackage = !plain.startsWith('.') && !plain.startsWith('/');
  addUse(walk, 'script', { value: isPackage ? `node_modules/${plain}` : plain, at });
  return { kind: 'foreign', isPackage };
}

/** Calls that no list of roles can say. */
function applyJavascript(walk: CodeWalk, rule: string, call: CodeCall): CodeValue {
  const [first] = call.items;
  const text = textOf(first?.value);
  switch (rule) {
    case '@require':
      useAll(walk, call);
      return loadModule(walk, first?.isSpread === true ? null : text, call.at);
    case '@function':
      return applyCall(walk, 'eval !', { ...call, items: call.items.slice(-1) });
    case '@spawn':
    case '@spawn !':
      if (rule.endsWith('!')) walk.isUnderstood = false;
      return applySpawn(walk, call);
    case '@fetch':
      return applyCall(walk, call.items.length > 1 ? 'upload' : 'fetch', call);
    case '@url':
      // Of a file a URL takes the path apart in its own way.
      return applyCall(walk, text?.startsWith('http') === true ? '- >same' : '-', call);
    case '@request':
      return applyCall(walk, text?.includes('://') === true ? 'fetch' : '-', call);
    case '@buffer':
      return applyBuffer(walk, call);
    default:
      return applyConnect(walk, call);
  }
}

const ENCODINGS: ReadonlyMap<string | null, string> = new Map([
  ['base64', '>base64url'],
  ['base64url', '>base64url'],
  ['hex', '>hex'],
]);

/** `Buffer.from(text, encoding)`; Node.js reads both alphabets of base64 under either name. */
function applyBuffer(walk: CodeWalk, call: CodeCall): CodeValue {
  useAll(walk, call);
  const [first, ...rest] = call.items;
  const value = first?.value ?? DATA;
  const decoding = ENCODINGS.get(textOf(rest[0]?.value));
  if (decoding === undefined) return computeResult('>self', { ...call, receiver: value, items: rest, values: [] });
  return computeResult(decoding, { ...call, items: call.items.slice(0, 1), values: [value] });
}

/** `spawn(program, [arguments], options)`; options may say `shell`, another folder or environment. */
function applySpawn(walk: CodeWalk, call: CodeCall): CodeValue {
  const [, list, ...rest] = call.items;
  const isList = list === undefined || list.value.kind === 'list';
  if (!isList || rest.some((item) => item.value.kind !== 'own')) walk.isUnderstood = false;
  return applyCall(walk, 'command*', {
    ...call,
    items: call.items.slice(0, isList ? 2 : 1),
  });
}

function applyConnect(walk: CodeWalk, call: CodeCall): CodeValue {
  const host = call.items.find((item) => item.value.kind === 'text');
  return applyCall(walk, 'connect !', {
    ...call,
    items: [host ?? { key: null, value: DATA, isSpread: false, isBound: false }],
  });
}

function useAll(walk: CodeWalk, call: CodeCall): void {
  for (const item of call.items) useAsData(walk, item.value);
}
