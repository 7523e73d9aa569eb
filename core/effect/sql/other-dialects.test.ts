import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectsOfSql } from './testing/effects-of-sql.ts';

/** What MySQL and MariaDB would do. */
const MYSQL: readonly (readonly [string, string])[] = [
  ['select 1 # a', 'db.read no table'],
  ['select 1 --1', 'db.read no table'],
  ['select 1 -- 1', 'db.read no table'],
  ["select '\\' '", 'db.read no table'],
  ['select "a\\"" from `b`', 'db.read b'],
  ['/*!50000 drop table a */', 'db.schema a [data-deletion]'],
  ['/*M! drop table a */', 'db.schema a [data-deletion]'],
  ["load data infile 'f' into table a", 'db.write a, unknown read a file with the rights of the database, read: f'],
  ["load data local infile 'f' into table a", 'db.write a, read: f'],
  ['load x', 'unknown it runs load'],
  ["select a into outfile 'f' from b", 'db.read b, unknown write a file with the rights of the database, write: f'],
  ["select 'a;' into outfile 'f'", 'unknown write a file with the rights of the database, write: f'],
  ['select a into @b', 'db.read no table'],
  ["select a into dumpfile 'f'", 'unknown write a file with the rights of the database, write: f'],
  ['system ls -l;', 'shell: ls -l'],
  ['pager', 'shell: '],
  ['pager ls', 'shell: ls'],
  ['source f', 'db.write f [unseen-code], script: f'],
  ['tee f', 'write: f'],
  ['start slave', 'db.read no table'],
  ['start f', 'db.write f [unseen-code], script: f'],
  ['handler a open', 'db.read no table'],
  ['set global a = 1', 'db.schema a'],
  ['set persist a = 1', 'db.schema a'],
  ['set @@global.a = 1', 'db.schema a'],
  ["set password = 'x'", 'identity.change no table'],
  ['set @a = 1', 'db.read @a'],
  ['show create table a', 'db.read no table'],
  ['replace into a values (1)', 'db.write a'],
  ['rename table a to b', 'db.schema a'],
  ['flush a', 'db.schema no table'],
  ['kill 1', 'unknown it would kill'],
  ['delete from a limit 1', 'db.write a [bulk,data-deletion]'],
  ['delete a\u00a0from b', 'db.read b, db.write a [bulk,data-deletion]'],
  ["select _utf8'a'", 'db.read no table'],
  ['call a', 'unknown it calls a procedure'],
  ['unload x', 'unknown it runs unload'],
  ["export database 'd'", 'write: d'],
  ["import database 'd'", 'db.write d [unseen-code], script: d'],
  ['update a set b=1 where c on d', 'db.write a'],
  ['insert ignore into a values (1)', 'db.write a'],
  ['insert a values (1)', 'db.write a'],
  ['system ls\nselect 1', 'shell: ls'],
  ['do 1', 'db.read no table'],
];

/** What SQLite and DuckDB would do. */
const SQLITE: readonly (readonly [string, string])[] = [
  ["attach 'f' as a", 'write: f'],
  ["attach ':memory:' as a", 'db.read no table'],
  ["attach 'file:f' as a", 'write: f'],
  ["attach 'postgres://h.example/d' as a", 'connect: postgres://h.example/d'],
  ['attach a as b', 'write: ?'],
  ['pragma a', 'db.read no table'],
  ['pragma a = 1', 'db.read a'],
  ['pragma table_info(a)', 'db.read no table'],
  ['pragma journal_mode(wal)', 'db.read journal_mode'],
  ['pragma writable_schema = 1', 'db.schema writable_schema'],
  ["vacuum into 'f'", 'db.write no table, write: f'],
  ['select [a] from [b]', 'db.read b'],
  ["select a from 'f.csv'", 'read: f.csv'],
  ['select .5, 1.5e3', 'db.read no table'],
  ['select a\n.b', "unknown the client's command .b"],
  ['x.y', 'unknown a statement that is not known: x'],
  ['pragma', 'db.read no table'],
];

/** What SQL Server would do. */
const TSQL: readonly (readonly [string, string])[] = [
  ['select 1 drop table a', 'db.schema a [data-deletion]'],
  ['select 1 exec b', 'unknown it runs the procedure b'],
  ["exec xp_cmdshell 'ls'", 'unknown run a program with the rights of the database, shell: ls'],
  ['exec xp_cmdshell @a', 'unknown run a program with the rights of the database, shell: ?'],
  ["exec xp_cmdshell 'a' + 'b'", 'unknown run a program with the rights of the database, shell: ?'],
  ["exec master..xp_cmdshell 'ls'", 'unknown run a program with the rights of the database, shell: ls'],
  ["xp_cmdshell 'ls'", 'unknown run a program with the rights of the database, shell: ls'],
  ["exec ('drop table a')", 'db.schema a [data-deletion]'],
  ['exec (@a)', 'unknown it runs a text that is not known'],
  ["exec ('a' + 'b')", 'unknown it runs a text that is not known'],
  ["exec sp_executesql N'drop table a'", 'db.schema a [data-deletion]'],
  ["exec sp_help 'a'", 'db.read no table'],
  ['exec a', 'unknown it runs the procedure a'],
  ['exec', 'unknown it runs the procedure '],
  ["execute immediate 'drop table a'", 'db.schema a [data-deletion]'],
  ["execute as user = 'a'", 'unknown it runs the procedure as'],
  ["select 1 execute as user = 'a'", 'unknown it runs the procedure as'],
  ["bulk insert a from 'f'", 'db.write a, unknown read a file with the rights of the database, db.write a, read: f'],
  ['delete top (1) from a', 'db.write a [bulk,data-deletion]'],
  ['delete from a select b from c where d', 'db.read c, db.write a [bulk,data-deletion]'],
  ['select 1 shutdown', 'unknown it would shutdown'],
  ['select 1 shutdown with nowait', 'unknown it would shutdown'],
  ['shutdown', 'unknown it would shutdown'],
  ['select shutdown from a', 'db.read a'],
  ['select 1 disable trigger a on b', 'db.schema trigger'],
  ['disable trigger a on b', 'db.schema trigger'],
  ['select 1 reconfigure', 'unknown it would reconfigure'],
  ['select update, delete from a', 'db.read a'],
  ['select a.update from b', 'db.read b'],
  ['select a as delete from b', 'db.read b'],
  ['select 1 update a set b = 1', 'db.write a [bulk]'],
  ['select 1 delete @a', 'db.write @a [bulk,data-deletion]'],
  ['create procedure a as delete from b', 'db.read b, db.schema a, db.write b [bulk,data-deletion]'],
  ['create procedure a with execute as owner as select 1', 'db.schema a'],
  ['select $(a)', 'unknown a function that is not known: $'],
  ['if 1=1 drop table a', 'db.schema a [data-deletion]'],
  ['with a (b) as (select 1) select b from a', 'db.read a'],
  ['insert into a exec b', 'db.write a, unknown it runs the procedure b'],
  ['select a from b cross apply c(1) d', 'db.read b, unknown a function that is not known: c'],
  ['select 1 insert b values (1)', 'db.write b'],
  ['bulk', 'db.write no table, unknown read a file with the rights of the database, read: ?'],
];

/** What one of them would do. */
const ANY: readonly (readonly [string, string])[] = [
  ['select 1', 'db.read no table'],
  ["select 'a\\'; drop table b; --'", 'db.schema b [data-deletion]'],
  ['select $$a$$', 'db.read no table'],
  ["select '", 'unknown a quote or a comment is not closed'],
  ['select \u0000 1', 'unknown it holds a NUL character'],
];

describe('Text for MySQL', () => {
  const effectsOf = effectsOfSql('mysql');
  for (const [text, effects] of MYSQL) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

describe('Text for SQLite', () => {
  const effectsOf = effectsOfSql('sqlite');
  for (const [text, effects] of SQLITE) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

describe('Text for SQL Server', () => {
  const effectsOf = effectsOfSql('tsql');
  for (const [text, effects] of TSQL) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

describe('Text for any of them', () => {
  const effectsOf = effectsOfSql('any');
  for (const [text, effects] of ANY) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});
