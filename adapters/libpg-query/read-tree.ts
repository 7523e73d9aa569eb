import type { SqlAct, SqlCondition, SqlScript } from '../../core/effect/sql/syntax.ts';
import { actsOfOther } from './read-utility.ts';
import { conditionOf } from './read-where.ts';
import { asObject, type Fields, listOf, nameOfRange, textOf } from './tree-fields.ts';

/** Most parts of a tree that are looked at. */
const MAX_PARTS = 400_000;

/** Names of what a query defines for itself: no tables. */
type Scope = ReadonlySet<string>;

/**
 * Reads the tree of `libpg_query` (the JSON form of PostgreSQL's parse tree): every statement in it, wherever it stands, is
 * acts of its own, and every call of a function one. A statement that is not known is opaque.
 */
export function actsOfTree(tree: unknown): SqlScript {
  const acts: SqlAct[] = [];
  const prepared = new Set<string>();
  let parts = 0;
  // A list of what is to be looked at, instead of recursion: texts choose how deep a tree is.
  for (const { stmt } of listOf(asObject(tree), 'stmts').map(asObject)) {
    const open: { readonly key: string; readonly value: unknown }[] = [{ key: '', value: stmt }];
    const scope = namesDefinedIn(stmt);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      parts += 1;
      if (parts > MAX_PARTS) return { acts, problem: 'it has too many parts' };
      const { key, value } = next;
      if (typeof value !== 'object' || value === null) continue;
      const fields = asObject(value);
      if (!Array.isArray(value)) acts.push(...actsOfNode(key, fields, { scope, prepared }));
      if (key === 'ExplainStmt' && !isMeasured(fields)) continue;
      for (const [name, inner] of Object.entries(value))
        open.push({ key: Array.isArray(value) ? '' : name, value: inner });
    }
  }
  return { acts, problem: null };
}

type Around = { readonly scope: Scope; readonly prepared: Set<string> };

function actsOfNode(key: string, fields: Fields, { scope, prepared }: Around): readonly SqlAct[] {
  if (key === 'SelectStmt' || ((key === 'larg' || key === 'rarg') && 'op' in fields))
    return actsOfSelect(fields, scope);
  if (key === 'FuncCall' || key === 'funccall') return [callOf(fields)];
  if (key === 'InsertStmt' || key === 'UpdateStmt' || key === 'DeleteStmt' || key === 'MergeStmt')
    return [writeOf(key, fields)];
  if (key === 'PrepareStmt') prepared.add(textOf(fields, 'name'));
  if (key === 'ExecuteStmt')
    return prepared.has(textOf(fields, 'name'))
      ? []
      : [{ kind: 'opaque', why: 'a prepared statement that is not known' }];
  return key.endsWith('Stmt') && key.charAt(0) < 'a' ? actsOfOther(key, fields) : [];
}

/** Tables of the FROM list itself; those of queries within are found with them. */
function actsOfSelect(fields: Fields, scope: Scope): readonly SqlAct[] {
  const tables = listOf(fields, 'fromClause')
    .flatMap((item) => tablesOfItem(item))
    .filter((name) => !scope.has(name));
  const into = fields['intoClause'];
  const acts: SqlAct[] = [{ kind: 'read', verb: 'select', tables }];
  if (listOf(fields, 'lockingClause').length > 0) acts.push({ kind: 'lock', tables });
  if (into !== undefined) acts.push(intoOf(asObject(asObject(into)['rel'])));
  return acts;
}

function intoOf(relation: Fields): SqlAct {
  const name = nameOfRange(relation);
  if (relation['relpersistence'] === 't')
    return { kind: 'write', verb: 'create a temporary table', tables: [name], rows: 'new', where: null };
  return { kind: 'schema', verb: 'create a table', names: [name], destroys: false };
}

/** A table, or those of a join; queries and functions in a FROM list are no tables. */
function tablesOfItem(item: unknown): readonly string[] {
  const tables: string[] = [];
  const open = [item];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { RangeVar, JoinExpr, RangeTableSample } = asObject(next);
    if (RangeVar !== undefined) tables.push(nameOfRange(asObject(RangeVar)));
    if (JoinExpr !== undefined) open.push(asObject(JoinExpr)['rarg'], asObject(JoinExpr)['larg']);
    if (RangeTableSample !== undefined) open.push(asObject(RangeTableSample)['relation']);
  }
  return tables;
}

function callOf(fields: Fields): SqlAct {
  const name = listOf(fields, 'funcname')
    .map((part) => textOf(asObject(asObject(part)['String']), 'sval'))
    .join('.');
  return { kind: 'call', name: name.toLowerCase(), args: listOf(fields, 'args').slice(0, 16).map(constantText) };
}

/** A text that stands there plainly, or is only given a type. */
function constantText(node: unknown): string | null {
  const { A_Const, TypeCast, NamedArgExpr } = asObject(node);
  if (TypeCast !== undefined) return constantText(asObject(TypeCast)['arg']);
  if (NamedArgExpr !== undefined) return constantText(asObject(NamedArgExpr)['arg']);
  const { sval } = asObject(A_Const);
  return sval === undefined ? null : textOf(asObject(sval), 'sval');
}

function writeOf(key: string, fields: Fields): SqlAct {
  const tables = [nameOfRange(asObject(fields['relation']))];
  if (key === 'InsertStmt') return { kind: 'write', verb: 'insert', tables, rows: 'new', where: null };
  const verb = key.slice(0, -'Stmt'.length).toLowerCase();
  const given = key === 'MergeStmt' ? fields['joinCondition'] : fields['whereClause'];
  const where: SqlCondition | null = given === undefined ? null : conditionOf(given);
  return { kind: 'write', verb, tables, rows: 'existing', where };
}

/** EXPLAIN runs the statement where it is to measure it; `ANALYZE false` is taken for measuring too. */
function isMeasured(fields: Fields): boolean {
  return listOf(fields, 'options').some((option) =>
    ['analyze', 'analyse'].includes(textOf(asObject(asObject(option)['DefElem']), 'defname')),
  );
}

function namesDefinedIn(statement: unknown): Scope {
  const names = new Set<string>();
  const open = [statement];
  let parts = 0;
  for (let next = open.pop(); next !== undefined && parts < MAX_PARTS; next = open.pop()) {
    parts += 1;
    if (typeof next !== 'object' || next === null) continue;
    const { ctename } = asObject(next);
    if (typeof ctename === 'string') names.add(ctename);
    open.push(...Object.values(next).filter((value) => typeof value === 'object' && value !== null));
  }
  return names;
}
