import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { sampleAction } from '../../ports/conformance/sample-records.ts';
import { entriesAt, write } from '../../ports/conformance/write-batch.ts';
import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';
import { migrate } from './migrations.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';
import { MIGRATIONS } from './schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-migrations-'));
after(() => rmSync(directory, { recursive: true }));

function freshPath(): string {
  return join(mkdtempSync(join(directory, 'store-')), 'store.db');
}

/** Runs SQL on a file as another program would. */
function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

function assertRefusedUnchanged(path: string, { code, message }: { code: StoreErrorCode; message: RegExp }): void {
  chmodSync(path, 0o644);
  const before = readFileSync(path);
  for (const readOnly of [false, true]) {
    assert.throws(
      () => openSqliteStores({ path, readOnly }),
      (error) => {
        assert.ok(error instanceof StoreError);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, message);
        return true;
      },
    );
  }
  assert.deepEqual(readFileSync(path), before);
  assert.equal(statSync(path).mode & 0o777, 0o644);
}

/** A store of version 1 with one action in it, and a next version that adds a column and fills it. */
const NEXT = [...MIGRATIONS, `ALTER TABLE action ADD COLUMN weight INTEGER NOT NULL DEFAULT 7`];

async function storeOfVersion1(): Promise<string> {
  const path = freshPath();
  const database = new DatabaseSync(path);
  migrate(database, { path, migrations: MIGRATIONS.slice(0, 1) });
  database.close();
  return path;
}

describe('migrations', () => {
  it('make a store from nothing and from an empty file', async () => {
    for (const prepare of [() => {}, (path: string) => writeFileSync(path, '')]) {
      const path = freshPath();
      prepare(path);
      const stores = openSqliteStores({ path });
      assert.equal(await stores.ledger.loadHead(), null);
      await stores.close();
    }
  });

  it('bring every version since the first to the newest, with what is in it', async () => {
    const path = await storeOfVersion1();
    const stores = openSqliteStores({ path });
    await write(stores, { kind: 'action.create', record: sampleAction() });
    assert.deepEqual(await stores.actions.find(sampleAction().id), sampleAction());
    await stores.close();
  });

  it('run once each, in order, and keep what was there', async () => {
    const path = await storeOfVersion1();
    const stores = openSqliteStores({ path });
    await write(stores, { kind: 'action.create', record: sampleAction() });
    await stores.close();
    const database = new DatabaseSync(path);
    migrate(database, { path, migrations: NEXT });
    migrate(database, { path, migrations: NEXT });
    assert.deepEqual(
      { ...database.prepare('SELECT id, weight FROM action').get() },
      { id: sampleAction().id, weight: 7 },
    );
    assert.deepEqual({ ...database.prepare('PRAGMA user_version').get() }, { user_version: NEXT.length });
    database.close();
  });

  it('leave the version before a failing one whole', async () => {
    const path = await storeOfVersion1();
    const database = new DatabaseSync(path);
    const failing = [...NEXT, 'CREATE TABLE half (a); DROP TABLE action; INSERT INTO nowhere VALUES (1)'];
    assert.throws(() => migrate(database, { path, migrations: failing }), /nowhere/);
    assert.deepEqual({ ...database.prepare('PRAGMA user_version').get() }, { user_version: NEXT.length });
    assert.equal(database.prepare('SELECT weight FROM action').get(), undefined);
    assert.throws(() => database.prepare('SELECT * FROM half'), /no such table/);
    database.close();
  });

  it('refuse a newer schema, naming both versions, and leave it as it is', async () => {
    const path = await storeOfVersion1();
    tamper(path, 'PRAGMA user_version = 4711');
    const message = new RegExp(`schema version 4711, wanted ${MIGRATIONS.length} or older`);
    assertRefusedUnchanged(path, { code: 'store.newer-schema', message });
  });

  it('refuse the file of another program, and leave it as it is', () => {
    const other = freshPath();
    tamper(other, 'CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1); PRAGMA user_version = 1');
    assertRefusedUnchanged(other, { code: 'store.corrupt', message: /application id 0.*another program/ });
    const marked = freshPath();
    tamper(marked, 'PRAGMA application_id = 1234; PRAGMA user_version = 1');
    assertRefusedUnchanged(marked, { code: 'store.corrupt', message: /application id 1234.*another program/ });
  });

  it('refuse what is no database, and leave it as it is', () => {
    const path = freshPath();
    writeFileSync(path, 'not a database, but long enough to be taken for one\n'.repeat(200));
    assertRefusedUnchanged(path, { code: 'store.corrupt', message: /not a database/ });
  });

  it('refuse our own mark without a version', async () => {
    const path = await storeOfVersion1();
    tamper(path, 'PRAGMA user_version = -1');
    assertRefusedUnchanged(path, { code: 'store.corrupt', message: /schema version -1/ });
  });

  it('are not run by a store that is only read', async () => {
    const path = freshPath();
    writeFileSync(path, '');
    assert.throws(
      () => openSqliteStores({ path, readOnly: true }),
      (error) => error instanceof StoreError && error.code === 'store.read-only' && /version 0/.test(error.message),
    );
    const stores = openSqliteStores({ path });
    assert.deepEqual(await stores.ledger.commit(entriesAt(0, 1)), { ok: true });
    await stores.close();
  });
});
