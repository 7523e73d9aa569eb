import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectsOfSql } from './testing/effects-of-sql.ts';

/** Lines of psql and mysql. */
const BACKSLASHES: readonly (readonly [string, string])[] = [
  ['\\! ls', 'shell: ls'],
  ['\\dt', 'db.read no table'],
  ['\\?', 'db.read no table'],
  ['\\;drop table a', 'db.schema a [data-deletion]'],
  ['\\d a \\\\ drop table b', 'db.schema b [data-deletion]'],
  ['\\g', 'db.read no table'],
  ['\\g f', 'unknown a statement that is not known: f, write: f'],
  ['\\gx |ls', 'unknown a statement that is not known: |, shell: ls'],
  ['\\o', "unknown the client's command \\o"],
  ['\\o f', 'write: f'],
  ['\\o |ls', 'shell: ls'],
  ['\\w f', 'write: f'],
  ['\\i f', 'db.write f [unseen-code], script: f'],
  ['\\ir', 'db.write a file [unseen-code], script: ?'],
  ["\\copy a from 'f'", 'db.write a, read: f'],
  ['\\copy a to stdout', 'db.read a'],
  ['\\copy (select 1) to f', 'db.read (select 1), write: f'],
  ["\\copy a to program 'ls'", 'db.read a, shell: ls'],
  ['\\copy a from program', 'db.write a, shell: ?'],
  ['\\copy a', 'unknown a copy that cannot be read'],
  ['\\P', "unknown the client's command \\P"],
  ['\\P ls', 'shell: ls'],
  ['\\c', 'db.read no table'],
  ['\\c x', 'connect: ?'],
  ['\\password a', 'identity.change a'],
  ['\\set a b', 'db.read psql a'],
  ['\\set PROMPT1 `ls`', "unknown the client's command \\set, shell: ls"],
  ['\\echo `ls`', 'shell: ls'],
  ['\\e', "unknown the client's command \\e"],
  ['\\unknown', "unknown the client's command \\unknown"],
  ['select 1 \\gexec', "unknown the client's command \\gexec"],
  ['\\. f', 'db.write f [unseen-code], script: f'],
  ['\\copy a from', 'db.write a, read: '],
  ['\\copy', 'unknown a copy that cannot be read'],
  ['\\dt \\! ls', 'shell: ls'],
];

/** Lines of the SQLite and DuckDB shells. */
const DOTS: readonly (readonly [string, string])[] = [
  ['.tables', 'db.read no table'],
  ['.shell ls', 'shell: ls'],
  ['.system ls', 'shell: ls'],
  ['.sh ls', 'shell: ls'],
  ['.output', 'db.read no table'],
  ['.output off', 'db.read no table'],
  ['.output f', 'write: f'],
  ['.output |ls', 'shell: ls'],
  ['.once -e', 'unknown it opens another program'],
  ['.once f', 'write: f'],
  ['.backup main f', 'write: f'],
  ['.read f', 'db.write f [unseen-code], script: f'],
  ['.read |ls', 'shell: ls'],
  [".read '|ls'", 'shell: ls'],
  ['.import f a', 'db.write a, read: f'],
  [".import '|ls' a", 'db.write a, shell: ls'],
  ['.import --csv f a', 'db.write a, read: f'],
  ['.open', 'db.read no table'],
  ['.open f', 'write: f'],
  ['.restore f', 'write: f'],
  ['.log f', 'write: f'],
  ['.unknown', "unknown the client's command .unknown"],
];

/** Lines of sqlcmd and SQL*Plus. */
const COLONS: readonly (readonly [string, string])[] = [
  ['!! ls', 'shell: ls'],
  ['!ls', 'shell: ls'],
  ['!= 1', 'unknown a statement that is not known: !='],
  [':!! ls', 'shell: ls'],
  [':r f', 'db.write f [unseen-code], script: f'],
  [':out f', 'write: f'],
  [':error f', 'write: f'],
  [':on error exit', 'db.read no table'],
  [':connect h', 'connect: ?'],
  [':list', 'db.read no table'],
  [':setvar a b', "unknown the client's command :setvar"],
  [':: x', 'unknown a statement that is not known: ::'],
];

describe('A line that begins with a backslash is for the client', () => {
  const effectsOf = effectsOfSql('postgres');
  for (const [text, effects] of BACKSLASHES) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

describe('A line that begins with a dot is for the client', () => {
  const effectsOf = effectsOfSql('sqlite');
  for (const [text, effects] of DOTS) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});

describe('A line that begins with a colon or an exclamation mark is for the client', () => {
  const effectsOf = effectsOfSql('tsql');
  for (const [text, effects] of COLONS) test(JSON.stringify(text), () => assert.equal(effectsOf(text), effects));
});
