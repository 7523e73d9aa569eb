import type { SqlCondition, SqlTerm } from './syntax.ts';

/**
 * Tells whether a condition leaves nothing out that matters: `1 = 1`, `id = id`, `true or …`, `id is not null`, `id > 0`,
 * `name like '%'`. Total.
 */
export function isAlwaysTrue(condition: SqlCondition): boolean {
  if (condition.kind === 'and') return condition.operands.every(isAlwaysTrue);
  if (condition.kind === 'or') return condition.operands.some(isAlwaysTrue);
  if (condition.kind === 'not') return isAlwaysFalse(condition.operand);
  if (condition.kind === 'term') return truthOf(condition.term) === true;
  return condition.kind === 'compare' && isTrueComparison(condition);
}

function isAlwaysFalse(condition: SqlCondition): boolean {
  if (condition.kind === 'and') return condition.operands.some(isAlwaysFalse);
  if (condition.kind === 'or') return condition.operands.every(isAlwaysFalse);
  if (condition.kind === 'not') return isAlwaysTrue(condition.operand);
  if (condition.kind === 'term') return truthOf(condition.term) === false;
  return condition.kind === 'compare' && compareConstants(condition) === false;
}

/** What a value says as a condition; null where that depends on the row. A text is taken for true unless it is none. */
function truthOf(term: SqlTerm): boolean | null {
  if (term.kind === 'number') return term.value !== 0;
  if (term.kind === 'text') return !['', '0', 'f', 'false', 'n', 'no', 'off'].includes(term.value.toLowerCase());
  return term.kind === 'truth' ? term.value === true : null;
}

type Comparison = Extract<SqlCondition, { readonly kind: 'compare' }>;

const HOLDS_FOR_ITSELF = new Set(['=', '<=', '>=', 'like', 'ilike', 'is not distinct from']);

function isTrueComparison(comparison: Comparison): boolean {
  const { operator, left, right } = comparison;
  if (left.kind === 'column' && right.kind === 'column')
    return left.value === right.value && HOLDS_FOR_ITSELF.has(operator);
  if (left.kind !== 'column') return compareConstants(comparison) === true;
  if (operator === 'is not null') return true;
  if (right.kind === 'text') return ['like', 'ilike'].includes(operator) && /^%+$/.test(right.value);
  return right.kind === 'number' && right.value <= 0 && ['>', '>=', '<>'].includes(operator);
}

const EQUALS = new Set(['=', 'like', 'ilike', 'is not distinct from']);

/** Two values without a column: null where it cannot be told. */
function compareConstants({ operator, left, right }: Comparison): boolean | null {
  const first = constantOf(left);
  const second = constantOf(right);
  if (first === null || second === null) return null;
  if (EQUALS.has(operator)) return first === second;
  if (operator === '<>') return first !== second;
  if (operator === '<') return first < second;
  if (operator === '>') return first > second;
  if (operator === '<=') return first <= second;
  if (operator === '>=') return first >= second;
  return null;
}

function constantOf(term: SqlTerm): string | number | null {
  if (term.kind === 'number') return term.value;
  if (term.kind === 'text')
    return term.value.trim() !== '' && !Number.isNaN(Number(term.value)) ? Number(term.value) : term.value;
  return term.kind === 'truth' ? Number(term.value === true) : null;
}
