import { HEADS } from './read-heads.ts';
import { isVerbInside, type ReadVerb, VERBS } from './read-verbs.ts';
import type { SqlStatement } from './sql-statement.ts';
import type { SqlAct } from './syntax.ts';

/** Verbs of one statement that are read; one with more is not understood. */
const MAX_VERBS = 200;

/**
 * Reads one statement by its tokens: what its first word says, and whatever else in it has a meaning of its own: verbs
 * within, functions that are called, tables, files. A first word that is not known is opaque. Total.
 */
export function readStatement(statement: SqlStatement): readonly SqlAct[] {
  const head = headOf(statement);
  if (head < 0) return [];
  const word = statement.word(head);
  const read = HEADS.get(word) ?? VERBS.get(word) ?? (isProcedure(word) ? VERBS.get('exec') : undefined);
  if (read === undefined) return [{ kind: 'opaque', why: `a statement that is not known: ${shown(statement, head)}` }];
  if (isExplained(statement, head)) return [{ kind: 'read', verb: 'explain', tables: tablesOf(statement) }];
  const tables = tablesOf(statement);
  const own = read(statement, head);
  const others = tables.filter((table) => !own.some((act) => act.kind === 'write' && act.tables.includes(table)));
  const reads: readonly SqlAct[] =
    others.length > 0 || own.length === 0 ? [{ kind: 'read', verb: word, tables: others }] : [];
  return [...reads, ...own, ...verbsWithin(statement, head), ...clausesOf(statement), ...callsOf(statement)];
}

function headOf({ tokens }: SqlStatement): number {
  return tokens.findIndex(({ kind, text }) => kind !== 'symbol' || text !== '(');
}

function shown(statement: SqlStatement, head: number): string {
  return statement.at(head).text.slice(0, 32);
}

/** SQL Server runs a procedure that is named first. */
function isProcedure(word: string): boolean {
  return word.startsWith('sp_') || word.startsWith('xp_');
}

const EXPLAINS = new Set(['explain', 'describe', 'desc']);
const QUERIES = ['select', 'with', 'insert', 'update', 'delete', 'merge', 'replace', 'values', 'create', 'execute'];

/** Explaining runs nothing, unless it is to measure. */
function isExplained(statement: SqlStatement, head: number): boolean {
  if (!EXPLAINS.has(statement.word(head))) return false;
  const measure = statement.find(['analyze', 'analyse']);
  const query = statement.find(QUERIES);
  return measure < 0 || (query >= 0 && query < measure);
}

function verbsWithin(statement: SqlStatement, head: number): readonly SqlAct[] {
  const acts: SqlAct[] = [];
  let verbs = 0;
  for (let at = head + 1; at < statement.length; at++) {
    if (!isVerbInside(statement, at)) continue;
    verbs += 1;
    if (verbs > MAX_VERBS) return [...acts, { kind: 'opaque', why: 'it does more than can be listed' }];
    acts.push(...(VERBS.get(statement.word(at)) as ReadVerb)(statement, at));
  }
  return acts;
}

/** Words that cannot be the alias of a table. */
const AFTER_TABLE = new Set(
  'where join inner left right full cross natural on using group order limit having union intersect except set values select when window for offset fetch returning lateral stdin stdout program'.split(
    ' ',
  ),
);

/** Names behind FROM and JOIN. */
function tablesOf(statement: SqlStatement): readonly string[] {
  const tables: string[] = [];
  for (let at = 0; at < statement.length; at++) {
    const word = statement.word(at);
    if (word !== 'from' && word !== 'join') continue;
    let place = at + 1;
    for (;;) {
      if (statement.word(place) === 'only' || statement.word(place) === 'lateral') place += 1;
      const given = statement.nameAt(place);
      if (given === null) break;
      if (!statement.is(given.end, '(') && !AFTER_TABLE.has(given.name)) tables.push(given.name);
      place = statement.word(given.end) === 'as' ? given.end + 1 : given.end;
      if (statement.isNamePart(place) && !AFTER_TABLE.has(statement.word(place))) place += 1;
      if (!statement.is(place, ',')) break;
      place += 1;
    }
    at = Math.max(at, place - 1);
  }
  return tables;
}

const READS_FILES = new Set(['from', 'join']);

/** INTO, FOR UPDATE, and files in the place of tables. */
function clausesOf(statement: SqlStatement): readonly SqlAct[] {
  const acts: SqlAct[] = [];
  for (const [at, { kind }] of statement.tokens.entries()) {
    if (kind !== 'word') continue;
    if (acts.length > MAX_VERBS) return [...acts, { kind: 'opaque', why: 'it does more than can be listed' }];
    const word = statement.word(at);
    if (word === 'into') acts.push(...intoOf(statement, at));
    if (word === 'for' && ['update', 'share', 'no', 'key'].includes(statement.word(at + 1)))
      acts.push({ kind: 'lock', tables: tablesOf(statement).slice(0, 8) });
    if (READS_FILES.has(word) && statement.at(at + 1).kind === 'text' && statement.word(0) !== 'prepare')
      acts.push({ kind: 'file', operation: 'read', side: 'client', path: statement.at(at + 1).text });
  }
  return acts;
}

const TAKES_INTO = new Set(['insert', 'replace', 'merge', 'upsert', 'ignore', 'vacuum', 'infile', 'delayed']);

/** `SELECT … INTO`: a file, a variable or a new table. */
function intoOf(statement: SqlStatement, at: number): readonly SqlAct[] {
  const next = statement.word(at + 1);
  if (next === 'outfile' || next === 'dumpfile')
    return [{ kind: 'file', operation: 'write', side: 'server', path: statement.textAfter(at) }];
  if (TAKES_INTO.has(statement.word(at - 1)) || statement.at(at - 1).kind === 'text') return [];
  if (statement.at(at + 1).text.startsWith('@') || ['insert', 'merge', 'replace'].includes(statement.word(0)))
    return [];
  return [{ kind: 'schema', verb: 'create a table', names: [statement.nameOf(at + 1)], destroys: false }];
}

/** Words in front of brackets that are no functions. */
const BEFORE_BRACKET = new Set(
  (
    'apply group order explain vacuum analyze copy exec execute call and or not in exists any all some as on using values select from where having by when then else case over filter ' +
    'within set union intersect except distinct join lateral with recursive between like returning limit offset key ' +
    'index include check unique references primary foreign partition rollup cube sets top is into conflict fetch ' +
    'materialized end default generated nothing for window return if while elseif elsif until view'
  ).split(' '),
);

/** Words in front of a name with columns in brackets. */
const BEFORE_COLUMNS = new Set('into table as exists update references index recursive overwrite'.split(' '));

function callsOf(statement: SqlStatement): readonly SqlAct[] {
  const acts: SqlAct[] = [];
  for (let at = 0; at < statement.length; at++) {
    const given = statement.nameAt(at);
    if (given === null) continue;
    if (!statement.is(given.end, '(')) {
      at = given.end - 1;
      continue;
    }
    if (isCall(statement, at, given))
      acts.push({ kind: 'call', name: given.name.toLowerCase(), args: argsOf(statement, given.end) });
    at = given.end - 1;
  }
  return acts;
}

function isCall(
  statement: SqlStatement,
  at: number,
  { name, end }: { readonly name: string; readonly end: number },
): boolean {
  if (statement.word(0) === 'pragma') return false;
  const isPlainWord = end === at + 1 && statement.at(at).kind === 'word';
  if (isPlainWord && BEFORE_BRACKET.has(name)) return false;
  if (BEFORE_COLUMNS.has(statement.word(at - 1))) return false;
  const close = statement.closeOf(end);
  const isTableExpression = statement.word(close + 1) === 'as' && statement.is(close + 2, '(');
  return !isTableExpression;
}

/** The arguments that are plain texts; others are null. */
function argsOf(statement: SqlStatement, open: number): readonly (string | null)[] {
  const args: (string | null)[] = [];
  const close = statement.closeOf(open);
  let start = open + 1;
  for (let at = open + 1; at <= close && args.length < 16; at++) {
    if (statement.is(at, '(')) at = statement.closeOf(at);
    if (at < close && !statement.is(at, ',')) continue;
    if (at > start)
      args.push(at === start + 1 && statement.at(start).kind === 'text' ? statement.at(start).text : null);
    start = at + 1;
  }
  return args;
}
