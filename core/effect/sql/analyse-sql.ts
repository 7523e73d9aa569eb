import type { Effect, EffectClass, EffectMark } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import type { Use } from '../shell/program-rule.ts';
import { actsOfText } from './acts-of-text.ts';
import { isAlwaysTrue } from './always-true.ts';
import { actsOfCall } from './known-functions.ts';
import type { ParseSql, SqlAct, SqlDialect } from './syntax.ts';

/** Something an SQL text does beside the database, in the terms of a command line; `value` is null where it is not known. */
export type SqlUse = {
  readonly use: Extract<Use, 'read' | 'write' | 'script' | 'shell' | 'connect'>;
  readonly value: string | null;
};

/** What an SQL text does: to databases, and through them to files, shells and other hosts. */
export type SqlAnalysis = { readonly effects: readonly Effect[]; readonly uses: readonly SqlUse[] };

/** Longest SQL text that is read. */
export const MAX_SQL_LENGTH = 65_536;
/** Most acts of one text; what comes after them is not read. */
const MAX_ACTS = 2_000;
/** Texts within texts: a deeper one is not read. */
const MAX_DEPTH = 4;

/**
 * Reduces an SQL text to its effects. Total; equal texts have equal effects.
 *
 * A text of PostgreSQL is parsed as PostgreSQL does; every other is read statement by statement, by the rules of each
 * dialect that it may be, and does what it would do in any of them. A statement that is not known, and a function that is
 * not known, is `unknown`: never a read.
 */
export function analyseSql(
  text: string,
  { parseSql, dialect }: { readonly parseSql: ParseSql; readonly dialect: SqlDialect },
): SqlAnalysis {
  const found: Found = { effects: new Map(), uses: new Map(), acts: 0 };
  readText(text, { parseSql, dialect, found, depth: 0 });
  const effects = [...found.effects.values()];
  const named = effects.filter(({ class: name, resource }) => name !== 'db.read' || resource.value !== NO_TABLE);
  const uses = [...found.uses.values()];
  if (named.length > 0 || uses.length > 0) return { effects: named, uses };
  return { effects: effects.length > 0 ? effects.slice(0, 1) : [effectOf('db.read', NO_TABLE, {})], uses };
}

/** What an effect names that is about no table. */
const NO_TABLE = 'no table';

type Found = { readonly effects: Map<string, Effect>; readonly uses: Map<string, SqlUse>; acts: number };
type Run = {
  readonly parseSql: ParseSql;
  readonly dialect: SqlDialect;
  readonly found: Found;
  readonly depth: number;
};

function readText(text: string, run: Run): void {
  if (text.length > MAX_SQL_LENGTH)
    return addEffect(run.found, unread(`it is longer than ${MAX_SQL_LENGTH} characters`));
  const { acts, problem } = actsOfText(text, run);
  if (problem !== null) addEffect(run.found, unread(problem));
  for (const act of acts) readAct(act, run);
}

function readAct(act: SqlAct, run: Run): void {
  const { found, depth } = run;
  found.acts += 1;
  if (found.acts > MAX_ACTS) return addEffect(found, unread('it does more than can be listed'));
  if (act.kind === 'call') for (const inner of actsOfCall(act.name, act.args)) readAct(inner, run);
  else if (act.kind === 'sql') {
    if (act.text === null || depth >= MAX_DEPTH) addEffect(found, unread('it runs a text that is not known'));
    else readText(act.text, { ...run, depth: depth + 1 });
  } else if (act.kind === 'shell') {
    if (act.side === 'server') addEffect(found, unread('run a program with the rights of the database'));
    addUse(found, { use: 'shell', value: act.text });
  } else if (act.kind === 'file') readFileAct(act, found);
  else for (const effect of effectsOfAct(act)) addEffect(found, effect);
  if (act.kind === 'connect') addUse(found, { use: 'connect', value: hostOf(act.target) });
}

/** A file of the server's machine is reached with the server's rights, whatever the agent may do there. */
function readFileAct({ operation, side, path }: Extract<SqlAct, { readonly kind: 'file' }>, found: Found): void {
  if (side === 'server') addEffect(found, unread(`${operation} a file with the rights of the database`));
  if (operation === 'run')
    addEffect(
      found,
      effectOf('db.write', path ?? 'a file', { detail: 'run the SQL of a file', marks: ['unseen-code'] }),
    );
  addUse(found, { use: operation === 'run' ? 'script' : operation, value: path });
}

/** The host in a connection text: `host=x`, `scheme://x`, or the text itself where it looks like a name. */
function hostOf(target: string | null): string | null {
  if (target === null) return null;
  const named = target.split(/\s+/).find((part) => part.startsWith('host='));
  if (named !== undefined) return named.slice('host='.length).replaceAll("'", '');
  return target.includes('://') ? target : null;
}

type PlainAct = Exclude<SqlAct, { readonly kind: 'call' | 'sql' | 'shell' | 'file' }>;

/** Tables whose rows are passwords and keys. */
const SECRET_TABLES =
  /^(pg_catalog\.)?(pg_shadow|pg_authid|pg_user_mapping|pg_user_mappings|pg_largeobject)$|^mysql\.(user|global_priv|db)$|^(master\.)?(sys|dbo)\.(sql_logins|syslogins)$/;

function effectsOfAct(act: PlainAct): readonly Effect[] {
  if (act.kind === 'read') return effectsOfRead(act.verb, act.tables);
  if (act.kind === 'lock')
    return [effectOf('db.write', listed(act.tables), { detail: 'hold locks, or keep the server busy' })];
  if (act.kind === 'write') return [effectOfWrite(act)];
  if (act.kind === 'schema') {
    const marks: EffectMark[] = act.destroys ? ['data-deletion'] : [];
    return [effectOf('db.schema', listed(act.names), { detail: act.verb, marks })];
  }
  if (act.kind === 'identity') return [effectOf('identity.change', listed(act.names), { detail: act.verb })];
  if (act.kind === 'setting') return effectsOfSetting(act);
  return act.kind === 'opaque' ? [unread(act.why)] : [];
}

function effectsOfRead(verb: string, tables: readonly string[]): readonly Effect[] {
  const read = effectOf('db.read', listed(tables), { detail: verb });
  const secrets = tables.filter((table) => SECRET_TABLES.test(table.toLowerCase()));
  return secrets.length === 0
    ? [read]
    : [read, effectOf('secret.read', listed(secrets), { detail: 'read credentials of the database' })];
}

function effectOfWrite({ verb, tables, rows, where }: Extract<SqlAct, { readonly kind: 'write' }>): Effect {
  const isAll = rows === 'existing' && (where === null || isAlwaysTrue(where));
  const marks: EffectMark[] = isAll ? (verb === 'delete' ? ['bulk', 'data-deletion'] : ['bulk']) : [];
  const isSecret = tables.some((table) => SECRET_TABLES.test(table.toLowerCase()));
  const effectClass = isSecret ? 'identity.change' : 'db.write';
  return effectOf(effectClass, listed(tables), { detail: isAll ? `${verb} every row` : verb, marks });
}

/** Settings after which texts are read otherwise, or more is permitted. */
const GRAVE_SETTINGS =
  /^(role|session_authorization|session authorization|standard_conforming_strings|backslash_quote|sql_mode|quoted_identifier|allow_system_table_mods|session_replication_role|row_security|session_preload_libraries|local_preload_libraries|dynamic_library_path|sql_log_bin|sql_safe_updates|foreign_key_checks|writable_schema|trusted_schema|enable_load_extension|pager|temp_tablespaces|default_transaction_read_only|transaction_read_only|log_statement|general_log|general_log_file|slow_query_log_file|secure_file_priv|local_infile|enable_external_access|allow_unsigned_extensions)$/;

function effectsOfSetting({ name, isGlobal }: Extract<SqlAct, { readonly kind: 'setting' }>): readonly Effect[] {
  const plain = name.toLowerCase();
  if (isGlobal || GRAVE_SETTINGS.test(plain))
    return [effectOf('db.schema', name, { detail: 'change how the server works' })];
  return [effectOf('db.read', name, { detail: 'set for the session' })];
}

function listed(names: readonly string[]): string {
  const known = [...new Set(names.filter((name) => name !== ''))];
  return known.length === 0 ? NO_TABLE : known.join(', ');
}

function effectOf(
  effectClass: EffectClass,
  value: string,
  { detail = 'read', marks = [] }: { readonly detail?: string; readonly marks?: readonly EffectMark[] },
): Effect {
  return makeEffect(
    effectClass,
    { kind: 'statement', value: value.slice(0, 256) },
    { detail: `SQL: ${detail}`, marks },
  );
}

function unread(why: string): Effect {
  return makeEffect(
    'unknown',
    { kind: 'statement', value: why.slice(0, 256) },
    { detail: 'SQL that is not understood' },
  );
}

function addUse({ uses }: Found, use: SqlUse): void {
  uses.set(`${use.use}\n${use.value ?? ''}`, use);
}

function addEffect({ effects }: Found, effect: Effect): void {
  const key = `${effect.class}\n${effect.resource.value}\n${effect.detail}\n${effect.marks.join()}`;
  if (!effects.has(key)) effects.set(key, effect);
}
