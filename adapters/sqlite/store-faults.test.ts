import assert from 'node:assert/strict';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { assertStoreError } from '../../ports/conformance/open-stores.ts';
import {
  HALTED,
  sampleAction,
  sampleApproved,
  sampleSession,
  sampleToken,
} from '../../ports/conformance/sample-records.ts';
import { batchAt, entriesAt, write } from '../../ports/conformance/write-batch.ts';
import type { LedgerBatch } from '../../ports/ledger-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { type Connection, openConnection } from './connection.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';
import { createSqliteActionStore } from './sqlite-action-store.ts';
import { createSqliteLedgerStore } from './sqlite-ledger-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-faults-'));
after(() => rmSync(directory, { recursive: true }));

function freshPath(): string {
  return join(mkdtempSync(join(directory, 'store-')), 'store.db');
}

/** Runs a check on a store whose connection it can hinder. */
async function withConnection(check: (connection: Connection, path: string) => Promise<void>): Promise<void> {
  const path = freshPath();
  const connection = openConnection({ path });
  try {
    await check(connection, path);
  } finally {
    connection.close();
  }
}

/** A batch with a change and 400 KB of payloads on top of a log of `size` entries. */
function largeBatch(size: number): LedgerBatch {
  const record = sampleAction({ id: `action ${size}` });
  const batch = batchAt(size, [[{ kind: 'action.create', record }]]);
  return { ...batch, payloads: [{ entryIndex: size, salt: '', sealed: new Uint8Array(400_000).fill(1) }] };
}

describe('a full disk', () => {
  it('refuses the commit whole, and writes again once there is room', async () => {
    await withConnection(async (connection) => {
      const ledger = createSqliteLedgerStore(connection);
      const actions = createSqliteActionStore(connection);
      assert.deepEqual(await ledger.commit(largeBatch(0)), { ok: true });
      const { page_count: pages } = { ...connection.database.prepare('PRAGMA page_count').get() };
      connection.database.exec(`PRAGMA max_page_count = ${Number(pages) + 20}`);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await assertStoreError(ledger.commit(largeBatch(1)), 'store.full');
        assert.deepEqual(await ledger.loadHead(), largeBatch(0).head);
        assert.equal((await ledger.readEntries({ fromIndex: 0, limit: 9 })).length, 1);
        assert.equal(await ledger.readPayload(1), null);
        assert.equal(await actions.find('action 1'), null);
      }
      assert.deepEqual(await ledger.commit(entriesAt(1, 1)), { ok: true });
      connection.database.exec('PRAGMA max_page_count = 1000000');
      assert.deepEqual(await ledger.commit(largeBatch(2)), { ok: true });
    });
  });
});

describe('a store that cannot be written', () => {
  it('refuses what would write when it was opened for reading', async () => {
    const path = freshPath();
    const writer = openSqliteStores({ path });
    await writer.ledger.commit(largeBatch(0));
    await writer.close();
    const stores = openSqliteStores({ path, readOnly: true });
    const { ledger, actions } = stores;
    await assertStoreError(ledger.commit(entriesAt(1, 1)), 'store.read-only');
    await assertStoreError(ledger.erasePayload(0), 'store.read-only');
    await assertStoreError(ledger.saveCosignedNote(largeBatch(0).head), 'store.read-only');
    assert.equal((await ledger.loadHead())?.size, 1);
    assert.equal((await ledger.readPayload(0))?.sealed.length, 400_000);
    assert.equal((await actions.find('action 0'))?.id, 'action 0');
    await stores.close();
    await assertStoreError(ledger.loadHead(), 'store.closed');
  });

  it('says so when the database turns read-only under it', async () => {
    await withConnection(async (connection) => {
      const ledger = createSqliteLedgerStore(connection);
      connection.database.exec('PRAGMA query_only = ON');
      await assertStoreError(ledger.commit(entriesAt(0, 1)), 'store.read-only');
      connection.database.exec('PRAGMA query_only = OFF');
      assert.deepEqual(await ledger.commit(entriesAt(0, 1)), { ok: true });
    });
  });

  it('says that it is busy while another program holds the file, and writes afterwards', async () => {
    await withConnection(async (connection, path) => {
      const ledger = createSqliteLedgerStore(connection);
      const other = new DatabaseSync(path);
      other.exec('BEGIN IMMEDIATE');
      await assertStoreError(ledger.commit(entriesAt(0, 1)), 'store.busy');
      assert.equal(await ledger.loadHead(), null);
      other.close();
      assert.deepEqual(await ledger.commit(entriesAt(0, 1)), { ok: true });
    });
  });

  it('is not made by a reader where there is none', () => {
    assert.throws(
      () => openSqliteStores({ path: freshPath(), readOnly: true }),
      (error) => error instanceof StoreError && error.code === 'store.failed',
    );
    assert.throws(
      () => openSqliteStores({ path: join(freshPath(), 'no', 'such', 'directory') }),
      (error) => error instanceof StoreError && error.code === 'store.failed',
    );
  });

  it('is not made of a directory', () => {
    const path = mkdtempSync(join(directory, 'store-'));
    chmodSync(path, 0o755);
    assert.throws(() => openSqliteStores({ path }), /no file, wanted a file/);
    assert.equal(statSync(path).mode & 0o777, 0o755);
  });

  it('takes the special names of SQLite for file names', async () => {
    const before = process.cwd();
    process.chdir(mkdtempSync(join(directory, 'store-')));
    try {
      for (const path of [':memory:', 'file:memory?mode=memory']) {
        await openSqliteStores({ path }).close();
        assert.ok(statSync(path).size > 0, path);
      }
    } finally {
      process.chdir(before);
    }
  });
});

/** Makes a store with 200 entries and answers the first byte of a table's root page. */
async function storeWithEntries(table: string): Promise<{ readonly path: string; readonly offset: number }> {
  const path = freshPath();
  const stores = openSqliteStores({ path });
  await stores.ledger.commit(entriesAt(0, 200));
  await write(stores, { kind: 'session.save', session: sampleSession() });
  await stores.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
  database.close();
  return { path, offset: (Number(row?.['rootpage']) - 1) * 4_096 };
}

function overwrite(path: string, { offset, length }: { readonly offset: number; readonly length: number }): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0x5a), 0, length, offset);
  closeSync(file);
}

describe('a damaged store', () => {
  it('is reported by what touches the damaged page, and nothing is written', async () => {
    const { path, offset } = await storeWithEntries('entry');
    overwrite(path, { offset, length: 4_096 });
    const stores = openSqliteStores({ path });
    const { ledger, sessions } = stores;
    await assertStoreError(ledger.readEntries({ fromIndex: 0, limit: 10 }), 'store.corrupt');
    await assertStoreError(ledger.commit(entriesAt(201, 1)), 'store.corrupt');
    assert.equal((await ledger.loadHead())?.size, 201);
    assert.deepEqual(await sessions.find('session-1'), sampleSession());
    await stores.close();
  });

  it('is refused when its schema is damaged', async () => {
    const { path } = await storeWithEntries('entry');
    overwrite(path, { offset: 100, length: 3_996 });
    assert.throws(
      () => openSqliteStores({ path }),
      (error) => error instanceof StoreError && error.code === 'store.corrupt',
    );
  });

  it('is reported when its end is missing', async () => {
    const { path, offset } = await storeWithEntries('session');
    truncateSync(path, offset);
    let code = '';
    try {
      const stores = openSqliteStores({ path });
      try {
        await stores.sessions.find('session-1');
      } finally {
        await stores.close();
      }
    } catch (error) {
      if (error instanceof StoreError) code = error.code;
    }
    assert.equal(code, 'store.corrupt');
  });
});

describe('a store that something else has written to', () => {
  it('hands out no value of the wrong kind or outside its list', async () => {
    const path = freshPath();
    const stores = openSqliteStores({ path });
    await write(
      stores,
      { kind: 'action.create', record: sampleAction() },
      { kind: 'approval.create', request: sampleApproved() },
      { kind: 'session.save', session: sampleSession() },
      { kind: 'token.create', token: sampleToken() },
      { kind: 'emergency.save', state: HALTED, expectedVersion: 0, resumeTokenHash: null },
    );
    const other = new DatabaseSync(path);
    const reads = {
      action: async () => stores.actions.find(sampleAction().id),
      approval: async () => stores.approvals.find(sampleApproved().id),
      session: async () => stores.sessions.find('session-1'),
      token: async () => stores.tokens.find(sampleToken().id),
      emergency: async () => stores.emergency.load(),
    };
    for (const [table, column, value] of [
      ['action', 'status', "'Completed'"],
      ['action', 'created_at_ms', '9007199254740993'],
      ['approval', 'status', "'APPROVED'"],
      ['approval', 'late', '2'],
      ['approval', 'terms', "'{}'"],
      ['approval', 'terms', "'null'"],
      ['approval', 'answers', "'{'"],
      ['approval', 'answers', "'[null]'"],
      ['session', 'recent_digests', "'[1]'"],
      ['session', 'recent_digests', "'{}'"],
      ['token', 'scopes', `'["admin","root"]'`],
      ['emergency', 'state', "'{}'"],
      ['emergency', 'state', `'{"halt":null,"safe_mode":false,"containments":[{"verb":"pardon"}]}'`],
      ['emergency', 'version', '-9007199254740993'],
    ] as const) {
      other.exec(`SAVEPOINT before; UPDATE ${table} SET ${column} = ${value}; RELEASE before`);
      await assertStoreError(reads[table](), 'store.corrupt');
      const good = { action: sampleAction().status, approval: 'approved' };
      if (column === 'status') other.exec(`UPDATE ${table} SET status = '${good[table]}'`);
    }
    other.close();
    await stores.close();
  });
});
