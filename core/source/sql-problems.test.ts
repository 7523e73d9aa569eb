import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sqlProblems } from './sql-problems.ts';

const VALID: readonly string[] = [
  '',
  'select 1',
  "SELECT 'it''s'; delete from t where a in (1, 2);",
  "insert into t values ('\\'a');",
  'select `a`, "d;" from t # comment (',
  'select `a`, [b c)] from t',
  "select $tag$ it's ( $tag$;",
  '/* outer /* inner */ select 1 */ select 2',
  'create procedure p() begin x := 1; whatever y; end;',
  '\\connect db\nselect 1;\n\\d (x',
  "copy t from stdin;\n1\tit's (\n\\.\nselect 1;",
  'USE db\nGO\nPRINT 1;',
  '(select 1) union (select 2);',
  'pragma journal_mode = wal; attach x as y;',
];

const INVALID: readonly (readonly [string, readonly string[]])[] = [
  ['selec * from t;', ['1:1 found `selec`, want a statement']],
  ['select 1;\nfrmo t;', ['2:1 found `frmo`, want a statement']],
  ["select 'a from t;", ['1:8 found a quote or comment that is never closed, want its end']],
  ['select 1 /* x', ['1:14 found a quote or comment that is never closed, want its end']],
  ['/* x', ['1:5 found a quote or comment that is never closed, want its end']],
  ['create table t (a int;\nselect 1;', ['1:16 found `(` that is not closed before `;`, want `)`']],
  ['select (1', ['1:8 found `(` that is never closed, want `)`']],
  ['select 1);', ['1:9 found `)` that closes nothing']],
];

describe('A text that some database takes has no problem', () => {
  for (const text of VALID) test(JSON.stringify(text), () => assert.deepEqual(sqlProblems(text), []));
});

describe('A text that no database takes has its problems by line and column', () => {
  for (const [text, problems] of INVALID)
    test(JSON.stringify(text), () => {
      const found = sqlProblems(text).map(({ line, column, message }) => `${line}:${column} ${message}`);
      assert.deepEqual(found, problems);
    });
});

test('names at most ten problems', () => {
  assert.equal(sqlProblems('foo;'.repeat(20)).length, 10);
  assert.equal(sqlProblems('select 1);'.repeat(20)).length, 10);
  assert.equal(sqlProblems(`select ${'('.repeat(20)}`).length, 10);
});

test('keeps the lines of what follows rows of data', () => {
  const [problem] = sqlProblems("copy t from stdin;\nit's\n\\.\nselec 1;");
  assert.equal(problem?.line, 4);
});
