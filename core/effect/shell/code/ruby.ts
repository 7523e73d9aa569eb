import { applyCall } from './apply-call.ts';
import type { CodeSyntax, CodeToken, QuoteStyle } from './code-token.ts';
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
import { lexCode } from './lex-code.ts';
import { RUBY_CALLS, RUBY_LIBRARIES, RUBY_METHODS, RUBY_PURE, RUBY_PURE_METHODS, RUBY_VALUES } from './ruby-names.ts';
import { readRubySpecial } from './ruby-syntax.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads Ruby, `-n` and `-p` filters too.
 *
 * Understood: computing with the core classes, reading and writing files that are named, running commands that are named.
 * Methods named by values (`send`, `method`, `const_get`), evaluation of texts and here-documents are refused.
 */
export function readRuby(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  return walkCode(lexCode(text, SYNTAX), DIALECT, readNested);
}

const DOUBLE: QuoteStyle = { kind: 'string', escapes: 'ruby', holes: 'ruby', isMultiline: true };

const SYNTAX: CodeSyntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: new Map([
    ['"', DOUBLE],
    ["'", { ...DOUBLE, escapes: 'quote', holes: 'none' }],
    ['`', { ...DOUBLE, kind: 'shell' }],
  ]),
  operators: wordSet(
    '=> -> &. :: === == != =~ !~ <= >= <=> && || ** += -= *= /= %= |= &= ^= **= ||= &&= <<= >>= << >> .. ...',
  ),
  nameMarks: '',
  sigils: '$@',
  hasNewlines: true,
  joinsInBrackets: false,
  readSpecial: readRubySpecial,
};

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'ruby',
    calls: callMap(RUBY_CALLS, RUBY_VALUES),
    pure: RUBY_PURE,
    settable: new Set(),
    roots: new Set(
      [...RUBY_PURE, ...callMap(RUBY_CALLS, RUBY_VALUES).keys()].map((name) => rootOf(name).replace('=', '')),
    ),
    modules: wordSet('Kernel Object Process Signal Fiddle ObjectSpace Method Binding RubyVM'),
    methods: callMap(RUBY_METHODS),
    pureMethods: RUBY_PURE_METHODS,
    isForbidden: (name) => name.startsWith('__') || HIDDEN.has(name),
  },
  grammar: {
    keywords: wordSet(
      `BEGIN END alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo
      rescue retry return self super then true undef unless until when while yield defined?`,
    ),
    transparent: new Set(),
    statementWords: new Set(),
    functionWords: wordSet('-> lambda proc'),
    definers: wordSet('def class module'),
    looseWords: wordSet('or and if unless while until for foreach'),
    concatenation: '+',
    joinsAdjacent: true,
    memberMarks: wordSet('. &. ::'),
    separators: wordSet(', ;'),
    bareCalls: 'all',
    bareNames: new Set(),
    spacesSeparate: true,
    bracesIndex: false,
    commaEndsTarget: false,
    assignments: wordSet('= += -= *= /= %= |= &= ^= **= ||= &&= <<= >>='),
  },
  readStatement: () => false,
  applyRole: applyRuby,
  inspect: inspectToken,
};

const HIDDEN = wordSet(
  `$: $" $LOAD_PATH $LOADED_FEATURES send public_send method instance_method const_get instance_eval class_eval module_eval instance_exec class_exec define_method
  instance_variable_get instance_variable_set binding eval method_missing singleton_class tap_eval ObjectSpace TOPLEVEL_BINDING
  alias alias_method undef remove_method prepend refine using DATA Object Kernel Module Class`,
);

/** `&:name` calls the method of that name. */
function inspectToken(walk: CodeWalk, token: CodeToken): void {
  const next = walk.program.tokens[walk.at + 1];
  if (token.kind === 'name' && token.text === 'alias') walk.isUnderstood = false;
  if (next?.text === '<<' && (token.text === 'ARGV' || token.text === '$*')) walk.isUnderstood = false;
  if (token.kind !== 'punctuation' || token.text !== '&') return;
  if (next?.kind === 'string' && (next.value === null || !RUBY_PURE_METHODS.has(next.value))) walk.isUnderstood = false;
}

function applyRuby(walk: CodeWalk, rule: string, call: CodeCall): CodeValue {
  const text = textOf(call.items[0]?.value);
  switch (rule) {
    case '@require':
      if (text === null || !RUBY_LIBRARIES.has(text))
        return applyCall(walk, text?.startsWith('.') ? 'script' : '- !', call);
      return DATA;
    case '@open':
    case '@open-write':
      return applyOpen(walk, rule === '@open' ? 'open' : 'write', call);
    case '@home':
      return expandHome(walk, call);
    default:
      return applyCall(walk, call.items.length === 0 ? 'self:delete' : '-', call);
  }
}

/** `open` and its like: a name that begins with a bar is a command. */
function applyOpen(walk: CodeWalk, role: string, call: CodeCall): CodeValue {
  const [first] = call.items;
  const text = textOf(first?.value);
  if (text === null && first?.value.kind !== 'argument') return applyCall(walk, 'opaque', call);
  if (first === undefined || !text?.startsWith('|')) return applyCall(walk, role, call);
  return applyCall(walk, 'shell', { ...call, items: [{ ...first, value: { kind: 'text', text: text.slice(1) } }] });
}
