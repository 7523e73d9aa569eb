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

const COUNT = 400;
const ERASED = 300;
const marker = (index: number): string => `<payload ${index}>`;
const salt = (index: number): string => `<salt ${index}>`;

/** Numbers from 0 to 1 (a linear congruential generator), the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Payloads from a few bytes to several pages, each full of its own marker. */
async function writePayloads({ ledger }: Stores, random: () => number): Promise<void> {
  const payloads = Array.from({ length: COUNT }, (_, entryIndex) => {
    const repeats = 1 + Math.floor(random() * ([5, 50, 300][entryIndex % 3] ?? 1));
    return { entryIndex, salt: salt(entryIndex), sealed: new TextEncoder().encode(marker(entryIndex).repeat(repeats)) };
  });
  await ledger.commit({ ...entriesAt(0, COUNT), payloads });
}

/**
 * Places in an order of no pattern, in which deleting rows would make SQLite move, and so copy, what is erased later.
 */
function shuffledPlaces(random: () => number): readonly number[] {
  return Array.from({ length: COUNT }, (_, index) => ({ index, rank: random() }))
    .sort((first, second) => first.rank - second.rank)
    .map(({ index }) => index);
}

/** With this seed, deleting the rows instead of overwriting them is seen to leave a copy. */
const SEED = 1;

describe('erasing a payload', () => {
  it('leaves no byte of it in the file or in the write-ahead log', async () => {
    const path = freshPath();
    const stores = openSqliteStores({ path });
    const random = generator(SEED);
    await writePayloads(stores, random);
    const before = bytesOf(path);
    const places = shuffledPlaces(random);
    for (const [rank, index] of places.entries()) {
      assert.ok(before.includes(marker(index)) && before.includes(salt(index)), marker(index));
      if (rank < ERASED) await stores.ledger.erasePayload(index);
    }
    const left = bytesOf(path);
    for (const [rank, index] of places.entries()) {
      assert.equal(left.includes(marker(index)), rank >= ERASED, marker(index));
      assert.equal(left.includes(salt(index)), rank >= ERASED, salt(index));
      assert.equal((await stores.ledger.readPayload(index)) !== null, rank >= ERASED, marker(index));
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
    await sleep(500);
    assert.ok(statSync(`${path}-wal`).size > 0);
    reader.close();
    const deadline = Date.now() + 30_000;
    while (statSync(`${path}-wal`).size > 0 && Date.now() < deadline) await sleep(50);
    assert.ok(!bytesOf(path).includes(marker(0)));
    await stores.close();
  });
});
