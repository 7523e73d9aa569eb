import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { entriesAt } from '../../ports/conformance/write-batch.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-files-'));
after(() => rmSync(directory, { recursive: true }));

function freshDirectory(): string {
  return mkdtempSync(join(directory, 'store-'));
}

function modes(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));
}

describe('the files of a store', () => {
  it('can be read by nobody but their owner, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const folder = freshDirectory();
      const stores = openSqliteStores({ path: join(folder, 'store.db') });
      await stores.ledger.commit(entriesAt(0, 10));
      const wanted = { 'store.db': '600', 'store.db-shm': '600', 'store.db-wal': '600', 'store.db.lock': '600' };
      assert.deepEqual(modes(folder), wanted);
      const reader = openSqliteStores({ path: join(folder, 'store.db'), readOnly: true });
      await stores.close();
      await reader.close();
      for (const mode of Object.values(modes(folder))) assert.equal(mode, '600');
    } finally {
      process.umask(before);
    }
  });

  it('are made private when they were not', async () => {
    const folder = freshDirectory();
    const path = join(folder, 'store.db');
    const first = openSqliteStores({ path });
    await first.ledger.commit(entriesAt(0, 1));
    const copy = join(freshDirectory(), 'store.db');
    for (const ending of ['', '-wal', '-shm']) {
      copyFileSync(`${path}${ending}`, `${copy}${ending}`);
      chmodSync(`${copy}${ending}`, 0o644);
    }
    const second = openSqliteStores({ path: copy });
    assert.equal((await second.ledger.loadHead())?.size, 1);
    for (const ending of ['', '-wal', '-shm']) assert.equal(statSync(`${copy}${ending}`).mode & 0o777, 0o600);
    await second.close();
    await first.close();
  });

  it('are one file and its lock after closing', async () => {
    const folder = freshDirectory();
    const stores = openSqliteStores({ path: join(folder, 'store.db') });
    await stores.ledger.commit(entriesAt(0, 1));
    await stores.close();
    assert.deepEqual(readdirSync(folder).sort(), ['store.db', 'store.db.lock']);
  });

  it('hold everything in the database itself once nobody writes', async () => {
    const path = join(freshDirectory(), 'store.db');
    const stores = openSqliteStores({ path });
    await stores.ledger.commit(entriesAt(0, 1_000));
    const copy = join(freshDirectory(), 'store.db');
    const deadline = Date.now() + 30_000;
    let size: number | undefined;
    while (size !== 1_000 && Date.now() < deadline) {
      await sleep(100);
      copyFileSync(path, copy);
      size = await sizeOfStore(copy);
    }
    assert.equal(size, 1_000);
    assert.ok(existsSync(`${path}-wal`));
    await stores.close();
  });
});

async function sizeOfStore(path: string): Promise<number | undefined> {
  const stores = openSqliteStores({ path });
  const head = await stores.ledger.loadHead();
  await stores.close();
  for (const ending of ['', '.lock']) rmSync(`${path}${ending}`);
  return head?.size;
}
