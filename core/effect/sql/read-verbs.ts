import { readCondition } from './read-condition.ts';
import type { SqlStatement } from './sql-statement.ts';
import type { SqlAct, SqlCondition } from './syntax.ts';

/** Reads what a verb at a place of a statement does. */
export type ReadVerb = (statement: SqlStatement, at: number) => readonly SqlAct[];

/** Words that stand between a verb and the name of its table. */
const BEFORE_TABLE = new Set(
  'into from table only ignore low_priority quick delayed high_priority or replace rollback abort fail if exists not overwrite local'.split(
    ' ',
  ),
);
/** Words that end the condition of a statement, or the statement itself where no `;` does. */
const AFTER_WHERE = new Set(
  'returning order limit option select insert update delete merge drop alter create truncate exec execute grant revoke go use settings format'.split(
    ' ',
  ),
);

/** The name behind a verb and its small words. */
export function tableOf(statement: SqlStatement, at: number): string {
  let place = at + 1;
  while (BEFORE_TABLE.has(statement.word(place)) || statement.word(place) === 'top') {
    place =
      statement.word(place) === 'top' && statement.is(place + 1, '(') ? statement.closeOf(place + 1) + 1 : place + 1;
  }
  return statement.nameOf(place);
}

/** Most tokens of a condition that is read. */
const MAX_CONDITION = 2_000;

/** The condition that belongs to a verb: the next WHERE in the same brackets. Null where there is none, or none is read. */
function whereOf(statement: SqlStatement, at: number): SqlCondition | null {
  const start = nextAtDepth(statement, at, (word) => word === 'where' || AFTER_WHERE.has(word));
  if (statement.word(start) !== 'where') return null;
  const end = nextAtDepth(statement, start, (word) => AFTER_WHERE.has(word));
  return end - start > MAX_CONDITION ? null : readCondition(statement.tokens.slice(start + 1, end));
}

/** The next such keyword in the same brackets, or the end of them. */
function nextAtDepth(statement: SqlStatement, at: number, isWanted: (word: string) => boolean): number {
  const depth = statement.depths[at] as number;
  for (let place = at + 1; place < statement.length; place++) {
    if (statement.depths[place] !== depth) continue;
    if (depth > 0 && statement.is(place, ')')) return place;
    if (isWanted(statement.word(place))) return place;
  }
  return statement.length;
}

const insert: ReadVerb = (statement, at) => {
  const isOverwrite = statement.word(at + 1) === 'overwrite';
  const rows = isOverwrite ? 'existing' : 'new';
  return [{ kind: 'write', verb: statement.word(at), tables: [tableOf(statement, at)], rows, where: null }];
};

const change: ReadVerb = (statement, at) => [
  {
    kind: 'write',
    verb: statement.word(at),
    tables: [tableOf(statement, at)],
    rows: 'existing',
    where: whereOf(statement, at),
  },
];

const merge: ReadVerb = (statement, at) => {
  const on = statement.find(['on'], at);
  const when = statement.find(['when'], on);
  const where =
    on < 0 || when < 0 ? null : readCondition(statement.tokens.slice(on + 1, Math.min(when, on + MAX_CONDITION)));
  return [{ kind: 'write', verb: 'merge', tables: [tableOf(statement, at)], rows: 'existing', where }];
};

const WHO = new Set(['user', 'role', 'login', 'group', 'credential', 'certificate', 'profile', 'owned', 'users']);
const HOLDS_DATA = new Set(
  'table database schema keyspace owned collection materialized tablespace partition partitions column tables bucket warehouse stage'.split(
    ' ',
  ),
);

const schema: ReadVerb = (statement, at) => {
  const verb = statement.word(at);
  const objects = [1, 2, 3, 4].map((step) => statement.word(at + step));
  const object = objects.find((word) => WHO.has(word) || HOLDS_DATA.has(word)) ?? statement.word(at + 1);
  const names = [nameOfObject(statement, at)];
  if (WHO.has(object) && object !== 'owned') return [{ kind: 'identity', verb: `${verb} ${object}`, names }];
  const isTemporary = objects.some((word) => word === 'temp' || word === 'temporary');
  if (isTemporary)
    return [{ kind: 'write', verb: `${verb} a temporary table`, tables: names, rows: 'new', where: null }];
  const destroys = (verb === 'drop' || verb === 'undrop') && (HOLDS_DATA.has(object) || object === '');
  return [{ kind: 'schema', verb: `${verb} ${object}`, names, destroys }];
};

/** Words between the verb and the name of what it is about. */
const OBJECT_WORDS = new Set(
  'table database schema keyspace view index user role login group function procedure proc trigger sequence type extension policy materialized unique or replace if not exists temp temporary global local unlogged external foreign column constraint server tablespace concurrently cascade virtual partition owned by rule domain aggregate language credential certificate event clustered nonclustered'.split(
    ' ',
  ),
);

function nameOfObject(statement: SqlStatement, at: number): string {
  let place = at + 1;
  while (OBJECT_WORDS.has(statement.word(place))) place += 1;
  return statement.nameOf(place);
}

const truncate: ReadVerb = (statement, at) => [
  { kind: 'schema', verb: 'truncate', names: [tableOf(statement, at)], destroys: true },
];

/** Permissions on something are its schema; being a member of a role changes who one is. */
const grant: ReadVerb = (statement, at) => {
  const on = statement.find(['on'], at);
  const verb = statement.word(at);
  if (on < 0) return [{ kind: 'identity', verb, names: [statement.nameOf(at + 1)] }];
  let place = on + 1;
  while (OBJECT_WORDS.has(statement.word(place)) || statement.word(place) === 'all') place += 1;
  return [{ kind: 'schema', verb, names: [statement.nameOf(place)], destroys: false }];
};

/** Procedures of SQL Server that tell something. */
const TELLS = new Set(
  (
    'sp_help sp_helptext sp_helpindex sp_helpdb sp_helpconstraint sp_columns sp_tables sp_who sp_who2 sp_spaceused ' +
    'sp_databases sp_pkeys sp_fkeys sp_statistics sp_stored_procedures sp_server_info sp_lock sp_depends xp_msver ' +
    'sp_describe_first_result_set sp_helpuser sp_helprole sp_helplogins'
  ).split(' '),
);

/** `EXEC procedure …`, `EXEC('…')`, `EXECUTE IMMEDIATE '…'`. */
const execute: ReadVerb = (statement, at) => {
  const start = statement.word(at).startsWith('exec') ? at + 1 : at;
  if (statement.is(start, '(')) {
    const isPlain = statement.closeOf(start) === start + 2 && statement.at(start + 1).kind === 'text';
    return [{ kind: 'sql', text: isPlain ? statement.at(start + 1).text : null }];
  }
  const given = statement.nameAt(start);
  const name = given?.name.slice(given.name.lastIndexOf('.') + 1) ?? '';
  const next = given?.end ?? start;
  const first = statement.at(next).kind === 'text' && !statement.is(next + 1, '+') ? statement.at(next).text : null;
  if (name === 'immediate' || name === 'sp_executesql') return [{ kind: 'sql', text: first }];
  if (name === 'xp_cmdshell') return [{ kind: 'shell', side: 'server', text: first }];
  if (TELLS.has(name)) return [{ kind: 'read', verb: name, tables: [] }];
  return [{ kind: 'opaque', why: `it runs the procedure ${name.slice(0, 64)}` }];
};

const stop: ReadVerb = (statement, at) => [{ kind: 'opaque', why: `it would ${statement.word(at)}` }];

/** Verbs that change something wherever in a statement they stand. */
export const VERBS: ReadonlyMap<string, ReadVerb> = new Map(
  Object.entries<ReadVerb>({
    'insert replace upsert': insert,
    'update delete': change,
    merge,
    'drop create alter rename undrop': schema,
    truncate,
    'grant revoke deny': grant,
    'exec execute': execute,
    'shutdown kill dbcc backup restore waitfor reconfigure writetext updatetext setuser': stop,
    'disable enable': (statement, at) => [
      { kind: 'schema', verb: statement.word(at), names: [tableOf(statement, at)], destroys: false },
    ],
  }).flatMap(([names, read]) => names.split(' ').map((name) => [name, read] as const)),
);

/** Words that show that what stands before them is a name and no verb. */
const NO_OBJECT = new Set(
  (
    'set of nowait skip where when returning and or as is in not null then else end cascade restrict on no values default ' +
    'order group limit by asc desc between like having union join inner left right full cross statement each using to at'
  ).split(' '),
);
const OBJECTS = new Set(
  (
    'table database schema keyspace view index user role login group function procedure proc trigger sequence type ' +
    'extension policy materialized unique or if temp temporary global local unlogged external foreign column constraint ' +
    'server tablespace virtual partition owned rule domain aggregate language credential certificate event clustered ' +
    'nonclustered system session default publication subscription assembly endpoint synonym'
  ).split(' '),
);

/** Tells whether a word in the middle of a statement is a verb with its own object, and no name, option or clause. */
export function isVerbInside(statement: SqlStatement, at: number): boolean {
  const verb = statement.word(at);
  if (!VERBS.has(verb) || isNamedSo(statement, at)) return false;
  const next = statement.at(at + 1);
  const word = statement.word(at + 1);
  if (['create', 'drop', 'alter', 'rename'].includes(verb)) return OBJECTS.has(word);
  if (verb === 'disable' || verb === 'enable') return word === 'trigger';
  if (verb === 'reconfigure') return true;
  if (['shutdown', 'waitfor'].includes(verb)) return next.text === '' || ['with', 'delay', 'time'].includes(word);
  if (verb === 'execute' && word === 'as') return statement.word(at - 1) !== 'with';
  if (verb === 'exec' || verb === 'execute') return next.kind !== 'symbol' ? !NO_OBJECT.has(word) : next.text === '(';
  if (verb === 'delete' && word === 'from') return true;
  if (next.kind !== 'word' && next.kind !== 'name' && !(next.kind === 'variable' && next.text.startsWith('@')))
    return false;
  return !NO_OBJECT.has(word) && word !== 'from';
}

/** `t.update`, `x as delete`, `on delete cascade`, `for update`, `show create table`. */
function isNamedSo(statement: SqlStatement, at: number): boolean {
  if (statement.at(at - 1).kind === 'symbol' && '.,=<>+-'.includes(statement.at(at - 1).text)) return at > 0;
  const before = statement.word(at - 1);
  if (before === 'as') return !['prepare', 'create', 'explain'].includes(statement.word(0));
  return ['on', 'for', 'show', 'key', 'before', 'after'].includes(before);
}
