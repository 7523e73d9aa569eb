import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { entriesAt } from '../../ports/conformance/write-batch.ts';
import { StoreError } from '../../ports/store-error.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';
import { MIGRATIONS } from './schema.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-lock-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

function freshPath(): string {
  return join(mkdtempSync(join(directory, 'store-')), 'store.db');
}

const OPEN = new URL('./open-sqlite-stores.ts', import.meta.url).href;
/** Opens the store, says how that went in one word, and stays. */
const HOLDER = `
  const { openSqliteStores } = await import(${JSON.stringify(OPEN)});
  try {
    openSqliteStores({ path: process.env.STORE });
    process.stdout.write('open');
  } catch (error) {
    process.stdout.write(error.code);
  }
  setInterval(() => {}, 1000);
`;

/** Starts another process that opens the store for writing, and answers what it says. */
async function openElsewhere(path: string): Promise<{ readonly said: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER], {
    env: { ...process.env, STORE: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { said: said.toString(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function assertBusy(path: string): void {
  assert.throws(
    () => openSqliteStores({ path }),
    (error) => {
      assert.ok(error instanceof StoreError);
      assert.equal(error.code, 'store.busy', error.message);
      assert.match(error.message, /another gateway/);
      return true;
    },
  );
}

describe('the lock of the only writer', () => {
  it('refuses a second writer in the same process, and frees the store on close', async () => {
    const path = freshPath();
    const first = openSqliteStores({ path });
    assertBusy(path);
    assert.deepEqual(await first.ledger.commit(entriesAt(0, 1)), { ok: true });
    await first.close();
    const second = openSqliteStores({ path });
    assert.equal((await second.ledger.loadHead())?.size, 1);
    await second.close();
  });

  it('refuses a second writer under another name of the same file', async () => {
    const path = freshPath();
    const first = openSqliteStores({ path });
    const link = `${path}.link`;
    symlinkSync(path, link);
    assertBusy(link);
    await first.close();
  });

  it('is still held after a second writer was refused', async () => {
    const path = freshPath();
    const first = openSqliteStores({ path });
    assertBusy(path);
    const { said, child } = await openElsewhere(path);
    assert.equal(said, 'store.busy');
    await kill(child);
    await first.close();
  });

  it('refuses a second writer in another process until SIGKILL ends the first', async () => {
    const path = freshPath();
    const { said, child } = await openElsewhere(path);
    assert.equal(said, 'open');
    assertBusy(path);
    await kill(child);
    const stores = openSqliteStores({ path });
    assert.deepEqual(await stores.ledger.commit(entriesAt(0, 1)), { ok: true });
    await stores.close();
  });

  it('is given back when opening fails later on', async () => {
    const path = freshPath();
    await openSqliteStores({ path }).close();
    const setVersion = (version: number): void => {
      const database = new DatabaseSync(path);
      database.exec(`PRAGMA user_version = ${version}`);
      database.close();
    };
    setVersion(99);
    assert.throws(() => openSqliteStores({ path }), /schema version 99/);
    setVersion(MIGRATIONS.length);
    await openSqliteStores({ path }).close();
  });

  it('lets readers look on while one writes', async () => {
    const path = freshPath();
    const writer = openSqliteStores({ path });
    await writer.ledger.commit(entriesAt(0, 1));
    const readers = [openSqliteStores({ path, readOnly: true }), openSqliteStores({ path, readOnly: true })];
    await writer.ledger.commit(entriesAt(1, 1));
    for (const reader of readers) {
      assert.equal((await reader.ledger.loadHead())?.size, 2);
      await reader.close();
    }
    await writer.close();
  });
});
