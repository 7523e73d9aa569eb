import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectsOfSql } from './testing/effects-of-sql.ts';

/** Texts, and what the functions in them do. */
const CALLS: readonly (readonly [string, string])[] = [
  ['select f(1)', 'unknown a function that is not known: f'],
  ["select count(*), pg_catalog.lower('a'), st_area(b)", 'db.read no table'],
  ["select pg_read_file('/x')", 'unknown read a file with the rights of the database, read: /x'],
  ["select lo_export(1, '/x')", 'unknown write a file with the rights of the database, write: /x'],
  ["select pg_file_unlink('/x')", 'unknown write a file with the rights of the database, write: /x'],
  ['select lo_export()', 'unknown write a file with the rights of the database, write: ?'],
  ['select pg_read_file(a || b)', 'unknown read a file with the rights of the database, read: ?'],
  ["select dblink('host=h.example user=x', 'select 1')", 'connect: h.example'],
  ["select dblink('x', 'select 1')", 'connect: ?'],
  ["select dblink_connect('postgres://h.example/d')", 'connect: postgres://h.example/d'],
  ['select dblink_connect(a)', 'connect: ?'],
  ["select query_to_xml('drop table b')", 'db.schema b [data-deletion]'],
  ['select query_to_xml()', 'unknown it runs a text that is not known'],
  ["select load_extension('x')", 'unknown it loads code or runs programs'],
  ["select set_config('role', 'x', true)", 'db.schema role'],
  ["select set_config(a, 'x', true)", 'db.schema a setting that is not known'],
  ["select nextval('a')", 'db.write a'],
  ['select nextval(a)', 'db.write no table'],
  ['select lo_unlink(1)', 'db.schema no table [data-deletion]'],
  ['select lo_unlink()', 'db.schema no table [data-deletion]'],
  ["select pg_backup_start('x')", 'db.schema x'],
  ['select pg_sleep(1)', 'db.write no table'],
  ['select lo_get(1)', 'db.read no table'],
  ['select a.pg_sleep(1)', 'db.write no table'],
  ['select xp_anything(1)', 'unknown it runs xp_anything'],
  ['select dbo.sp_oacreate(1)', 'unknown it runs sp_oacreate'],
  ['select pg_terminate_backend(1)', 'unknown it ends or disturbs sessions of the server'],
  ["select a.lower('b')", 'unknown a function that is not known: a.lower'],
  ['select dblink()', 'unknown it runs a text that is not known, connect: ?'],
  ['select pg_advisory_lock(1)', 'db.write no table'],
];

describe('A function by its name', () => {
  const effectsOf = effectsOfSql('postgres');
  for (const [text, effects] of CALLS) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});
