import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAlwaysTrue } from './always-true.ts';
import type { SqlTerm } from './syntax.ts';
import { effectsOfSql } from './testing/effects-of-sql.ts';

/** Texts, and what they do: `bulk` where the condition leaves nothing out. */
const CONDITIONS: readonly (readonly [string, string])[] = [
  ['delete from a', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b = 1', 'db.write a'],
  ['delete from a where 1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where 0', 'db.write a'],
  ["delete from a where 'x'", 'db.write a [bulk,data-deletion]'],
  ["delete from a where ''", 'db.write a'],
  ['delete from a where null', 'db.write a'],
  ['delete from a where not true', 'db.write a'],
  ['delete from a where not (false and b)', 'db.write a [bulk,data-deletion]'],
  ['delete from a where not (false or false)', 'db.write a [bulk,data-deletion]'],
  ['delete from a where not 1 = 2', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b', 'db.write a'],
  ['delete from a where (b = b) and (1 = 1)', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b.c = B.c', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b <> b', 'db.write a'],
  ['delete from a where b = c', 'db.write a'],
  ['delete from a where b is not null', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b is null', 'db.write a'],
  ["delete from a where b like '%%'", 'db.write a [bulk,data-deletion]'],
  ["delete from a where b like 'x%'", 'db.write a'],
  ['delete from a where b > -1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b != 0', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b < 0', 'db.write a'],
  ['delete from a where 1 < 2', 'db.write a [bulk,data-deletion]'],
  ['delete from a where 2 <= 1', 'db.write a'],
  ['delete from a where 2 > 1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where 1 >= 1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where 1 <> 1', 'db.write a'],
  ["delete from a where '1' = 1", 'db.write a [bulk,data-deletion]'],
  ["delete from a where 'a' like 'a'", 'db.write a [bulk,data-deletion]'],
  ['delete from a where true = true', 'db.write a [bulk,data-deletion]'],
  ['delete from a where 1 ~ 1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where now() > 1', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b in (select b from a)', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b in (select b from a where c)', 'db.write a'],
  ['delete from a where b not in (select b from a)', 'db.write a'],
  ['delete from a where exists (select b from a)', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b = 1 + 1', 'db.write a'],
  ["delete from a where b ~ 'x'", 'db.write a'],
  ['delete from a where a.b. = 1', 'db.write a'],
  ['delete from a where b = (1)', 'db.write a'],
  ['delete from a where b = ()', 'db.write a'],
  ['delete from a where ((b) = (b))', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b returning c', 'db.write a'],
  ['delete from a where', 'db.write a'],
  ['delete from a where b = 1 or true', 'db.write a [bulk,data-deletion]'],
  ['delete from a where b || c', 'db.write a'],
  ['delete from a where not not true', 'db.write a [bulk,data-deletion]'],
  ['delete from a where not not false', 'db.write a'],
  ['delete from a where ? = 1', 'db.write a'],
  ['delete from a where (b', 'db.write a'],
  ['delete from a where null = null', 'db.write a [bulk,data-deletion]'],
];

describe('A condition that leaves nothing out is none', () => {
  const effectsOf = effectsOfSql('postgres');
  for (const [text, effects] of CONDITIONS) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

test('two values are compared by operators that are known', () => {
  const one: SqlTerm = { kind: 'number', value: 1 };
  const compare = (operator: string): boolean => isAlwaysTrue({ kind: 'compare', operator, left: one, right: one });
  assert.ok(compare('is not distinct from'));
  assert.ok(!compare('+'));
});
