import type { CodeProgram, CodeToken } from './code-token.ts';
import { type CodeGrammar, wordSet } from './code-value.ts';

/** How often names are given values, and which names are functions of the program. */
export type NameCounts = {
  readonly counts: Map<string, number>;
  readonly ownNames: Set<string>;
  /** Functions that are members of classes and objects: a call of the name alone is none of theirs. */
  readonly ownMethods: Set<string>;
};

/** Words after which names are given values up to one of `HEAD_ENDS`. */
const BINDERS = wordSet(
  'for foreach as catch except rescue case del global nonlocal import lambda def function fn sub class ->',
);
const HEAD_ENDS = wordSet('in of { = : => ; do');
/** Methods that change the value they belong to. */
const MUTATORS = wordSet(
  `replace concat insert prepend clear setbyte append push unshift splice sort reverse pop shift fill copyWithin set extend
  remove delete delete_at update setdefault`,
);
/** What changes its arguments, or hands them on by another name, in Perl. */
const PERL_MUTATORS = wordSet('map grep sort chop chomp substr vec read sysread');
const CLASS_WORDS = wordSet('class interface trait');

type Count = NameCounts & {
  readonly program: CodeProgram;
  readonly grammar: CodeGrammar;
  /** Names since the statement began, and whether a comma stands between them. */
  pending: string[];
  hasComma: boolean;
  depth: number;
  isHead: boolean;
  isBlockHead: boolean;
  /** True in a statement of Perl in which variables may be changed by another name. */
  isAliased: boolean;
  isClassHead: boolean;
  /** For each brace that is open, whether it is the body of a class. */
  readonly braces: boolean[];
};

/**
 * Counts how often each name may be given a value anywhere in a program, its loops, parameters and patterns included.
 *
 * Counts too much rather than too little: a constant is only followed where the count is one. Linear in the tokens, but for
 * patterns, whose nesting the lexer bounds.
 */
export function countAssignments(program: CodeProgram, grammar: CodeGrammar, names: NameCounts): void {
  const count: Count = {
    ...names,
    program,
    grammar,
    pending: [],
    hasComma: false,
    depth: 0,
    isHead: false,
    isBlockHead: false,
    isAliased: false,
    isClassHead: false,
    braces: [],
  };
  for (let at = 0; at < program.tokens.length; at++) {
    const token = program.tokens[at] as CodeToken;
    for (const hole of token.holes) countAssignments(hole, grammar, names);
    if (token.kind === 'name' || token.kind === 'variable') countName(count, token, at);
    else if (token.kind === 'newline') {
      if (count.depth === 0) endStatement(count);
    } else if (token.kind === 'punctuation') countMark(count, token, at);
  }
}

function countName(count: Count, token: CodeToken, at: number): void {
  const { grammar } = count;
  const previous = count.program.tokens[at - 1];
  if (HEAD_ENDS.has(token.text)) count.isHead = false;
  if (grammar.definers.has(previous?.text ?? '') || (previous?.text === '*' && isDefiner(count, at - 2)))
    (count.braces.at(-1) === true ? count.ownMethods : count.ownNames).add(token.text);
  if (BINDERS.has(token.text)) count.isHead = true;
  const next = count.program.tokens[at + 1];
  const isFunctionWord = grammar.functionWords.has(token.text) || grammar.definers.has(token.text);
  if (next?.text === '(' && isFunctionWord) countParameters(count, at + 1);
  noteWord(count, token, previous);
  if (grammar.keywords.has(token.text)) {
    if (!grammar.transparent.has(token.text)) endTargets(count);
    return;
  }
  if (count.isHead || count.isBlockHead) add(count, token.text, 1);
  if (
    TOUCHING.has(previous?.text ?? '') ||
    CHANGING.has(next?.text ?? '') ||
    (count.isAliased && token.kind === 'variable')
  )
    add(count, token.text, 2);
  const after = count.program.tokens[at + 2]?.text ?? '';
  if (grammar.memberMarks.has(next?.text ?? '') && (MUTATORS.has(after) || after.endsWith('!')))
    add(count, token.text, 2);
  if (next?.text === '=>') add(count, token.text, 1);
  if (next?.text === ':' && isFunction(count, at + 2)) addMethod(count, token.text);
  if (next?.text === '(') countMethod(count, token, at);
  count.pending.push(token.text);
}

/** Marks before a name, and behind it, with which its value may become another. */
const TOUCHING = wordSet('\\ & << ++ --');
const CHANGING = wordSet('<< ++ --');

/** Words that say how to take the names behind them. */
function noteWord(count: Count, token: CodeToken, previous: CodeToken | undefined): void {
  const { grammar } = count;
  const isMember = grammar.memberMarks.has(previous?.text ?? '');
  if (CLASS_WORDS.has(token.text) && !isMember) count.isClassHead = true;
  if (grammar.bracesIndex && PERL_MUTATORS.has(token.text)) count.isAliased = true;
  if (token.text === 'del' || (isMember && (MUTATORS.has(token.text) || token.text.endsWith('!')))) addMutation(count);
}

/** Where something is changed in place, lists may change under any name, and in Ruby texts too. */
function addMutation(count: Count): void {
  add(count, EVERY_LIST, 1);
  if (count.grammar.spacesSeparate) add(count, EVERY_NAME, 1);
}

function countParameters(count: Count, opener: number): void {
  const closer = count.program.closers[opener] as number;
  if (closer >= 0) countGroup(count, { opener, closer, times: 1 });
}

function isDefiner(count: Count, at: number): boolean {
  return count.grammar.definers.has(count.program.tokens[at]?.text ?? '');
}

/** True where a function begins: `function`, `async`, `x =>`, `(…) =>`. */
function isFunction({ program, grammar }: Count, at: number): boolean {
  const token = program.tokens[at];
  if (token === undefined) return false;
  if (grammar.functionWords.has(token.text)) return true;
  return program.tokens[(token.text === '(' ? (program.closers[at] ?? at) : at) + 1]?.text === '=>';
}

/** `name(parameters) {` is a method; its parameters are given values. */
function countMethod(count: Count, token: CodeToken, at: number): void {
  const closer = count.program.closers[at + 1] as number;
  if (closer < 0 || count.program.tokens[closer + 1]?.text !== '{') return;
  const before = count.program.tokens[at - 1]?.text ?? '';
  if (count.grammar.memberMarks.has(before) || before === 'new') return;
  addMethod(count, token.text);
  countGroup(count, { opener: at + 1, closer, times: 1 });
}

function countMark(count: Count, token: CodeToken, at: number): void {
  const { text } = token;
  if (BINDERS.has(text)) count.isHead = true;
  if (text === '|' && isBlockBar(count, at)) count.isBlockHead = !count.isBlockHead;
  if (text === '(' || text === '[') count.depth += 1;
  if (text === ')' || text === ']') count.depth -= 1;
  if (text === ',') {
    count.hasComma = true;
    if (count.grammar.commaEndsTarget) endTargets(count);
  }
  if (count.grammar.assignments.has(text) || text === '=>') countTargets(count, text, at);
  if (HEAD_ENDS.has(text)) count.isHead = false;
  if (text === '<<') addMutation(count);
  if (text === '{') {
    count.braces.push(count.isClassHead);
    count.isClassHead = false;
  }
  if (text === '}') count.braces.pop();
  if (text === ';') count.isAliased = false;
  if (text === ';' || text === '{' || text === '}') endStatement(count);
  if (text === ':') endTargets(count);
}

function isBlockBar(count: Count, at: number): boolean {
  if (count.isBlockHead) return true;
  const before = count.program.tokens[at - 1]?.text;
  return before === '{' || before === 'do';
}

function countTargets(count: Count, text: string, at: number): void {
  const previous = count.program.tokens[at - 1];
  const isGroup = previous?.text === ')' || previous?.text === ']' || previous?.text === '}';
  if (isGroup) countGroupBefore(count, at - 1);
  else if (text !== '=>' && previous !== undefined) add(count, previous.text, 1);
  if (text !== '=' && text !== '=>' && text !== ':=') add(count, EVERY_LIST, 1);
  if (text !== '=>' && count.hasComma && count.depth <= 0) for (const name of count.pending) add(count, name, 2);
  endTargets(count);
}

/** The group that ends at `closer`: openers are not kept, so it is looked for backwards, at most as far as a pattern goes. */
function countGroupBefore(count: Count, closer: number): void {
  const { closers } = count.program;
  const least = Math.max(0, closer - LONGEST_PATTERN);
  for (let at = closer - 1; at >= least; at--) {
    if (closers[at] === closer) {
      countGroup(count, { opener: at, closer, times: 1 });
      countBase(count, at - 1);
      return;
    }
  }
  if (least > 0) add(count, EVERY_NAME, 1);
}

/** `a[0] = …` changes what `a` is. */
function countBase(count: Count, at: number): void {
  const base = count.program.tokens[at];
  if (base?.kind === 'name' || base?.kind === 'variable') {
    add(count, base.text, 2);
    addMutation(count);
  } else if (base?.text === ']' || base?.text === '}') countGroupBefore(count, at);
}

const LONGEST_PATTERN = 256;

/** Counted where lists may be changed under any of their names. */
export const EVERY_LIST = '[]';

/** Counted where it is not known which names are given values. */
export const EVERY_NAME = '';

function countGroup(
  count: Count,
  { opener, closer, times }: { readonly opener: number; readonly closer: number; readonly times: number },
): void {
  if (closer - opener > LONGEST_PATTERN) add(count, EVERY_NAME, 1);
  for (let at = opener + 1; at < Math.min(closer, opener + LONGEST_PATTERN); at++) {
    const token = count.program.tokens[at];
    if (token?.kind === 'name' || token?.kind === 'variable') add(count, token.text, times);
  }
}

function add({ counts }: Count, name: string, times: number): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}

/** A member of the program that is a function. */
function addMethod(count: Count, name: string): void {
  count.ownMethods.add(name);
  add(count, name, 1);
}

function endTargets(count: Count): void {
  count.pending = [];
  count.hasComma = false;
}

function endStatement(count: Count): void {
  endTargets(count);
  count.isHead = false;
}
