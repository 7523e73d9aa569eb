import { READS_REMOTE, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CHANGES_SCHEMA, READS_DATABASE } from './development-acts.ts';

type Options = { readonly [names: string]: OptionRule };

/**
 * Brings a database to what the project describes: code of the project that changes the database which the project names,
 * as its tests and servers do. What goes back, drops or empties, and what takes losing data for granted is a change of the
 * schema that is asked about, and so is a word that is not known.
 */
const APPLIES: ProgramRule = { does: RUNS_PROJECT_CODE };
/** Several commands may stand behind one another (`flyway migrate clean`), or a word of the command's own (`atlas migrate down`). */
const APPLIES_TEXTS: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  verbs: [
    {
      verbs: ['clean', 'undo', 'down*', 'drop*', 'reset', 'redo', 'rollback*', 'rebase', 'set', 'rm', 'repair'],
      does: CHANGES_SCHEMA,
    },
  ],
};
const DROPS: ProgramRule = { does: CHANGES_SCHEMA };
const READS: ProgramRule = { does: READS_DATABASE };
const PROJECT: ProgramRule = { does: RUNS_PROJECT_CODE };

/** Where the database is, where the command line says it: on another machine it is connected to. */
const DATABASE: Options = {
  '-url --url -u --database-url --dev-url --to-url -database -D --db-url -c-url': 'database',
  '-host --host': 'server',
};

/** Migrations that are texts of SQL, and the files that they stand in. */
const SQL_OPTIONS: Options = {
  ...DATABASE,
  '-user -password -path -source -dir --dir -d --migrations-dir -e --env --schema-file -s --username --password':
    'text',
  '-configFiles --defaultsFile --defaults-file --changelog-file --config -c -dbconfig': 'script',
};

/** Object-relational mappers of JavaScript: their configuration is code. */
const MAPPER_OPTIONS: Options = {
  '--schema --config --knexfile -d --dataSource': 'script',
  '--accept-data-loss --force-reset --force --drop-schema': { does: CHANGES_SCHEMA },
  '--url --database-url': 'database',
};

/** Brings databases up to what a project describes. */
export const MIGRATIONS: ProgramTable = {
  'prisma drizzle-kit typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm sequelize sequelize-cli knex mikro-orm': {
    does: RUNS_PROJECT_CODE,
    options: MAPPER_OPTIONS,
    subcommands: {
      'generate validate format version help studio check init': PROJECT,
      // They only write the file of a migration.
      'migration:generate migration:create migrate:make seed:make model:generate seed:generate': PROJECT,
      'migrate:latest migrate:up migrate:status migrate:list migrate:currentVersion seed:run': APPLIES,
      'db:migrate db:migrate:status db:create db:seed db:seed:all migration:up migration:run migration:show': APPLIES,
      'migration:list migration:pending migration:check schema:log': APPLIES,
      migrate: {
        does: RUNS_PROJECT_CODE,
        subcommands: {
          'status diff list': { does: READS_REMOTE },
          // `deploy` is how it is applied to what is in use.
          dev: { does: RUNS_PROJECT_CODE },
          '*': DROPS,
        },
      },
      // What would lose data is refused without an option that allows it.
      db: { does: RUNS_PROJECT_CODE, subcommands: { 'push pull seed': APPLIES, '*': DROPS } },
      '*': DROPS,
    },
  },
  'node-pg-migrate db-migrate kysely umzug zenstack': {
    does: RUNS_PROJECT_CODE,
    options: MAPPER_OPTIONS,
    subcommands: {
      'create make generate migrate:make seed:make': PROJECT,
      'up migrate:latest migrate:up migrate:list pending executed list seed:run seed': APPLIES,
      '*': DROPS,
    },
  },
  'alembic yoyo aerich': {
    options: { '-c --config': 'script', '-x -n --name -m --message': 'text', '-d --database': 'database' },
    subcommands: {
      'history current heads branches show check list': { does: RUNS_PROJECT_CODE },
      'revision init merge migrate init-migrations new inspectdb': PROJECT,
      'upgrade apply init-db': APPLIES,
      '*': DROPS,
    },
  },
  'flyway liquibase dbmate goose migrate sqitch atlas skeema bytebase tern': {
    style: 'words',
    options: SQL_OPTIONS,
    subcommands: {
      'info status validate version help diff history list show inspect lint plan updateSQL log verify': READS,
      'new create init': { does: 'file.write' },
      'migrate up update deploy up-by-one wait': APPLIES_TEXTS,
      // It takes away what is not described.
      schema: { subcommands: { 'inspect diff fmt plan': READS, '*': DROPS } },
      '*': DROPS,
    },
  },
  'sqlx sqlx-cli diesel sea-orm-cli': {
    does: RUNS_PROJECT_CODE,
    options: { ...DATABASE, '-s --source --migration-dir --config-file': 'read' },
    subcommands: {
      'prepare print-schema generate completions': PROJECT,
      migrate: {
        does: RUNS_PROJECT_CODE,
        options: DATABASE,
        subcommands: {
          'run up': APPLIES,
          'info status': READS,
          'add generate init build-script': { does: CHANGES_PROJECT },
          '*': DROPS,
        },
      },
      migration: {
        subcommands: { run: APPLIES, 'list pending': READS, generate: { does: CHANGES_PROJECT }, '*': DROPS },
      },
      'database setup': {
        does: RUNS_PROJECT_CODE,
        options: DATABASE,
        subcommands: { 'create setup': APPLIES, '*': DROPS },
      },
      '*': DROPS,
    },
  },
};
