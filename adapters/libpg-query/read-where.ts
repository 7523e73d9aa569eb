import type { SqlCondition, SqlTerm } from '../../core/effect/sql/syntax.ts';
import { asObject, type Fields, listOf, namesOf, textOf } from './tree-fields.ts';

/** How deep a condition is looked into. */
const MAX_DEPTH = 24;
/** Most parts of a condition that are looked at for a column. */
const MAX_PARTS = 10_000;

const OTHER: SqlCondition = { kind: 'other' };
const TRUE: SqlCondition = { kind: 'term', term: { kind: 'truth', value: true } };

/** Reads a condition as far as it matters whether it leaves anything out. */
export function conditionOf(node: unknown, depth = 0): SqlCondition {
  if (depth > MAX_DEPTH) return OTHER;
  const { BoolExpr, A_Expr, NullTest, SubLink, TypeCast, CurrentOfExpr } = asObject(node);
  if (CurrentOfExpr !== undefined) return OTHER;
  if (BoolExpr !== undefined) return ofBoolean(asObject(BoolExpr), depth);
  if (TypeCast !== undefined) return conditionOf(asObject(TypeCast)['arg'], depth + 1);
  if (NullTest !== undefined) {
    const { nulltesttype, arg } = asObject(NullTest);
    if (nulltesttype !== 'IS_NOT_NULL') return OTHER;
    return { kind: 'compare', operator: 'is not null', left: termOf(arg), right: { kind: 'other' } };
  }
  if (SubLink !== undefined) return isUnfiltered(asObject(SubLink)) ? TRUE : OTHER;
  if (A_Expr !== undefined) return ofComparison(asObject(A_Expr));
  const term = termOf(node);
  return term.kind === 'other' && !namesColumn(node) ? TRUE : { kind: 'term', term };
}

function ofBoolean(fields: Fields, depth: number): SqlCondition {
  const operands = listOf(fields, 'args').map((arg) => conditionOf(arg, depth + 1));
  if (fields['boolop'] === 'AND_EXPR') return { kind: 'and', operands };
  if (fields['boolop'] === 'OR_EXPR') return { kind: 'or', operands };
  return { kind: 'not', operand: operands[0] ?? OTHER };
}

const KINDS: { readonly [kind: string]: string } = {
  AEXPR_LIKE: 'like',
  AEXPR_ILIKE: 'ilike',
  AEXPR_NOT_DISTINCT: 'is not distinct from',
};

function ofComparison(fields: Fields): SqlCondition {
  const { kind, lexpr, rexpr } = fields;
  const left = termOf(lexpr);
  const right = termOf(rexpr);
  const isPlain = left.kind !== 'other' && right.kind !== 'other';
  if (!isPlain && !namesColumn(lexpr) && !namesColumn(rexpr)) return TRUE;
  const written = namesOf(listOf(fields, 'name'));
  // LIKE is `~~` to the server, NOT LIKE `!~~`.
  const operator =
    kind === 'AEXPR_OP'
      ? written === '!='
        ? '<>'
        : written
      : written.startsWith('!')
        ? undefined
        : KINDS[String(kind)];
  return operator === undefined ? OTHER : { kind: 'compare', operator, left, right };
}

/** `in (select …)` and `exists (select …)` without a condition of their own. */
function isUnfiltered({ subLinkType, subselect }: Fields): boolean {
  const query = asObject(asObject(subselect)['SelectStmt']);
  const isTest = subLinkType === 'EXISTS_SUBLINK' || subLinkType === 'ANY_SUBLINK';
  return (
    isTest && query['whereClause'] === undefined && query['havingClause'] === undefined && query['op'] === 'SETOP_NONE'
  );
}

function termOf(node: unknown): SqlTerm {
  const { A_Const, ColumnRef, TypeCast } = asObject(node);
  if (TypeCast !== undefined) return termOf(asObject(TypeCast)['arg']);
  if (ColumnRef !== undefined)
    return { kind: 'column', value: namesOf(listOf(asObject(ColumnRef), 'fields')).toLowerCase() };
  if (A_Const === undefined) return negated(node);
  const { ival, fval, sval, boolval, isnull } = asObject(A_Const);
  if (ival !== undefined) return { kind: 'number', value: Number(asObject(ival)['ival'] ?? 0) };
  if (fval !== undefined) return { kind: 'number', value: Number(textOf(asObject(fval), 'fval')) };
  if (sval !== undefined) return { kind: 'text', value: textOf(asObject(sval), 'sval') };
  if (boolval !== undefined) return { kind: 'truth', value: asObject(boolval)['boolval'] === true };
  return isnull === true ? { kind: 'truth', value: null } : { kind: 'other' };
}

/** `- 1`, as the parser has it for what is no plain number. */
function negated(node: unknown): SqlTerm {
  const { lexpr, rexpr, name } = asObject(asObject(node)['A_Expr']);
  if (lexpr !== undefined || rexpr === undefined || !Array.isArray(name) || namesOf(name) !== '-')
    return { kind: 'other' };
  const { A_Const } = asObject(rexpr);
  const value = A_Const === undefined ? undefined : asObject(asObject(A_Const)['ival'])['ival'];
  return typeof value === 'number' ? { kind: 'number', value: -value } : { kind: 'other' };
}

/** Whether anything in it depends on the row: a column, a query, or more than is looked at. */
function namesColumn(node: unknown): boolean {
  const open = [node];
  let parts = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    parts += 1;
    if (parts > MAX_PARTS) return true;
    if (typeof next !== 'object' || next === null) continue;
    if ('ColumnRef' in next || 'SubLink' in next) return true;
    open.push(...(Object.values(next) as unknown[]).filter((value) => value !== undefined));
  }
  return false;
}
