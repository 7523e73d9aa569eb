import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Unseen } from '../../ports/snapshot-store.ts';
import { makeFixture } from './testing/snapshot-fixture.ts';
import { USUAL_SNAPSHOT_BOUNDS } from './walk-record.ts';

const SMALL = { ...USUAL_SNAPSHOT_BOUNDS, maxFileBytes: 100 };

/** Paths of both kinds, with the sizes of what is hidden. */
function shown({ hidden, lost }: Unseen): readonly (readonly string[])[] {
  const sizeOf = ({ path, state }: Unseen['hidden'][number]): string =>
    `${path} ${state.kind === 'file' ? state.sizeBytes : state.kind}`;
  return [hidden.map(sizeOf), lost.map(({ path }) => path)];
}

test('tells what a later snapshot left out of what an earlier one holds, and with what it was then', async (t) => {
  const { root, take, snapshots } = makeFixture(t, { bounds: SMALL });
  const at = (path: string): string => join(root, path);
  for (const path of ['grown', 'same', 'piped', 'gone']) writeFileSync(at(path), path);
  symlinkSync('same', at('link'));
  const first = await take();
  writeFileSync(at('grown'), 'in between');
  const second = await take();
  truncateSync(at('grown'), 1_000);
  for (const path of ['piped', 'link']) {
    rmSync(at(path));
    execFileSync('mkfifo', [at(path)]);
  }
  rmSync(at('gone'));
  const third = await take();
  assert.deepEqual(shown(await snapshots.unseen(first.id, third.id)), [['grown 5', 'link link', 'piped 5'], []]);
  assert.deepEqual(shown(await snapshots.unseen(second.id, third.id))[0]?.[0], 'grown 10');
  assert.deepEqual((await snapshots.unseen(second.id, third.id)).hidden.map(({ why }) => why)[1], 'it is a named pipe');
  assert.deepEqual(shown(await snapshots.unseen(third.id, first.id)), [[], []]);
  assert.deepEqual(shown(await snapshots.unseen(first.id, second.id)), [[], []]);
});

test('tells which files could not be kept and ended, and nothing of those that stand as they are', async (t) => {
  const { root, take, snapshots } = makeFixture(t, { bounds: SMALL });
  const at = (path: string): string => join(root, path);
  for (const path of ['gone', 'shrunk', 'same']) {
    writeFileSync(at(path), '');
    truncateSync(at(path), 1_000);
  }
  // What holds nothing of its own is nothing to lose.
  const server = createServer().listen(at('socket'));
  await once(server, 'listening');
  const first = await take();
  rmSync(at('gone'));
  writeFileSync(at('shrunk'), 'small');
  server.close();
  await once(server, 'close');
  const second = await take();
  assert.deepEqual(shown(await snapshots.unseen(first.id, second.id)), [[], ['gone', 'shrunk']]);
});

test('tells nothing of what neither of two snapshots could keep, or looked at', async (t) => {
  const { root, take, snapshots } = makeFixture(t, { bounds: SMALL });
  const at = (path: string): string => join(root, path);
  for (const path of ['never', 'other']) writeFileSync(at(path), '');
  truncateSync(at('never'), 1_000);
  await take();
  const first = await take({ paths: ['a'] });
  truncateSync(at('other'), 1_000);
  rmSync(at('never'));
  const second = await take({ paths: ['a'] });
  assert.deepEqual(shown(await snapshots.unseen(first.id, second.id)), [[], []]);
});

test('tells of everything below a folder that a snapshot could not look into, whatever its names', async (t) => {
  const bounds = { ...USUAL_SNAPSHOT_BOUNDS, maxEntries: 20 };
  const { root, take, snapshots } = makeFixture(t, { bounds });
  const at = (path: string): string => join(root, path);
  mkdirSync(at('crowd/in'), { recursive: true });
  for (const path of ['crowd/a', 'crowd/in/b', 'crowd0', 'crowd!']) writeFileSync(at(path), '1');
  writeFileSync(Buffer.concat([Buffer.from(`${root}/crowd/`), Buffer.from([0xff])]), '12');
  const first = await take();
  for (let place = 0; place < 20; place++) writeFileSync(at(`crowd/new ${place}`), '');
  const second = await take();
  const [hidden] = shown(await snapshots.unseen(first.id, second.id));
  assert.deepEqual(hidden, ['crowd/a 1', 'crowd/in/b 1', 'crowd/\udcff 2']);
  renameSync(at('crowd'), at('aside'));
  for (let place = 0; place < 20; place++) writeFileSync(at(`top ${place}`), '');
  const third = await take();
  const [all = []] = shown(await snapshots.unseen(first.id, third.id));
  const paths = all.map((line) => line.slice(0, line.lastIndexOf(' ')));
  assert.deepEqual(paths, ['crowd!', 'crowd/a', 'crowd/in/b', 'crowd/\udcff', 'crowd0']);
});

test('keeps what stands at a named path out of a snapshot, instead of taking none', async (t) => {
  const { root, take, snapshots } = makeFixture(t, { bounds: SMALL });
  writeFileSync(join(root, 'file'), 'kept');
  const first = await take({ paths: ['file'] });
  truncateSync(join(root, 'file'), 1_000);
  assert.equal(snapshots.canTake(root, ['file']).ok, false);
  const second = await take({ paths: ['file'] });
  assert.deepEqual([first.lacks, second.lacks], [false, true]);
  assert.deepEqual(shown(await snapshots.unseen(first.id, second.id)), [['file 4'], []]);
  assert.equal((await snapshots.find(second.id))?.lacks, true);
});

test('lacks nothing where only rules left something out', async (t) => {
  const { root, take } = makeFixture(t);
  mkdirSync(join(root, 'node_modules'));
  assert.deepEqual([(await take()).lacks, (await take()).leftOut.length], [false, 1]);
  execFileSync('mkfifo', [join(root, 'pipe')]);
  assert.equal((await take()).lacks, true);
});
