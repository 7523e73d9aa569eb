import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import type { WitnessState } from '../../core/audit/witness.ts';
import { testWitnessStore } from '../../ports/conformance/witness-store.ts';
import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';
import { openSqliteWitnessStore } from './witness-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-witness-'));
let files = 0;
after(() => rmSync(folder, { recursive: true }));

testWitnessStore('sqlite', async () => openSqliteWitnessStore(newPath()));

test('remembers after it was closed and opened again', async () => {
  const path = newPath();
  const store = openSqliteWitnessStore(path);
  await store.replace({ origin: 'log', expected: null, next: state(5n) });
  await store.close();
  const again = openSqliteWitnessStore(path);
  assert.deepEqual(await again.load('log'), state(5n));
  await again.close();
  await again.close();
});

test('lets only one of two openings of a file take a step', async () => {
  const path = newPath();
  const [first, second] = [openSqliteWitnessStore(path), openSqliteWitnessStore(path)];
  assert.equal(await first.replace({ origin: 'log', expected: null, next: state(5n) }), true);
  assert.equal(await second.replace({ origin: 'log', expected: null, next: state(6n) }), false);
  assert.equal(await second.replace({ origin: 'log', expected: state(5n), next: state(7n) }), true);
  assert.equal(await first.replace({ origin: 'log', expected: state(5n), next: state(8n) }), false);
  assert.deepEqual(await first.load('log'), state(7n));
  await Promise.all([first.close(), second.close()]);
});

test('keeps a write-ahead log', async () => {
  const path = newPath();
  const store = openSqliteWitnessStore(path);
  const database = new DatabaseSync(path);
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
  database.close();
  await store.close();
});

test('refuses a file of a newer schema and leaves it as it is', () => {
  const path = newPath();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 2');
  assert.throws(() => openSqliteWitnessStore(path), withCode('store.newer-schema'));
  assert.equal(database.prepare('PRAGMA user_version').get()?.['user_version'], 2);
  assert.deepEqual(database.prepare('SELECT * FROM sqlite_schema').all(), []);
  database.close();
});

test('says what is wrong with a file that is no database, or cannot be opened', () => {
  const path = newPath();
  writeFileSync(path, 'this is not a database, but it is long enough to be looked at as one. '.repeat(100));
  assert.throws(() => openSqliteWitnessStore(path), withCode('store.corrupt'));
  assert.throws(() => openSqliteWitnessStore(join(folder, 'missing', 'file')), withCode('store.failed'));
});

test('raises store.corrupt for a row that is no state', async () => {
  const path = newPath();
  const store = openSqliteWitnessStore(path);
  const database = new DatabaseSync(path);
  database.exec("INSERT INTO witnessed_log VALUES ('log', 'five', x'00', '')");
  await assert.rejects(store.load('log'), withCode('store.corrupt'));
  await assert.rejects(store.list(), withCode('store.corrupt'));
  database.exec("UPDATE witnessed_log SET size = '5'");
  await assert.rejects(store.load('log'), withCode('store.corrupt'));
  database.close();
  await store.close();
});

function newPath(): string {
  return join(folder, `witness-${files++}.sqlite`);
}

function state(size: bigint): WitnessState {
  return { size, root: new Uint8Array(32).fill(Number(size)), note: `note of ${size}\n` };
}

function withCode(code: StoreErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof StoreError && error.code === code;
}
