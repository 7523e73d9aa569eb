import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Ways to give a client SQL, and whether the deletion in it is found. */
const DELETES: readonly string[] = [
  "psql -c 'delete from users'",
  'psql shop -c "delete from users"',
  "psql --command='delete from users'",
  "echo 'delete from users' | psql shop",
  "psql shop <<< 'delete from users'",
  'psql shop <<EOF\nselect 1;\ndelete from users;\nEOF',
  "echo 'delete from users' > x.sql; psql -f x.sql",
  "echo 'delete from users' | psql -f -",
  'q=\'delete from users\'; psql -c "$q"',
  "docker exec db psql -c 'delete from users'",
  "mysql -e 'delete from users'",
  "mysql shop --execute='delete from users'",
  "sqlite3 a.db 'delete from users'",
  "echo 'delete from users;' | sqlite3 a.db",
  "duckdb -c 'delete from users'",
  "sqlcmd -Q 'delete from users'",
  "clickhouse-client --query 'delete from users'",
  "cockroach sql -e 'delete from users'",
  "bq query 'delete from users'",
];

describe('SQL is read however a client is given it', () => {
  for (const line of DELETES) test(JSON.stringify(line), () => assert.match(effectsOf(line), /db\.write users/));
});

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ["psql -c '\\! rm a'", 'file.delete a, db.read psql -c \\! rm a'],
  ["psql -c '\\o out.txt'", 'file.write out.txt, db.read psql -c \\o out.txt'],
  ['psql -c "select $x"', 'unknown psql, db.read psql -c select …'],
  ['psql -f x.sql', 'db.write x.sql, file.read x.sql, process.run psql x.sql, db.read psql -f x.sql'],
  ["psql -c '\\i x.sql'", 'db.write x.sql, file.read x.sql, process.run psql x.sql, db.read psql -c \\i x.sql'],
  ['ls | psql -f -', 'unknown psql, process.run psql -, db.read psql -f -'],
  ['cat x.sql | psql', 'file.read x.sql, db.read psql, shell.opaque (it runs what it reads from its input)'],
];

describe('What SQL does beside the database is done by the line', () => {
  for (const [line, effects] of LINES) test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
});
