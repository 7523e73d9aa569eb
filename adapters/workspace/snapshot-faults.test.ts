import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFixture } from './testing/snapshot-fixture.ts';

test('takes nothing on a full disk, says so, and goes on once there is room', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('a small disk needs root to be mounted');
  const base = dirname(makeFixture(t).root);
  const small = join(base, 'small');
  mkdirSync(small);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'none', small], { stdio: 'ignore' });
  if (status !== 0) return t.skip('this container may not mount');
  const fixture = makeFixture(t, { directory: join(small, 'state') });
  try {
    writeFileSync(join(fixture.root, 'a'), 'kept');
    const first = await fixture.take();
    for (let place = 0; place < 40; place++) writeFileSync(join(fixture.root, `${place}`), randomBytes(3_000_000));
    await assert.rejects(fixture.take(), { code: 'store.full' });
    assert.deepEqual(await fixture.snapshots.list({ limit: 5 }), [first]);
    for (let place = 0; place < 40; place++) rmSync(join(fixture.root, `${place}`));
    await fixture.contents.sweep(() => false);
    writeFileSync(join(fixture.root, 'b'), 'new');
    const { id } = await fixture.take();
    assert.deepEqual(
      (await fixture.snapshots.compare(first.id, id)).map(({ path }) => path),
      ['b'],
    );
    assert.equal(Buffer.from(await fixture.contents.get(hash('sha256', 'kept'))).toString(), 'kept');
    writeFileSync(join(small, 'ballast'), new Uint8Array(20_000_000));
    const can = fixture.snapshots.canTake(fixture.root, null);
    assert.match(can.ok ? '' : can.why, /bytes free/);
  } finally {
    fixture.close();
    spawnSync('umount', [small]);
  }
});

test('refuses a database that is no database, or of a later Countersign', (t) => {
  const fixture = makeFixture(t);
  fixture.close();
  const file = join(fixture.directory, 'snapshots.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 99');
  database.close();
  assert.throws(() => fixture.reopen(), { code: 'store.newer-schema' });
  truncateSync(file);
  writeFileSync(file, 'not a database, though of some length'.repeat(100));
  assert.throws(() => fixture.reopen(), { code: 'store.corrupt' });
});

test('lets other work run while it walks a large workspace', async (t) => {
  const { root, take } = makeFixture(t);
  for (let folder = 0; folder < 30; folder++) {
    mkdirSync(join(root, `${folder}`));
    for (let place = 0; place < 100; place++) writeFileSync(join(root, `${folder}/${place}`), `${folder} ${place}`);
  }
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  await take();
  clearInterval(timer);
  assert.ok(turns >= 5, `${turns} turns`);
});

test('reads a file that keeps changing whole, or names it', async (t) => {
  const { root, take, snapshots, contents } = makeFixture(t);
  await take();
  const file = join(root, 'busy');
  const writer = setInterval(() => writeFileSync(file, randomBytes(50_000).toString('hex')), 0);
  for (let round = 0; round < 30; round++) {
    await sleep(2);
    const { id, leftOut } = await take();
    const [change] = await snapshots.compare('s-000001', id);
    if (change?.after.kind === 'file') {
      assert.equal(change.after.sizeBytes, 100_000);
      assert.equal((await contents.get(change.after.sha256)).length, 100_000);
    } else
      assert.deepEqual(
        leftOut.map(({ path }) => path),
        ['busy'],
      );
  }
  clearInterval(writer);
});
