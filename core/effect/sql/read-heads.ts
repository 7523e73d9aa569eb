import { type ReadVerb, tableOf } from './read-verbs.ts';
import type { SqlStatement } from './sql-statement.ts';
import type { SqlAct } from './syntax.ts';

const NOTHING: ReadVerb = () => [];
const opaqueHead: ReadVerb = (statement, at) => [{ kind: 'opaque', why: `it runs ${statement.word(at)}` }];

const maintain: ReadVerb = (statement, at) => {
  const file = statement.word(at) === 'vacuum' && statement.find(['into'], at) >= 0 ? statement.textAfter(at) : null;
  const done: SqlAct = {
    kind: 'write',
    verb: statement.word(at),
    tables: [tableOf(statement, at)],
    rows: 'new',
    where: null,
  };
  return file === null ? [done] : [done, { kind: 'file', operation: 'write', side: 'client', path: file }];
};

/** `SET [GLOBAL] name = value`, `SET ROLE x`, `SET @x = 1`, `SET IDENTITY_INSERT t ON`. */
const set: ReadVerb = (statement, at) => {
  let place = at + 1;
  let isGlobal = false;
  while (['session', 'local', 'global', 'persist', 'persist_only'].includes(statement.word(place))) {
    if (!['session', 'local'].includes(statement.word(place))) isGlobal = true;
    place += 1;
  }
  const name = statement.nameOf(place);
  if (name === 'password') return [{ kind: 'identity', verb: 'set a password', names: [] }];
  const isServer = ['@@global.', '@@persist.', 'global.'].some((start) => name.startsWith(start));
  const plain = name.slice(name.lastIndexOf('.') + 1);
  return [{ kind: 'setting', name: plain, value: statement.textAfter(place), isGlobal: isGlobal || isServer }];
};

const reset: ReadVerb = (statement, at) => {
  const name = statement.word(at + 1);
  if (['master', 'slave', 'replica', 'binary', 'persist'].includes(name))
    return [{ kind: 'schema', verb: `reset ${name}`, names: [], destroys: true }];
  return [{ kind: 'setting', name, value: null, isGlobal: false }];
};

/** Pragmas whose argument says of what they tell. */
const TELLING_PRAGMAS =
  /^(table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|foreign_key_check|integrity_check|quick_check|database_list|show_tables|storage_info|metadata_info|version|database_size)$/;

const pragma: ReadVerb = (statement, at) => {
  const given = statement.nameAt(at + 1);
  const name = given?.name.slice(given.name.lastIndexOf('.') + 1) ?? '';
  const isSet = statement.is(given?.end ?? at, '=') || statement.is(given?.end ?? at, '(');
  if (!isSet || TELLING_PRAGMAS.test(name)) return [];
  return [{ kind: 'setting', name, value: statement.textAfter(at), isGlobal: false }];
};

const attach: ReadVerb = (statement, at) => {
  const path = statement.textAfter(at);
  if (path !== null && /^[a-z]{2,}:/i.test(path) && !path.startsWith('file:'))
    return [{ kind: 'connect', target: path }];
  if (path === ':memory:' || path === '') return [];
  return [{ kind: 'file', operation: 'write', side: 'client', path: path?.replace(/^file:/, '') ?? null }];
};

/** `LOAD DATA INFILE 'f' INTO TABLE t`; any other loads a library. */
const load: ReadVerb = (statement, at) => {
  if (!['data', 'xml'].includes(statement.word(at + 1))) return opaqueHead(statement, at);
  const into = statement.find(['into'], at);
  const side = statement.find(['local'], at) >= 0 ? 'client' : 'server';
  return [
    { kind: 'write', verb: 'load', tables: [tableOf(statement, into)], rows: 'new', where: null },
    { kind: 'file', operation: 'read', side, path: statement.textAfter(at) },
  ];
};

/** `COPY t FROM|TO PROGRAM '…' | 'file' | STDIN`. */
const copy: ReadVerb = (statement, at) => {
  const outer = statement.is(at + 1, '(') ? statement.closeOf(at + 1) : at;
  const place = statement.find(['from', 'to'], outer);
  if (place < 0) return [{ kind: 'opaque', why: 'a copy that cannot be read' }];
  const isFrom = statement.word(place) === 'from';
  const tables = [statement.nameOf(at + 1)];
  const copied: SqlAct = isFrom
    ? { kind: 'write', verb: 'copy', tables, rows: 'new', where: null }
    : { kind: 'read', verb: 'copy', tables };
  const target = statement.at(place + 1);
  if (statement.word(place + 1) === 'program')
    return [copied, { kind: 'shell', side: 'server', text: textAt(statement, place + 2) }];
  if (['stdin', 'stdout'].includes(target.text) && target.kind === 'word') return [copied];
  const operation = isFrom ? 'read' : 'write';
  return [copied, { kind: 'file', operation, side: 'server', path: textAt(statement, place + 1) }];
};

function textAt(statement: SqlStatement, at: number): string | null {
  return statement.at(at).kind === 'text' ? statement.at(at).text : null;
}

const bulk: ReadVerb = (statement, at) => [
  { kind: 'write', verb: 'bulk insert', tables: [statement.nameOf(at + 2)], rows: 'new', where: null },
  { kind: 'file', operation: 'read', side: 'server', path: statement.textAfter(at) },
];

const exportAll: ReadVerb = (statement, at) => [
  {
    kind: 'file',
    operation: statement.word(at) === 'import' ? 'run' : 'write',
    side: 'client',
    path: statement.textAfter(at),
  },
];

/** `PREPARE name FROM '…'`; `PREPARE name AS …` is read where it stands. */
const prepare: ReadVerb = (statement, at) => {
  const as = statement.find(['as'], at);
  const from = statement.find(['from'], at);
  if (as >= 0 && (from < 0 || as < from)) return [];
  return [{ kind: 'sql', text: textAt(statement, from + 1) }];
};

/** A block of PostgreSQL; in MySQL an expression. */
const block: ReadVerb = (statement, at) => {
  const isBlock = statement.at(at + 1).kind === 'text' || statement.word(at + 1) === 'language';
  return isBlock ? [{ kind: 'opaque', why: 'a block of code' }] : [];
};

/** `CALL p(…)` is a call of what it names. */
const call: ReadVerb = (statement, at) =>
  statement.is(statement.nameAt(at + 1)?.end ?? at, '(') ? [] : [{ kind: 'opaque', why: 'it calls a procedure' }];

/** Commands of clients that are written as words. */
const clientShell: ReadVerb = (statement, at) => [{ kind: 'shell', side: 'client', text: statement.lineAfter(at) }];
const clientScript: ReadVerb = (statement, at) => [
  { kind: 'file', operation: 'run', side: 'client', path: statement.lineAfter(at) },
];
const clientOutput: ReadVerb = (statement, at) => [
  { kind: 'file', operation: 'write', side: 'client', path: statement.lineAfter(at) },
];

/** `START TRANSACTION`; in SQL*Plus a script. */
const start: ReadVerb = (statement, at) =>
  ['transaction', 'replica', 'slave', ''].includes(statement.word(at + 1)) ? [] : clientScript(statement, at);

const lock: ReadVerb = (statement, at) => [{ kind: 'lock', tables: [tableOf(statement, at)] }];

const describeSchema =
  (verb: string, destroys = false): ReadVerb =>
  (statement, at) => [{ kind: 'schema', verb, names: [statement.nameOf(at + 2)], destroys }];

/** What statements that begin with a word do, beside what is in them. */
export const HEADS: ReadonlyMap<string, ReadVerb> = new Map(
  Object.entries<ReadVerb>({
    'select values table with from show describe desc explain use help fetch list exists': NOTHING,
    'begin commit rollback savepoint release end abort go if else elseif elsif while loop for repeat until case when then':
      NOTHING,
    'declare return print raiserror throw try catch leave iterate open close deallocate discard unlisten listen delimiter':
      NOTHING,
    'exit quit detach unlock xa checksum check handler goto break continue signal resignal get': NOTHING,
    'vacuum analyze analyse reindex optimize repair checkpoint refresh cluster msck': maintain,
    'comment security import_foreign flush purge change stop reassign install uninstall':
      describeSchema('change the server'),
    set,
    reset,
    pragma,
    attach,
    load,
    copy,
    bulk,
    'export import': exportAll,
    prepare,
    do: block,
    call,
    'system host': clientShell,
    pager: clientShell,
    source: clientScript,
    'tee spool': clientOutput,
    start,
    lock,
    'unload notify': opaqueHead,
  }).flatMap(([names, read]) => names.split(' ').map((name) => [name, read] as const)),
);
