import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import { makeFixture } from './testing/snapshot-fixture.ts';
import { USUAL_SNAPSHOT_BOUNDS } from './walk-record.ts';

const leftOut = ({ leftOut }: Snapshot): Readonly<Record<string, string>> =>
  Object.fromEntries(leftOut.map(({ path, why }) => [path, why]));

test('never follows links, and keeps their text', async (t) => {
  const { root, take, contents, snapshots } = makeFixture(t);
  const outside = join(dirname(root), 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'not of this workspace');
  await take();
  symlinkSync(outside, join(root, 'folder'));
  symlinkSync(join(outside, 'secret'), join(root, 'file'));
  symlinkSync('.', join(root, 'loop'));
  const { id, entryCount } = await take();
  assert.equal(entryCount, 3);
  assert.equal(await contents.has(hash('sha256', 'not of this workspace')), false);
  assert.deepEqual(
    (await snapshots.compare('s-000001', id)).map(({ after }) => (after.kind === 'link' ? after.target : after.kind)),
    [join(outside, 'secret'), outside, '.'],
  );
  // A path that was asked for, but leads over a link, is as absent as it is.
  await take({ paths: ['folder/secret'] });
  assert.equal(await contents.has(hash('sha256', 'not of this workspace')), false);
});

test('names pipes and sockets as left out, and waits for none', async (t) => {
  const { root, take } = makeFixture(t);
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const server = createServer().listen(join(root, 'socket'));
  await once(server, 'listening');
  writeFileSync(join(root, 'file'), '');
  const snapshot = await take();
  server.close();
  assert.equal(snapshot.entryCount, 1);
  assert.deepEqual(leftOut(snapshot), { pipe: 'it is a named pipe', socket: 'it is a socket' });
});

test('keeps within its bounds, names what they left out, and then says nothing about it', async (t) => {
  const bounds = { ...USUAL_SNAPSHOT_BOUNDS, maxEntries: 10, maxFileBytes: 100, maxTotalBytes: 250 };
  const { root, take, snapshots } = makeFixture(t, { bounds });
  mkdirSync(join(root, 'crowd'));
  for (let place = 0; place < 10; place++) writeFileSync(join(root, 'crowd', `${place}`), '');
  writeFileSync(join(root, 'a'), 'a'.repeat(90));
  writeFileSync(join(root, 'b'), 'b'.repeat(101));
  for (const name of ['c', 'd', 'e']) writeFileSync(join(root, name), name.repeat(80));
  const first = await take();
  assert.deepEqual(leftOut(first), {
    b: 'it has more than 100 bytes',
    crowd: 'the snapshot would hold more than 10 entries',
    e: 'the snapshot would hold more than 250 bytes',
  });
  for (const path of ['crowd/new', 'b', 'e', 'a']) writeFileSync(join(root, path), 'changed');
  rmSync(join(root, 'crowd/0'));
  const second = await take();
  assert.deepEqual(
    (await snapshots.compare(first.id, second.id)).map(({ path }) => path),
    ['a'],
  );
});

test('follows what shrinks back under a bound from then on', async (t) => {
  const { root, take, snapshots } = makeFixture(t, { bounds: { ...USUAL_SNAPSHOT_BOUNDS, maxFileBytes: 100 } });
  const file = join(root, 'log');
  writeFileSync(file, 'small');
  await take();
  truncateSync(file, 1_000);
  await take();
  writeFileSync(file, 'small again');
  await take();
  const sizes = async (from: number, to: number): Promise<readonly unknown[]> =>
    (await snapshots.compare(`s-00000${from}`, `s-00000${to}`)).map(({ before, after }) => [
      before.kind === 'file' && before.sizeBytes,
      after.kind === 'file' && after.sizeBytes,
    ]);
  assert.deepEqual(await sizes(1, 2), []);
  assert.deepEqual(await sizes(2, 3), []);
  assert.deepEqual(await sizes(1, 3), [[5, 11]]);
});

test('names every left-out path up to a hundred, the surprising ones first', async (t) => {
  const { root, take } = makeFixture(t);
  for (let place = 0; place < 120; place++) mkdirSync(join(root, `p${place}/node_modules/x`), { recursive: true });
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const { leftOut: named } = await take();
  assert.equal(named.length, 100);
  assert.equal(named[0]?.path, 'pipe');
});

test('keeps a file in an excluded folder when it is asked for by its path', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  mkdirSync(join(root, 'node_modules/a'), { recursive: true });
  const file = join(root, 'node_modules/a/index.js');
  writeFileSync(file, 'before');
  const paths = ['node_modules/a/index.js'];
  const before = await take({ paths });
  await take();
  writeFileSync(file, 'after');
  const after = await take({ paths });
  await take();
  assert.equal((await snapshots.compare(before.id, after.id)).length, 1);
  assert.deepEqual(await snapshots.compare('s-000002', 's-000004'), []);
});

test('does not undo a folder in which something was left out, but what is known of it', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  await take();
  mkdirSync(join(root, 'app/node_modules/x'), { recursive: true });
  mkdirSync(join(root, 'app/src'));
  writeFileSync(join(root, 'app/src/a'), 'a');
  await take();
  const paths = async (from: string, to: string): Promise<readonly string[]> =>
    (await snapshots.compare(from, to)).map(({ path }) => path);
  assert.deepEqual(await paths('s-000002', 's-000001'), ['app/src', 'app/src/a']);
  assert.deepEqual(await paths('s-000001', 's-000002'), ['app', 'app/src', 'app/src/a']);
});

test('does not let a file laid beside a kept folder take it out of the snapshots', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  mkdirSync(join(root, 'target'));
  writeFileSync(join(root, 'target/work'), 'precious');
  await take();
  writeFileSync(join(root, 'Cargo.toml'), '');
  rmSync(join(root, 'target/work'));
  await take();
  assert.deepEqual(
    (await snapshots.compare('s-000001', 's-000002')).map(({ path }) => path),
    ['Cargo.toml', 'target/work'],
  );
});

test('sees an edit that keeps size and modification time', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  const file = join(root, 'file');
  writeFileSync(file, 'one');
  const { atime, mtime } = lstatSync(file);
  await sleep(120);
  await take();
  await take();
  writeFileSync(file, 'two', { flag: 'r+' });
  utimesSync(file, atime, mtime);
  await take();
  assert.equal((await snapshots.compare('s-000002', 's-000003')).length, 1);
});

test('sees edits made right after a snapshot read the file', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  const file = join(root, 'file');
  for (let round = 0; round < 40; round++) {
    writeFileSync(file, `${round}`.padStart(8), { flag: 'a+' });
    truncateSync(file, 0);
    writeFileSync(file, `${round}`.padStart(8), { flag: 'r+' });
    const { id } = await take();
    const previous = `s-${String(Number(id.slice(2)) - 1).padStart(6, '0')}`;
    if (round > 0) assert.equal((await snapshots.compare(previous, id)).length, 1, `round ${round}`);
  }
});

test('sees renames of folders, and files that trade places', async (t) => {
  const { root, take, snapshots } = makeFixture(t);
  mkdirSync(join(root, 'old/deep'), { recursive: true });
  writeFileSync(join(root, 'old/deep/a'), 'aaa');
  writeFileSync(join(root, 'old/deep/b'), 'bbb');
  await sleep(120);
  await take();
  await take();
  renameSync(join(root, 'old'), join(root, 'new'));
  await take();
  const folder = join(root, 'new/deep');
  renameSync(join(folder, 'a'), join(folder, 'c'));
  renameSync(join(folder, 'b'), join(folder, 'a'));
  renameSync(join(folder, 'c'), join(folder, 'b'));
  await take();
  const moved = await snapshots.compare('s-000002', 's-000003');
  assert.deepEqual(
    moved.map(({ path }) => path),
    ['new', 'new/deep', 'new/deep/a', 'new/deep/b', 'old', 'old/deep', 'old/deep/a', 'old/deep/b'],
  );
  const traded = await snapshots.compare('s-000003', 's-000004');
  assert.deepEqual(
    traded.map(({ path }) => path),
    ['new/deep/a', 'new/deep/b'],
  );
});

test('takes hard links for the files they look like', async (t) => {
  const { root, take } = makeFixture(t);
  writeFileSync(join(root, 'a'), 'aaa');
  linkSync(join(root, 'a'), join(root, 'b'));
  const { entryCount, sizeBytes } = await take();
  assert.deepEqual([entryCount, sizeBytes], [2, 6]);
});

test('leaves out what is mounted in a workspace', async (t) => {
  const { root, take } = makeFixture(t);
  if (process.getuid?.() !== 0) return t.skip('mounting needs root');
  const other = join(dirname(root), 'other');
  for (const path of [other, join(root, 'mounted'), join(root, 'b ind')]) mkdirSync(path);
  for (const path of [join(other, 'theirs'), join(root, 'kept')]) writeFileSync(path, '');
  const mounted: string[] = [];
  try {
    for (const [path, args] of [
      [join(root, 'mounted'), ['-t', 'tmpfs', 'none']],
      [join(root, 'b ind'), ['--bind', other]],
    ] as const) {
      const { status } = spawnSync('mount', [...args, path], { stdio: 'ignore' });
      if (status !== 0) return t.skip('this container may not mount');
      mounted.push(path);
    }
    const snapshot = await take();
    assert.equal(snapshot.entryCount, 1);
    assert.deepEqual(Object.keys(leftOut(snapshot)), ['b ind', 'mounted']);
    // Whoever names a path on another file system gets it.
    writeFileSync(join(root, 'mounted/file'), 'on another file system');
    const named = await take({ paths: ['mounted/file'] });
    assert.deepEqual([named.entryCount, leftOut(named)], [1, {}]);
  } finally {
    for (const path of mounted) execFileSync('umount', [path]);
  }
});

test('names what it may not read, and keeps the rest', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('becoming another user needs root');
  const { root, take, directory, reopen } = makeFixture(t);
  const nobody = 65_534;
  mkdirSync(join(root, 'locked'));
  mkdirSync(join(root, 'unsearchable'));
  for (const name of ['locked/a', 'unsearchable/b', 'mine', 'theirs']) writeFileSync(join(root, name), name);
  await take();
  for (const name of ['locked', 'theirs']) chmodSync(join(root, name), 0);
  chmodSync(join(root, 'unsearchable'), 0o444);
  chmodSync(dirname(root), 0o755);
  execFileSync('chown', ['-R', `${nobody}`, directory]);
  chownSync(root, nobody, nobody);
  const other = reopen();
  process.seteuid?.(nobody);
  const snapshot = await other.take().finally(() => process.seteuid?.(0));
  assert.deepEqual(leftOut(snapshot), {
    locked: 'the gateway may not read it',
    theirs: 'the gateway may not read it',
    'unsearchable/b': 'the gateway may not read it',
  });
  assert.deepEqual(
    (await other.snapshots.compare('s-000001', snapshot.id)).map(({ path }) => path),
    ['locked', 'unsearchable'],
  );
});
