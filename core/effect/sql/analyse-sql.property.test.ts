import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSqlParser } from '../../../adapters/libpg-query/open-sql-parser.ts';
import { unparsedSql } from '../../testing/unparsed-sql.ts';
import { analyseSql, MAX_SQL_LENGTH } from './analyse-sql.ts';
import type { SqlDialect } from './syntax.ts';

const parseSql = openSqlParser();

const dialect = fc.constantFrom<SqlDialect>('postgres', 'mysql', 'sqlite', 'tsql', 'any');
const piece = fc.constantFrom(
  ...(
    'select insert into values update set delete from where drop table users a b 1 0 true null or and not ( ) , ; . = < >' +
    " * 'x' 'x ''\" \" ` [ ] -- # /* */ /*! $$ $a$ \\ \\! .shell :x ? @x exec grant merge copy to program explain analyze" +
    ' with as union exists in like is e n U& \n \t \u00a0 \u200b \u0414 \ud800'
  ).split(' '),
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

test('every text has an effect, the same each time, and nothing is thrown', () => {
  fc.assert(
    fc.property(text, dialect, (sql, of) => {
      const analysis = analyseSql(sql, { parseSql, dialect: of });
      assert.ok(analysis.effects.length + analysis.uses.length > 0);
      assert.deepEqual(analyseSql(sql, { parseSql, dialect: of }), analysis);
    }),
    { numRuns: 600 },
  );
});

test('a destructive statement stays one behind any other text that ends', () => {
  const harmless = fc.constantFrom(
    'SELECT 1',
    "SELECT 'a'",
    'SHOW x',
    '/* a */',
    '-- a\n',
    'BEGIN',
    '',
    'SELECT "a" FROM b',
  );
  const blanks = fc
    .array(fc.constantFrom(' ', '\n', '\t', '/**/', ' /* x */ '), { maxLength: 4 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(harmless, blanks, dialect, (before, blank, of) => {
      const { effects } = analyseSql(`${before};${blank}DROP${blank} TABLE users`, { parseSql, dialect: of });
      assert.ok(effects.some(({ class: effectClass }) => effectClass !== 'db.read'));
    }),
    { numRuns: 200 },
  );
});

/** Texts on which a careless reader is quadratic. */
const WORST = [
  '(',
  '1+',
  'a=1 or ',
  "'",
  '/*',
  '/* ',
  '$a$',
  '\\x\n',
  '.x\n',
  'a.',
  'f(',
  'into x ',
  'not ',
  '/*!',
  '[',
  ':',
];
const NESTED = [
  '(delete from a where ',
  'delete from a ',
  'case when ',
  "exec('x');",
  'select 1 for update ',
  'from a, ',
];

/** A bound that no machine misses, and that a reader that is quadratic in 64 KB does. */
const MAX_MS = 8_000;

for (const unit of [...WORST, ...NESTED]) {
  test(`64 KB of ${JSON.stringify(unit)} are read in time`, () => {
    const sql = `select ${unit.repeat(Math.floor((MAX_SQL_LENGTH - 7) / unit.length))}`;
    const started = process.cpuUsage();
    analyseSql(sql, { parseSql, dialect: 'any' });
    analyseSql(sql, { parseSql: unparsedSql, dialect: 'any' });
    assert.ok(process.cpuUsage(started).user < MAX_MS * 1_000);
  });
}
