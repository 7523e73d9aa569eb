import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { openSqliteStores } from '../../adapters/sqlite/open-sqlite-stores.ts';
import { assertStoresAgree } from '../../ports/conformance/stores-agree.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-agree-'));
after(() => rmSync(directory, { recursive: true }));

it('lets nobody tell SQLite from memory by any sequence of commits', async () => {
  await assertStoresAgree({
    subject: async () => openSqliteStores({ path: join(mkdtempSync(join(directory, 'store-')), 'store.db') }),
    reference: async () => openMemoryStores(),
    runs: 400,
  });
});
