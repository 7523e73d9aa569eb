import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from '../testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

const APPLYING = [
  'alembic upgrade head',
  'aerich upgrade',
  'prisma migrate dev',
  'prisma db push',
  'drizzle-kit migrate',
  'knex migrate:latest',
  'sequelize db:migrate',
  'typeorm migration:run',
  'node-pg-migrate up',
  'flyway migrate',
  'dbmate up',
  'atlas migrate apply',
  'sqlx migrate run',
  'diesel migration run',
  'rails db:migrate',
  'mix ecto.migrate',
  'python manage.py migrate',
  'php artisan migrate',
];

const LOSING = [
  'alembic downgrade base',
  'prisma migrate reset',
  'prisma migrate deploy',
  'prisma db push --accept-data-loss',
  'prisma migrate frobnicate',
  'prisma db execute --file a.sql',
  'drizzle-kit drop',
  'knex migrate:rollback',
  'sequelize db:drop',
  'sequelize db:migrate:undo:all',
  'typeorm schema:sync',
  'node-pg-migrate down',
  'flyway clean',
  'flyway migrate clean',
  'liquibase dropAll',
  'dbmate drop',
  'atlas schema apply',
  'atlas migrate down',
  'goose reset',
  'sqlx database reset',
  'diesel migration revert',
  'rails db:drop',
  'mix ecto.reset',
  'python manage.py flush',
  'php artisan migrate:fresh',
];

describe('A migration', () => {
  for (const line of APPLYING)
    test(`is code of the project: ${line}`, () => {
      assert.match(effectsOf(line), /process\.run/);
      assert.doesNotMatch(effectsOf(line), /db\.schema|unknown/);
    });

  for (const line of LOSING)
    test(`changes or drops a database: ${line}`, () => assert.match(effectsOf(line), /db\.schema/));

  test('connects to a database that the line names on another machine', () => {
    assert.match(
      effectsOf('flyway -url=jdbc:postgresql://db.example.com/app migrate'),
      /net\.connect db\.example\.com/,
    );
    assert.match(effectsOf('dbmate --url postgres://ada@db.example.com/app up'), /net\.connect db\.example\.com/);
    assert.doesNotMatch(effectsOf('dbmate --url postgres://ada@localhost/app up'), /net\.connect/);
  });
});
