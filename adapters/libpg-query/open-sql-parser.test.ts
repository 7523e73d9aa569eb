import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SqlAct } from '../../core/effect/sql/syntax.ts';
import { openSqlParser } from './open-sql-parser.ts';

const parse = openSqlParser();

/** Acts as text that can be told by eye. */
function shown(act: SqlAct): string {
  if (act.kind === 'read' || act.kind === 'lock') return `${act.kind} ${act.tables.join('+')}`.trim();
  if (act.kind === 'write') {
    const where = act.where === null ? 'all' : JSON.stringify(act.where);
    return `${act.verb} ${act.tables.join('+')}${act.rows === 'new' ? '' : ` ${where}`}`;
  }
  if (act.kind === 'schema') return `${act.verb} ${act.names.join('+')}${act.destroys ? '!' : ''}`.trim();
  if (act.kind === 'identity') return `identity: ${act.verb} ${act.names.join('+')}`.trim();
  if (act.kind === 'call') return `${act.name}(${act.args.map((arg) => arg ?? '?').join()})`;
  if (act.kind === 'file') return `${act.operation} ${act.side} ${act.path}`;
  if (act.kind === 'shell') return `shell ${act.text}`;
  if (act.kind === 'setting') return `set ${act.name}=${act.value}`;
  return act.kind === 'opaque' ? `opaque: ${act.why}` : act.kind;
}

const other = JSON.stringify({ kind: 'other' });

/** Texts, and what they say. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['SELECT a FROM b, c.d e JOIN f ON true', 'read b+c.d+f'],
  ['SELECT 1 UNION SELECT a FROM b', 'read; read b; read'],
  ['WITH a AS (SELECT b FROM c) SELECT b FROM a', 'read; read c'],
  ['SELECT a FROM b TABLESAMPLE system (1)', 'read b'],
  ['SELECT a FROM b FOR UPDATE', 'read b; lock b'],
  ['SELECT a INTO b FROM c', 'read c; create a table b'],
  ['SELECT a INTO TEMP b FROM c', 'read c; create a temporary table b'],
  ["SELECT F('x'::text, 1, a => 'y')", 'read; f(x,?,y)'],
  ['SELECT u&"\\0066"(1), E\'\\x41\'', 'read; f(?)'],
  ['INSERT INTO a SELECT b FROM c', 'insert a; read c'],
  ['DELETE FROM a', 'delete a all'],
  ['UPDATE a SET b = 1 WHERE CURRENT OF c', `update a ${other}`],
  [
    'MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN DELETE',
    'merge a {"kind":"compare","operator":"=","left":{"kind":"column","value":"a.c"},"right":{"kind":"column","value":"b.c"}}',
  ],
  ['WITH a AS (DELETE FROM b RETURNING c) SELECT c FROM a', 'read; delete b all'],
  ['EXPLAIN DELETE FROM a', 'read'],
  ['EXPLAIN ANALYZE DELETE FROM a', 'read; delete a all'],
  ['PREPARE a AS DELETE FROM b; EXECUTE a', 'delete b all'],
  ['EXECUTE a', 'opaque: a prepared statement that is not known'],
  ['CALL a(1)', 'a(?)'],
  ['DO $$x$$', 'opaque: a block of code'],
  ["LOAD 'a'", 'opaque: it loads a library'],
  ['COPY a FROM STDIN', 'copy a'],
  ["COPY a TO '/b'", 'read a; write server /b'],
  ["COPY a FROM '/b'", 'copy a; read server /b'],
  ["COPY (SELECT b FROM c) TO PROGRAM 'd'", 'read; shell d; read c'],
  ['DROP TABLE a, b.c', 'drop table a+b.c!'],
  ['DROP SCHEMA a', 'drop schema a!'],
  ['DROP VIEW a', 'drop view a'],
  ['DROP FUNCTION a(int)', 'drop function a'],
  ['DROP TYPE a CASCADE', 'drop type a!'],
  ['DROP DATABASE a', 'drop database a!'],
  ['DROP ROLE a', 'identity: drop a role'],
  ['TRUNCATE a, b', 'truncate a+b!'],
  ['ALTER TABLE a ADD b int', 'alter table a'],
  ['ALTER TABLE a DROP b', 'drop column a!'],
  ['ALTER SYSTEM SET a = 1', 'alter system'],
  ['CREATE TABLE a (b int)', 'create a table a'],
  ['CREATE TEMP TABLE a (b int)', 'create a temporary table a'],
  ['CREATE TABLE a AS SELECT b FROM c', 'create a table a; read c'],
  ['CREATE EXTENSION a', 'create extension a'],
  ['CREATE ROLE a', 'identity: create a role a'],
  ['GRANT SELECT ON a TO b', 'grant or revoke a'],
  ['GRANT a TO b', 'identity: grant a role b'],
  ['REVOKE a FROM b', 'identity: revoke a role b'],
  ["SET a = 'b'", 'set a=b'],
  ['SHOW a', 'read'],
  ['VACUUM', 'vacuum '],
  ['LOCK a', 'lock a'],
  ['BEGIN; COMMIT', ''],
  ['', ''],
  [' \n', ''],
];

describe('A text as PostgreSQL understands it', () => {
  for (const [text, acts] of TEXTS) {
    test(JSON.stringify(text), () => {
      const script = parse(text);
      assert.equal(script.problem, null);
      assert.equal(script.acts.map(shown).toSorted().join('; '), acts.split('; ').toSorted().join('; '));
    });
  }
});

/** Conditions, and what was read of them. */
const CONDITIONS: readonly (readonly [string, string])[] = [
  ['1', '{"kind":"term","term":{"kind":"number","value":1}}'],
  ['0.5', '{"kind":"term","term":{"kind":"number","value":0.5}}'],
  ["'x'", '{"kind":"term","term":{"kind":"text","value":"x"}}'],
  ['true', '{"kind":"term","term":{"kind":"truth","value":true}}'],
  ['null', '{"kind":"term","term":{"kind":"truth","value":null}}'],
  ['b', '{"kind":"term","term":{"kind":"column","value":"b"}}'],
  ['f()', '{"kind":"term","term":{"kind":"truth","value":true}}'],
  ['f(b)', '{"kind":"term","term":{"kind":"other"}}'],
  ['NOT false', '{"kind":"not","operand":{"kind":"term","term":{"kind":"truth","value":false}}}'],
  [
    'b OR true',
    '{"kind":"or","operands":[{"kind":"term","term":{"kind":"column","value":"b"}},{"kind":"term","term":{"kind":"truth","value":true}}]}',
  ],
  [
    'b > -1',
    '{"kind":"compare","operator":">","left":{"kind":"column","value":"b"},"right":{"kind":"number","value":-1}}',
  ],
  [
    "b LIKE '%'",
    '{"kind":"compare","operator":"like","left":{"kind":"column","value":"b"},"right":{"kind":"text","value":"%"}}',
  ],
  ["b NOT LIKE '%'", other],
  ['b BETWEEN 1 AND 2', other],
  ['b IS NULL', other],
  [
    'b IS NOT NULL',
    '{"kind":"compare","operator":"is not null","left":{"kind":"column","value":"b"},"right":{"kind":"other"}}',
  ],
  ['b IN (SELECT b FROM a)', '{"kind":"term","term":{"kind":"truth","value":true}}'],
  ['b IN (SELECT b FROM a WHERE c)', other],
  ['now() > f(1)', '{"kind":"term","term":{"kind":"truth","value":true}}'],
];

describe('A condition, as far as it matters whether it leaves anything out', () => {
  for (const [text, condition] of CONDITIONS) {
    test(text, () => {
      const [act] = parse(`DELETE FROM a WHERE ${text}`).acts.filter(({ kind }) => kind === 'write');
      assert.equal(JSON.stringify(act?.kind === 'write' ? act.where : null), condition);
    });
  }
});

describe('A text that PostgreSQL would refuse, or that is too much for it, has a problem and no acts', () => {
  const TOO_MUCH = [
    'SELEC 1',
    "SELECT '",
    'SELECT 1\0; DROP TABLE a',
    `SELECT ${'('.repeat(15_000)}`,
    '/*'.repeat(5_000),
    `SELECT 1 ${'+-'.repeat(200)} 1`,
    `SELECT ${'1,'.repeat(20_000)}1`,
  ];
  for (const text of TOO_MUCH) {
    test(JSON.stringify(text).slice(0, 60), () => {
      const { acts, problem } = parse(text);
      assert.notEqual(problem, null);
      assert.deepEqual(acts, []);
      assert.equal(parse('SELECT 1').problem, null, 'the parser works on');
    });
  }

  test('a line of one character is none of them', () => {
    assert.equal(parse(`/*${'*'.repeat(500)}*/ SELECT 1 -- ${'='.repeat(500)}`).problem, null);
  });
});

test('a thousand texts take no more memory than the first', () => {
  for (let round = 0; round < 50; round++) parse('SELECT a FROM b WHERE c = 1');
  const before = process.memoryUsage.rss();
  for (let round = 0; round < 1_000; round++) parse('SELECT a FROM b WHERE c = 1');
  const grownMb = (process.memoryUsage.rss() - before) / 1_000_000;
  assert.ok(grownMb < 80, `grew by ${grownMb} MB`);
});
