import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { describeContentStore } from '../../ports/conformance/content-store.ts';
import { describeSnapshotStore } from '../../ports/conformance/snapshot-store.ts';
import { openSnapshots } from './open-snapshots.ts';
import { createTestCipher, makeFixture } from './testing/snapshot-fixture.ts';

describeContentStore('packs', async (t) => makeFixture(t).contents);
describeSnapshotStore('workspace', (t) => {
  const fixture = makeFixture(t);
  const otherRoot = join(dirname(fixture.root), 'other');
  mkdirSync(otherRoot);
  return { ...fixture, otherRoot };
});

const packsOf = (directory: string): readonly string[] =>
  readdirSync(join(directory, 'packs')).map((name) => join(directory, 'packs', name));

test('keeps everything when it is opened again', async (t) => {
  let fixture = makeFixture(t);
  writeFileSync(join(fixture.root, 'a'), 'one');
  const first = await fixture.take();
  writeFileSync(join(fixture.root, 'a'), 'two');
  fixture = fixture.reopen();
  const second = await fixture.take();
  fixture = fixture.reopen();
  assert.deepEqual(await fixture.snapshots.find(first.id), first);
  assert.equal((await fixture.snapshots.compare(first.id, second.id)).length, 1);
  assert.equal(Buffer.from(await fixture.contents.get(hash('sha256', 'one'))).toString(), 'one');
});

test('writes no content, link text or digest in clear, under names that tell nothing', async (t) => {
  const fixture = makeFixture(t);
  const secrets = ['AKIA-precious-secret-value', 'a second one, in a link'] as const;
  writeFileSync(join(fixture.root, '.env'), secrets[0]);
  symlinkSync(secrets[1], join(fixture.root, 'link'));
  await fixture.take();
  writeFileSync(join(fixture.root, '.env'), 'gone');
  await fixture.take();
  const stored = readdirSync(fixture.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  assert.ok(stored.length >= 2);
  for (const path of stored) {
    assert.equal(statSync(path).mode & 0o077, 0, path);
    const bytes = readFileSync(path);
    for (const secret of secrets) {
      const digest = hash('sha256', secret);
      for (const needle of [secret, digest, Buffer.from(digest, 'hex')])
        assert.equal(bytes.includes(needle), false, `${basename(path)}: ${needle.toString()}`);
    }
  }
  assert.equal(statSync(fixture.directory).mode & 0o077, 0);
});

test('keeps a content once, however many files and snapshots have it', async (t) => {
  const fixture = makeFixture(t);
  const content = 'x'.repeat(500_000);
  for (let place = 0; place < 5; place++) {
    writeFileSync(join(fixture.root, `${place}`), content);
    await fixture.take();
  }
  await fixture.contents.put(Buffer.from(content));
  const sizes = packsOf(fixture.directory).map((pack) => statSync(pack).size);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 510_000);
});

test('gives disk space back when contents go, and writes packs anew of which little is left', async (t) => {
  const fixture = makeFixture(t);
  const usedBytes = (): number => packsOf(fixture.directory).reduce((sum, pack) => sum + statSync(pack).size, 0);
  const digests: string[] = [];
  for (let place = 0; place < 50; place++)
    digests.push(await fixture.contents.put(Buffer.from(`${place}`.padStart(100_000, '.'))));
  assert.ok(usedBytes() > 5_000_000);
  await fixture.contents.sweep((sha256) => sha256 === digests[7]);
  assert.ok(usedBytes() < 200_000);
  const again = fixture.reopen();
  assert.equal(Buffer.from(await again.contents.get(digests[7] ?? '')).toString(), '7'.padStart(100_000, '.'));
});

test('does not sweep what a snapshot needs, whatever the caller says', async (t) => {
  const fixture = makeFixture(t);
  writeFileSync(join(fixture.root, 'a'), 'one');
  await fixture.take();
  writeFileSync(join(fixture.root, 'a'), 'two');
  await fixture.take();
  assert.equal((await fixture.contents.sweep(() => false)).removed, 0);
  assert.equal(await fixture.contents.has(hash('sha256', 'one')), true);
});

test('leaves to others what they still need when it purges, and what was put since', async (t) => {
  const time = { nowMs: 10 };
  const needed = hash('sha256', 'in quarantine');
  const fixture = makeFixture(t, { nowMs: () => time.nowMs, neededElsewhere: () => [needed] });
  for (const content of ['in quarantine', 'of an old plan', 'put again'])
    await fixture.contents.put(Buffer.from(content));
  time.nowMs = 20;
  await fixture.contents.put(Buffer.from('put again'));
  await fixture.snapshots.purge(15);
  const has = ['in quarantine', 'of an old plan', 'put again'].map((text) =>
    fixture.contents.has(hash('sha256', text)),
  );
  assert.deepEqual(await Promise.all(has), [true, false, true]);
});

test('notices contents that were changed or cut, and a wrong key', async (t) => {
  const fixture = makeFixture(t);
  const sha256 = await fixture.contents.put(Buffer.from('precious'.repeat(100)));
  const [pack = ''] = packsOf(fixture.directory);
  const original = readFileSync(pack);
  for (const at of [0, 20, original.length - 1]) {
    const changed = Buffer.from(original);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(pack, changed);
    await assert.rejects(fixture.contents.get(sha256), { code: 'store.corrupt' });
  }
  writeFileSync(pack, original);
  assert.equal((await fixture.contents.get(sha256)).length, 800);
  truncateSync(pack, original.length - 1);
  await assert.rejects(fixture.contents.get(sha256), { code: 'store.corrupt' });
  const stranger = fixture.reopen({ cipher: createTestCipher(new Uint8Array(32)) });
  assert.equal(await stranger.contents.has(sha256), false);
});

test('lets one process in at a time, and says so', (t) => {
  const fixture = makeFixture(t);
  const { directory } = fixture;
  const open = (): unknown =>
    openSnapshots({
      directory,
      cipher: createTestCipher(),
      nowMs: () => 0,
      homeDirectory: null,
      privateDirectories: [],
    });
  assert.throws(open, { code: 'store.busy' });
});

test('answers store.closed once it is closed', async (t) => {
  const fixture = makeFixture(t);
  fixture.close();
  fixture.close();
  await assert.rejects(fixture.take(), { code: 'store.closed' });
  await assert.rejects(fixture.contents.put(new Uint8Array(1)), { code: 'store.closed' });
  await assert.rejects(fixture.snapshots.list({ limit: 1 }), { code: 'store.closed' });
});

test('takes snapshots that are asked for at once one after the other', async (t) => {
  const fixture = makeFixture(t);
  for (let place = 0; place < 30; place++) writeFileSync(join(fixture.root, `${place}`), `${place}`);
  const taken = await Promise.all([fixture.take(), fixture.take(), fixture.take()]);
  assert.deepEqual(
    taken.map(({ entryCount }) => entryCount),
    [30, 30, 30],
  );
  assert.deepEqual(await fixture.snapshots.compare(taken[0]?.id ?? '', taken[2]?.id ?? ''), []);
});

test('refuses homes, folders above them and the places of the gateway itself', (t) => {
  const base = dirname(makeFixture(t).root);
  const fixture = makeFixture(t, {
    homeDirectory: join(base, 'workspace'),
    privateDirectories: [join(base, 'private')],
  });
  mkdirSync(join(base, 'private/inner'), { recursive: true });
  mkdirSync(join(base, 'workspace/project'));
  const why = (root: string): string => {
    const can = fixture.snapshots.canTake(root, null);
    return can.ok ? 'ok' : can.why;
  };
  assert.equal(why(join(base, 'workspace/project')), 'ok');
  assert.match(why(join(base, 'workspace')), /home folder/);
  assert.match(why(base), /home folder|own state/);
  assert.match(why(join(base, 'private')), /own state/);
  assert.match(why(join(base, 'private/inner')), /own state/);
  assert.match(why(fixture.directory), /own state/);
  assert.match(why(join(fixture.directory, 'packs')), /own state/);
  assert.match(why('/etc'), /system/);
  symlinkSync(base, join(base, 'workspace/project/up'));
  assert.notEqual(why(join(base, 'workspace/project/up')), 'ok');
});

test('keeps single paths anywhere but in its own places and among the files of the kernel', async (t) => {
  const base = dirname(makeFixture(t).root);
  const home = join(base, 'home');
  mkdirSync(join(home, '.ssh'), { recursive: true });
  writeFileSync(join(home, '.profile'), 'before');
  const fixture = makeFixture(t, { homeDirectory: home });
  const can = (root: string, path: string): boolean => fixture.snapshots.canTake(root, [path]).ok;
  const below = (path: string): string => path.slice(1);
  for (const path of [join(home, '.profile'), join(home, '.ssh'), '/etc/new', join(home, 'none/new')])
    assert.equal(can('/', below(path)), true, path);
  assert.equal(can(home, '.profile'), true);
  const own = fixture.directory;
  for (const path of [
    home,
    base,
    dirname(own),
    own,
    join(own, 'snapshots.db'),
    join(own, 'new'),
    '/usr',
    '/proc/version',
    '/dev/sda',
  ])
    assert.equal(can('/', below(path)), false, path);
  const paths = [below(join(home, '.profile'))];
  const before = await fixture.take({ root: '/', paths });
  writeFileSync(join(home, '.profile'), 'after');
  const after = await fixture.take({ root: '/', paths });
  assert.deepEqual(
    (await fixture.snapshots.compare(before.id, after.id)).map(({ path }) => path),
    paths,
  );
});

test('knows a workspace under its real path, whatever link leads to it', async (t) => {
  const fixture = makeFixture(t);
  const link = join(dirname(fixture.root), 'link');
  symlinkSync(fixture.root, link);
  const one = await fixture.take({ root: link });
  assert.equal(one.root, fixture.root);
  assert.equal((await fixture.snapshots.list({ root: link, limit: 5 })).length, 1);
});

test('keeps workspaces apart, more than stay in memory', async (t) => {
  const fixture = makeFixture(t);
  const roots = Array.from({ length: 12 }, (_, place) => join(fixture.root, `${place}`));
  const takeAll = async (): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (const root of roots) ids.push((await fixture.take({ root })).id);
    return ids;
  };
  for (const root of roots) mkdirSync(root);
  for (const root of roots) writeFileSync(join(root, 'a'), root);
  const before = await takeAll();
  writeFileSync(join(roots[3] ?? '', 'a'), 'changed');
  const after = await takeAll();
  for (const [place, id] of before.entries()) {
    const changes = await fixture.snapshots.compare(id, after[place] ?? '');
    assert.equal(changes.length, place === 3 ? 1 : 0, `${place}`);
  }
});

test('lets the first snapshot of a large workspace hold up no other', async (t) => {
  const fixture = makeFixture(t);
  const small = join(dirname(fixture.root), 'small');
  mkdirSync(small);
  writeFileSync(join(small, 'a'), 'one');
  for (let at = 0; at < 6_000; at++) writeFileSync(join(fixture.root, `f${at}`), `content ${at}`);
  const ended: string[] = [];
  const first = fixture.take().then(({ entryCount }) => ended.push(`large ${entryCount}`));
  const others = [fixture.take({ root: small }), fixture.take({ root: small })].map((taken) =>
    taken.then(({ entryCount }) => ended.push(`small ${entryCount}`)),
  );
  await Promise.all([first, ...others]);
  assert.deepEqual(ended, ['small 1', 'small 1', 'large 6000']);
});

test('finds each change once, however many snapshots of a workspace are asked for at once and by which name', async (t) => {
  const fixture = makeFixture(t);
  const alias = join(dirname(fixture.root), 'alias');
  symlinkSync(fixture.root, alias);
  const before = await fixture.take();
  writeFileSync(join(fixture.root, 'a'), 'one');
  const [second, third] = await Promise.all([fixture.take(), fixture.take({ root: alias })]);
  assert.equal((await fixture.snapshots.compare(before.id, second.id)).length, 1);
  assert.deepEqual(await fixture.snapshots.compare(second.id, third.id), []);
});
