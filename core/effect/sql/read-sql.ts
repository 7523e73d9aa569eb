import type { ActionPlace } from '../action-place.ts';
import { analyseFile } from '../analyse-file.ts';
import { analyseUrl } from '../analyse-url.ts';
import type { Effect } from '../effect.ts';
import { makeEffect } from '../make-effect.ts';
import { joinReadings, type Reading, readingOf, readShell } from '../reading.ts';
import { analyseSql, type SqlUse } from './analyse-sql.ts';
import type { SqlDialect } from './syntax.ts';

/**
 * Reads an SQL text of a tool's argument: what it does to the database, and the files, shell texts and hosts that it
 * reaches through it. Total. Whose SQL it is, nobody says of a tool, so that it is read by the rules of all dialects.
 */
export function readSql(text: string, place: ActionPlace, dialect: SqlDialect = 'any'): Reading {
  const { effects, uses } = analyseSql(text, { parseSql: place.surroundings.parseSql, dialect });
  return joinReadings([readingOf(...effects), ...uses.map((use) => readUse(use, place))]);
}

/**
 * Reads an argument that was declared to be about a database: SQL for what it says, whatever was declared; a bare name (of
 * a table) and JSON for what was declared.
 */
export function readDatabaseText(
  text: string,
  { declared, place }: { readonly declared: Effect; readonly place: ActionPlace },
): Reading {
  const trimmed = text.trim();
  const isName = [...trimmed].every((character) => /^[\p{L}\p{N}_.$"`-]$/u.test(character));
  const isData = trimmed.startsWith('{') || trimmed.startsWith('[');
  const isClientLine = trimmed.startsWith('.');
  return (isName && !isClientLine) || isData ? readingOf(declared) : readSql(text, place);
}

function readUse({ use, value }: SqlUse, place: ActionPlace): Reading {
  if (value === null) {
    const detail = `${use} what is not known`;
    return readingOf(makeEffect('unknown', { kind: 'statement', value: detail }, { detail }));
  }
  if (use === 'shell') return readShell(value, place);
  if (use === 'connect') {
    const url = value.includes('://') ? value : `https://${value}`;
    return readingOf(...analyseUrl('connect', url, place.surroundings));
  }
  return readingOf(...analyseFile(use === 'write' ? 'write' : 'read', value, { place }));
}
