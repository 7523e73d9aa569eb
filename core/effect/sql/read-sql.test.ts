import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { surroundingsOf } from '../../decide.ts';
import { actionOf, factsOf, policyOf } from '../../testing/samples.ts';
import { placeOf } from '../action-place.ts';
import { makeEffect } from '../make-effect.ts';
import type { Reading } from '../reading.ts';
import { MAX_SQL_LENGTH } from './analyse-sql.ts';
import { readDatabaseText, readSql } from './read-sql.ts';

const PLACE = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf()));

function classesOf({ effects }: Reading): string {
  return effects.map(({ class: effectClass, resource }) => `${effectClass} ${resource.value}`).join(', ');
}

/** Texts of a tool's argument, and what they do beside the database. */
const TEXTS: readonly (readonly [string, string])[] = [
  ['select a from b', 'db.read b'],
  ["attach 'x.db' as a", 'file.write /home/ada/site/x.db'],
  ["select a from 'x.csv'", 'file.read /home/ada/site/x.csv'],
  ['attach a as b', 'unknown write what is not known'],
  [".import '|ls' a", 'db.write a, shell.opaque ls'],
  ['\\connect x', 'unknown connect what is not known'],
  ["attach 'postgres://h.example/a' as b", 'unknown postgres://h.example/a'],
  ["select a, b from c where dblink_connect('host=h.example')", 'db.read c, net.connect h.example'],
];

describe('An SQL text of a tool', () => {
  for (const [text, effects] of TEXTS) {
    test(JSON.stringify(text), () => assert.equal(classesOf(readSql(text, PLACE)), effects));
  }
});

describe('An argument that was declared to be about a database', () => {
  const declared = makeEffect('db.write', { kind: 'other', value: 'users' }, { detail: 'x' });
  const read = (text: string): string => classesOf(readDatabaseText(text, { declared, place: PLACE }));

  for (const text of ['', 'users', 'shop.users', '"Users"', '{"a": 1}', '[1, 2]']) {
    test(`is what was declared where it is a name or data: ${JSON.stringify(text)}`, () =>
      assert.equal(read(text), 'db.write users'));
  }

  test('is what it says where it is SQL', () => {
    assert.equal(read('select a from b'), 'db.read b');
    assert.equal(read('drop table b'), 'db.schema b');
    assert.equal(read('.tables'), 'db.read no table');
  });
});

describe('Work on one text is bounded', () => {
  test(`a text of more than ${MAX_SQL_LENGTH} characters is not read`, () => {
    assert.equal(
      classesOf(readSql('a'.repeat(MAX_SQL_LENGTH + 1), PLACE)),
      'unknown it is longer than 65536 characters',
    );
  });

  test('after 2,000 acts no more are listed', () => {
    assert.match(classesOf(readSql('select f();'.repeat(800), PLACE)), /unknown it does more than can be listed/);
  });

  test('after 200 verbs of one statement no more are listed', () => {
    assert.match(
      classesOf(readSql(`select 1 ${'grant a '.repeat(202)}`, PLACE)),
      /unknown it does more than can be listed/,
    );
    assert.match(
      classesOf(readSql(`select 1 ${'into a '.repeat(202)}`, PLACE)),
      /unknown it does more than can be listed/,
    );
  });

  test('texts in texts are read four deep', () => {
    const quoted = (text: string, depth: number): string =>
      depth === 0 ? text : quoted(`exec('${text.replaceAll("'", "''")}')`, depth - 1);
    assert.equal(classesOf(readSql(quoted('drop table a', 4), PLACE)), 'db.schema a');
    assert.equal(classesOf(readSql(quoted('drop table a', 5), PLACE)), 'unknown it runs a text that is not known');
  });

  test('conditions are read 24 deep', () => {
    const where = (depth: number): string => `delete from a where ${'('.repeat(depth)}true${')'.repeat(depth)}`;
    const isBulk = (text: string): boolean => readSql(text, PLACE).effects.some(({ marks }) => marks.includes('bulk'));
    assert.ok(isBulk(where(24)));
    assert.ok(!isBulk(where(25)));
  });

  test('a condition of more than 2,000 tokens counts as none', () => {
    const { effects } = readSql(`delete from a where ${'b = 1 and '.repeat(600)} c = 2`, PLACE);
    assert.ok(effects.some(({ marks }) => marks.includes('bulk')));
  });
});
