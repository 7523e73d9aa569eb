import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type KnownEntry, loadKnownTree, NOTHING, newFolder, type StoredState, stateOf } from './known-tree.ts';
import { openSnapshotDatabase, type Row, type SnapshotDatabase } from './snapshot-database.ts';
import { compareNaively, copyNaively } from './testing/naive-copy.ts';
import { type Fixture, makeFixture } from './testing/snapshot-fixture.ts';
import { takeBackUnfinished, type Written, writeSnapshot } from './write-snapshot.ts';

const MANY = 1_300;
const NO_STAMP = { dev: 0, ino: 0, mtimeMs: 0, ctimeMs: 0, sizeBytes: 1 };

const cut = (): never => {
  throw new Error('the power failed');
};

function fileOf(mode: number): KnownEntry {
  return { kind: 'file', mode, content: 1, sizeBytes: 1, stamp: NO_STAMP, isSettled: true };
}

/** A snapshot that finds many paths changed: each is removed, changed or new, in turn. */
function manyChanges(known: ReadonlyMap<string, StoredState>, pauseWhenDue: () => null): Written {
  const touched = new Map<string, KnownEntry | null>();
  const changes = new Map<string, { before: StoredState; after: StoredState }>();
  const change = (path: string, entry: KnownEntry | null): void => {
    touched.set(path, entry);
    changes.set(path, { before: known.get(path) ?? NOTHING, after: entry === null ? NOTHING : stateOf(entry) });
  };
  let count = 0;
  for (const [path, { kind }] of known) {
    count += 1;
    change(path, kind === 'folder' || count % 2 === 0 ? null : fileOf(0o777));
  }
  for (let place = 0; place < MANY; place++)
    change(`new ${place}`, place % 10 === 0 ? newFolder(0o700) : fileOf(0o600));
  return {
    scope: { root: '', id: 'cut', atMs: 1, reason: 'manual', action: null, session: null, paths: null },
    root: 1,
    walk: { touched, changes, entryCount: 0, sizeBytes: 0, pauseWhenDue },
    leftOut: { text: '[]', leftOut: [], lacks: false },
  };
}

/** Cuts a snapshot of many changes off after its first part, in the closed state of a fixture. */
async function cutOff(fixture: Fixture): Promise<void> {
  fixture.close();
  const database = openSnapshotDatabase(fixture.directory);
  const known = await knownStates(database);
  await assert.rejects(writeSnapshot(database, manyChanges(known, cut)), /power/);
  assert.notDeepEqual(await knownStates(database), known);
  database.close();
}

async function knownStates(database: SnapshotDatabase): Promise<ReadonlyMap<string, StoredState>> {
  const states = new Map<string, StoredState>();
  const collect = (entries: ReadonlyMap<string, KnownEntry>, above: string): void => {
    for (const [name, entry] of entries) {
      states.set(above + name, stateOf(entry));
      if (entry.kind === 'folder') collect(entry.entries, `${above}${name}/`);
    }
  };
  collect((await loadKnownTree(database, 1)).entries, '');
  return states;
}

function fill(root: string, text: string): void {
  for (let folder = 0; folder < 13; folder++) {
    mkdirSync(join(root, `${folder}`), { recursive: true });
    for (let place = 0; place < 100; place++) writeFileSync(join(root, `${folder}/${place}`), `${text} ${place % 7}`);
  }
}

test('writes a snapshot of many changes in parts, and compares it as one', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  fill(root, 'one');
  const first = await take();
  const before = copyNaively(root);
  fill(root, 'other');
  rmSync(join(root, '3'), { recursive: true });
  const second = await take();
  const changes = await snapshots.compare(first.id, second.id);
  assert.ok(changes.length > MANY - 10);
  assert.deepEqual(changes, compareNaively(before, copyNaively(root)));
});

test('takes back the parts of a snapshot that was cut off, and sees the same changes afterwards', async (t) => {
  const fixture = makeFixture(t);
  fill(fixture.root, 'one');
  const first = await fixture.take();
  const before = copyNaively(fixture.root);
  await cutOff(fixture);
  const again = fixture.reopen();
  assert.deepEqual(
    (await again.snapshots.list({ limit: 5 })).map(({ id }) => id),
    [first.id],
  );
  writeFileSync(join(fixture.root, '5/7'), 'changed');
  rmSync(join(fixture.root, '6/7'));
  const { id } = await again.take({ id: 'next' });
  assert.deepEqual(await again.snapshots.compare(first.id, id), compareNaively(before, copyNaively(fixture.root)));
});

test('brings every path back to what was known of it, and leaves no row of the snapshot that was cut off', async (t) => {
  const fixture = makeFixture(t);
  fill(fixture.root, 'one');
  await fixture.take();
  fixture.close();
  const database = openSnapshotDatabase(fixture.directory);
  const known = await knownStates(database);
  await assert.rejects(writeSnapshot(database, manyChanges(known, cut)), /power/);
  takeBackUnfinished(database, 1);
  assert.deepEqual(await knownStates(database), known);
  assert.deepEqual(rowsOf(database), { changes: 0, snapshots: 1 });
  await writeSnapshot(
    database,
    manyChanges(known, () => null),
  );
  takeBackUnfinished(database, 1);
  assert.deepEqual(rowsOf(database), { changes: known.size + MANY, snapshots: 2 });
  database.close();
});

test('begins anew where the very first snapshot of a workspace was cut off', async (t) => {
  const fixture = makeFixture(t);
  fixture.close();
  const database = openSnapshotDatabase(fixture.directory);
  database.run('INSERT INTO roots (path) VALUES (?)', Buffer.from(fixture.root));
  await assert.rejects(writeSnapshot(database, manyChanges(new Map(), cut)), /power/);
  assert.ok((await knownStates(database)).size > 0);
  database.close();
  const again = fixture.reopen();
  writeFileSync(join(fixture.root, 'real'), 'kept');
  const { entryCount, id } = await again.take();
  assert.equal(entryCount, 1);
  rmSync(join(fixture.root, 'real'));
  const later = await again.take();
  assert.deepEqual(
    (await again.snapshots.compare(id, later.id)).map(({ path }) => path),
    ['real'],
  );
});

function rowsOf(database: SnapshotDatabase): { readonly changes: number; readonly snapshots: number } {
  const count = (row: Row | null): number => Number(row?.['count']);
  return {
    changes: count(database.one('SELECT count(*) AS count FROM changes')),
    snapshots: count(database.one('SELECT count(*) AS count FROM snapshots')),
  };
}
