import type { CodeToken } from './code-token.ts';
import { type CodeValue, type CodeWalk, DATA } from './code-value.ts';

/** True for what ends an item. */
export function isSeparator(walk: CodeWalk, token: CodeToken): boolean {
  if (token.kind === 'newline') return true;
  return token.kind === 'punctuation' && walk.dialect.grammar.separators.has(token.text);
}

/** True for what an operand begins with. */
export function startsOperand(token: CodeToken): boolean {
  if (token.kind !== 'punctuation') return token.kind !== 'newline';
  return token.text === '(' || token.text === '[' || token.text === '{';
}

/**
 * What a name stands for where it is used.
 *
 * A function of the program under a name of the language does not stand for it: as a method or in a block it would not be what a
 * plain call of the name means, and its own code is looked into anyway.
 */
export function nameValue(walk: CodeWalk, name: string): CodeValue {
  const bound = walk.bindings.get(name);
  if (bound !== undefined) return bound;
  if (walk.dialect.knowledge.roots.has(name)) return { kind: 'reference', name };
  if (walk.dialect.knowledge.isForbidden(name)) walk.isUnderstood = false;
  if (walk.dialect.grammar.bareCalls === 'all') return bareName(walk, name);
  return { kind: 'name', name };
}

/** Where functions need no parentheses a name may be a call; one in capitals is a file or a constant. */
function bareName(walk: CodeWalk, name: string): CodeValue {
  if (!'$@%'.includes(name.charAt(0)) && !walk.counts.has(name)) {
    if (walk.dialect.knowledge.language === 'perl' && name === name.toUpperCase() && !walk.ownNames.has(name))
      return DATA;
    walk.calledNames.add(name);
  }
  return { kind: 'name', name };
}

/** `$x{…}`, `$x->{…}`, `$x[0]{…}`. */
export function isIndexBrace(walk: CodeWalk, token: CodeToken): boolean {
  const previous = walk.program.tokens[walk.at - 1];
  if (token.isSpaced || previous === undefined) return false;
  return previous.kind === 'variable' || previous.text === '->' || previous.text === ']' || previous.text === '}';
}

/** In languages of commands a parenthesis after a blank begins an operand of what may follow it. */
export function isCall(walk: CodeWalk, token: CodeToken): boolean {
  return walk.dialect.grammar.bareCalls !== 'all' || !token.isSpaced || walk.dialect.knowledge.language === 'perl';
}

/** True where arguments follow without parentheses. */
export function isBareCall(walk: CodeWalk, value: CodeValue, token: CodeToken): boolean {
  const { grammar } = walk.dialect;
  if (token.kind === 'newline') return false;
  if (token.kind === 'name' && grammar.keywords.has(token.text) && !grammar.transparent.has(token.text)) return false;
  if (value.kind === 'reference' && grammar.bareNames.has(value.name))
    return token.kind !== 'punctuation' || isOpener(token);
  if (grammar.bareCalls === 'text') return token.kind === 'string' && CALLABLE.has(value.kind);
  if (grammar.bareCalls !== 'all' || (token.kind === 'punctuation' && !isOpener(token))) return false;
  if (value.kind === 'name') return !'$@%'.includes(value.name.charAt(0)) && !walk.counts.has(value.name);
  return value.kind === 'reference' || value.kind === 'method';
}

const CALLABLE: ReadonlySet<string> = new Set(['reference', 'name', 'method']);

function isOpener({ text }: CodeToken): boolean {
  return text === '[' || text === '(' || text === '\\';
}
