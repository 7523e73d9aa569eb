import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { entriesAt } from '../../ports/conformance/write-batch.ts';
import type { Stores } from '../../ports/stores.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-erase-'));
after(() => rmSync(directory, { recursive: true }));

function freshPath(): string {
  return join(mkdtempSync(join(directory, 'store-')), 'store.db');
}

/** Every byte of the store as another process sees it: reading the files here would drop SQLite's locks on them. */
function bytesOf(path: string): Buffer {
  return execFileSync('cat', [path, `${path}-wal`], { maxBuffer: 1e9 });
}

const COUNT = 300;
const marker = (index: number): string => `<payload ${index}>`;
const salt = (index: number): string => `<salt ${index}>`;

const kept = (index: number): boolean => index % 7 === 3;

/** Payloads from a few bytes to many pages, each full of its own marker. */
async function writePayloads({ ledger }: Stores): Promise<void> {
  for (let index = 0; index < COUNT; index += 1) {
    const repeats = [1, 20, 100, 1_000][index % 4] ?? 1;
    const sealed = new TextEncoder().encode(marker(index).repeat(repeats));
    await ledger.commit({ ...entriesAt(index, 1), payloads: [{ entryIndex: index, salt: salt(index), sealed }] });
  }
}

describe('erasing a payload', () => {
  it('leaves no byte of it in the file or in the write-ahead log', async () => {
    const path = freshPath();
    const stores = openSqliteStores({ path });
    await writePayloads(stores);
    const before = bytesOf(path);
    for (let index = 0; index < COUNT; index += 1) {
      assert.ok(before.includes(marker(index)) && before.includes(salt(index)), marker(index));
      if (!kept(index)) await stores.ledger.erasePayload(index);
    }
    const left = bytesOf(path);
    for (let index = 0; index < COUNT; index += 1) {
      assert.equal(left.includes(marker(index)), kept(index), marker(index));
      assert.equal(left.includes(salt(index)), kept(index), salt(index));
      assert.equal((await stores.ledger.readPayload(index)) !== null, kept(index), marker(index));
    }
    await stores.close();
  });

  it('does not wait for a reader, and empties the write-ahead log when it has gone', async () => {
    const path = freshPath();
    const stores = openSqliteStores({ path });
    const sealed = new TextEncoder().encode(marker(0));
    await stores.ledger.commit({ ...entriesAt(0, 1), payloads: [{ entryIndex: 0, salt: salt(0), sealed }] });
    const reader = new DatabaseSync(path, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM payload').get();
    await stores.ledger.erasePayload(0);
    assert.equal(await stores.ledger.readPayload(0), null);
    assert.ok(statSync(`${path}-wal`).size > 0);
    reader.close();
    const deadline = Date.now() + 10_000;
    while (statSync(`${path}-wal`).size > 0 && Date.now() < deadline) await sleep(50);
    assert.ok(!bytesOf(path).includes(marker(0)));
    await stores.close();
  });
});
