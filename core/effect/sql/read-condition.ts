import type { SqlCondition, SqlTerm } from './syntax.ts';
import type { SqlToken } from './tokenize-sql.ts';

/** How deep brackets of a condition are looked into. */
const MAX_DEPTH = 24;
const OTHER: SqlCondition = { kind: 'other' };
const TRUE: SqlCondition = { kind: 'term', term: { kind: 'truth', value: true } };

/** Reads what stands behind WHERE, as far as it matters whether it leaves anything out. Total; linear in the tokens. */
export function readCondition(tokens: readonly SqlToken[], depth = 0): SqlCondition {
  if (depth > MAX_DEPTH || tokens.length === 0) return OTHER;
  const alternatives = splitAt(tokens, ['or', 'xor']);
  if (alternatives.length > 1)
    return { kind: 'or', operands: alternatives.map((part) => readCondition(part, depth + 1)) };
  const conditions = splitAt(tokens, ['and']);
  if (conditions.length > 1) return { kind: 'and', operands: conditions.map((part) => readCondition(part, depth + 1)) };
  const [first] = tokens as readonly [SqlToken];
  if (first.kind === 'word' && first.text === 'not')
    return { kind: 'not', operand: readCondition(tokens.slice(1), depth + 1) };
  if (isWholeBracket(tokens)) return readCondition(tokens.slice(1, -1), depth + 1);
  return readComparison(tokens);
}

const OPERATORS: { readonly [operator: string]: string } = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '<=>': '=',
  like: 'like',
  ilike: 'ilike',
  'is not null': 'is not null',
};

function readComparison(tokens: readonly SqlToken[]): SqlCondition {
  if (!tokens.some(isColumn)) return readConstant(tokens);
  const at = tokens.findIndex(({ kind, text }) => (kind === 'symbol' || kind === 'word') && isOperator(text));
  if (at < 0) return isUnfiltered(tokens) ? TRUE : { kind: 'term', term: readTerm(tokens) };
  const { text } = tokens[at] as SqlToken;
  const rest = tokens.slice(at + 1);
  const isNotNull = text === 'is' && rest.map((token) => token.text).join(' ') === 'not null';
  const operator = OPERATORS[isNotNull ? 'is not null' : text];
  if (operator === undefined) return isUnfiltered(tokens) ? TRUE : OTHER;
  const right: SqlTerm = isNotNull ? { kind: 'other' } : readTerm(rest);
  return { kind: 'compare', operator, left: readTerm(tokens.slice(0, at)), right };
}

/** Without a column a condition is the same for every row: true, unless it is plainly false. */
function readConstant(tokens: readonly SqlToken[]): SqlCondition {
  if (tokens.length === 1) return { kind: 'term', term: readTerm(tokens) };
  const [left, operator, right] = tokens as readonly [SqlToken, SqlToken, SqlToken | undefined];
  const known = OPERATORS[operator.text];
  if (tokens.length !== 3 || known === undefined || right === undefined) return TRUE;
  return { kind: 'compare', operator: known, left: readTerm([left]), right: readTerm([right]) };
}

/** `in (select …)` and `exists (select …)` without a condition of their own. */
function isUnfiltered(tokens: readonly SqlToken[]): boolean {
  const words = new Set(tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text));
  return words.has('select') && !words.has('where') && !words.has('not') && (words.has('in') || words.has('exists'));
}

function isOperator(text: string): boolean {
  return text === 'is' || OPERATORS[text] !== undefined;
}

const KEYWORDS = new Set(
  (
    'true false null not and or is in like ilike between exists select any all some case when then else end as ' +
    'interval date time timestamp current_date current_timestamp escape'
  ).split(' '),
);

/** A name that is no function. */
function isColumn({ kind, text }: SqlToken, index: number, tokens: readonly SqlToken[]): boolean {
  if (kind !== 'name' && (kind !== 'word' || KEYWORDS.has(text))) return false;
  return tokens[index + 1]?.text !== '(';
}

function readTerm(tokens: readonly SqlToken[]): SqlTerm {
  const inner = isWholeBracket(tokens) ? tokens.slice(1, -1) : tokens;
  const isNegative = inner[0]?.text === '-' && inner[1]?.kind === 'number';
  const [first, ...rest] = isNegative ? inner.slice(1) : inner;
  if (first === undefined) return { kind: 'other' };
  if (first.kind === 'number' && rest.length === 0)
    return { kind: 'number', value: isNegative ? -Number(first.text) : Number(first.text) };
  if (first.kind === 'text' && rest.length === 0) return { kind: 'text', value: first.text };
  if (first.kind === 'word' && rest.length === 0 && ['true', 'false', 'null'].includes(first.text))
    return { kind: 'truth', value: first.text === 'null' ? null : first.text === 'true' };
  const isDotted = inner.every(({ kind, text }, index) =>
    index % 2 === 0 ? kind === 'word' || kind === 'name' : text === '.',
  );
  if (!isDotted) return { kind: 'other' };
  return { kind: 'column', value: inner.map(({ text }) => text.toLowerCase()).join('') };
}

/** Parts between words at the outer level. */
function splitAt(tokens: readonly SqlToken[], words: readonly string[]): readonly (readonly SqlToken[])[] {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth === 0 && isSplitter(token, words)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function isSplitter({ kind, text }: SqlToken, words: readonly string[]): boolean {
  return (kind === 'word' && words.includes(text)) || (kind === 'symbol' && text === '||' && words.includes('or'));
}

function isWholeBracket(tokens: readonly SqlToken[]): boolean {
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === 'symbol') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth === 0) return index > 0 && index === tokens.length - 1;
  }
  return false;
}
