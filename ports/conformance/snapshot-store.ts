import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { ContentStore } from '../content-store.ts';
import type { Snapshot, SnapshotScope, SnapshotStore } from '../snapshot-store.ts';
import { StoreError } from '../store-error.ts';

/** An empty workspace on disk, and an empty store of snapshots with the contents they refer to. */
export type OpenSnapshotStore = {
  readonly root: string;
  /** Another empty workspace. */
  readonly otherRoot: string;
  readonly snapshots: SnapshotStore;
  readonly contents: ContentStore;
};

const ABSENT = { kind: 'absent' } as const;

/**
 * The contract of `SnapshotStore`, as tests that every implementation must pass.
 *
 * The store's own clock must be at 0, so that contents count as put before everything.
 */
export function describeSnapshotStore(name: string, open: (t: TestContext) => OpenSnapshotStore): void {
  const contract = (what: string, check: (opened: Opened) => Promise<void>): void => {
    it(what, (t) => check(withTake(open(t))));
  };
  void describe(`${name}: snapshot store`, () => {
    contract('says what changed, in order of paths, with contents to be had', async ({ root, take, ...store }) => {
      writeFileSync(join(root, 'kept'), 'kept');
      writeFileSync(join(root, 'edited'), 'before');
      writeFileSync(join(root, 'gone'), 'gone');
      chmodSync(join(root, 'edited'), 0o640);
      mkdirSync(join(root, 'empty'), 0o700);
      await take('1');
      writeFileSync(join(root, 'edited'), 'after');
      rmSync(join(root, 'gone'));
      rmSync(join(root, 'empty'), { recursive: true });
      symlinkSync('nowhere/at all', join(root, 'empty'));
      mkdirSync(join(root, 'new'), 0o751);
      await take('2');
      const file = (content: string, mode: number): object => ({
        kind: 'file',
        mode,
        sha256: hash('sha256', content),
        sizeBytes: content.length,
      });
      const changes = await store.snapshots.compare('1', '2');
      assert.deepEqual(changes, [
        { path: 'edited', before: file('before', 0o640), after: file('after', 0o640) },
        { path: 'empty', before: { kind: 'folder', mode: 0o700 }, after: { kind: 'link', target: 'nowhere/at all' } },
        { path: 'gone', before: file('gone', 0o644), after: ABSENT },
        { path: 'new', before: ABSENT, after: { kind: 'folder', mode: 0o751 } },
      ]);
      const backwards = changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
      assert.deepEqual(await store.snapshots.compare('2', '1'), backwards);
      assert.deepEqual(await store.snapshots.compare('1', '1'), []);
      for (const content of ['kept', 'before', 'after', 'gone'])
        assert.equal(Buffer.from(await store.contents.get(hash('sha256', content))).toString(), content);
    });

    contract(
      'looks at the given paths only, with what is below and the folders above',
      async ({ root, take, ...store }) => {
        mkdirSync(join(root, 'a/b'), { recursive: true });
        writeFileSync(join(root, 'other'), '1');
        const first = await take('1', { paths: ['a/b', 'x/y/z'] });
        assert.deepEqual(first.paths, ['a/b', 'x/y/z']);
        writeFileSync(join(root, 'other'), '2');
        writeFileSync(join(root, 'a/b/c'), 'c');
        writeFileSync(join(root, 'a/d'), 'd');
        mkdirSync(join(root, 'x/y'), { recursive: true });
        writeFileSync(join(root, 'x/y/z'), 'z');
        await take('2', { paths: ['a/b', 'x/y/z'] });
        await take('3');
        const paths = (changes: readonly { readonly path: string }[]): readonly string[] =>
          changes.map(({ path }) => path);
        assert.deepEqual(paths(await store.snapshots.compare('1', '2')), ['a/b/c', 'x', 'x/y', 'x/y/z']);
        assert.deepEqual(paths(await store.snapshots.compare('1', '3')), ['a/b/c', 'x', 'x/y', 'x/y/z']);
        assert.deepEqual(paths(await store.snapshots.compare('2', '3')), []);
        writeFileSync(join(root, 'other'), '3');
        writeFileSync(join(root, 'a/b/c'), 'changed');
        await take('4');
        assert.deepEqual(paths(await store.snapshots.compare('3', '4')), ['a/b/c', 'other']);
        assert.deepEqual(paths(await store.snapshots.compare('4', '2')), ['a/b/c']);
      },
    );

    contract('finds and lists what was taken, newest first', async ({ root, otherRoot, take, ...store }) => {
      const taken = [
        await take('1', { action: 'action 1', session: 'session 1' }),
        await take('2', { action: 'action 1', session: 'session 1', reason: 'after', paths: ['a'] }),
        await take('3', { root: otherRoot, session: 'session 2' }),
        // The clock went back; the order of taking counts.
        await take('4', { reason: 'restore', atMs: 0 }),
      ];
      for (const snapshot of taken) assert.deepEqual(await store.snapshots.find(snapshot.id), snapshot);
      assert.equal(await store.snapshots.find('5'), null);
      const ids = async (filter: Partial<Parameters<SnapshotStore['list']>[0]>): Promise<string> =>
        (await store.snapshots.list({ limit: 10, ...filter })).map(({ id }) => id).join(' ');
      assert.equal(await ids({}), '4 3 2 1');
      assert.equal(await ids({ limit: 2 }), '4 3');
      assert.equal(await ids({ root }), '4 2 1');
      assert.equal(await ids({ root: otherRoot }), '3');
      assert.equal(await ids({ session: 'session 1' }), '2 1');
      assert.equal(await ids({ action: 'action 1', limit: 1 }), '2');
      assert.equal(await ids({ root: '/nowhere', session: 'session 1' }), '');
    });

    contract(
      'refuses to compare what is not there, or snapshots of two workspaces',
      async ({ otherRoot, take, ...store }) => {
        await take('1');
        await take('2', { root: otherRoot });
        for (const [from, to] of [
          ['1', '2'],
          ['1', '3'],
          ['3', '1'],
        ] as const)
          await assert.rejects(store.snapshots.compare(from, to), isFailed);
      },
    );

    contract('lists none that was taken for a look, and compares with it', async ({ root, take, ...store }) => {
      writeFileSync(join(root, 'a'), 'one');
      const first = await take('1');
      writeFileSync(join(root, 'a'), 'two');
      const look = await take('2', { reason: 'look' });
      assert.deepEqual(await store.snapshots.list({ root, limit: 10 }), [first]);
      assert.deepEqual(await store.snapshots.find('2'), look);
      assert.equal((await store.snapshots.compare('1', '2')).length, 1);
      const third = await take('3');
      assert.deepEqual(await store.snapshots.compare('2', '3'), []);
      assert.deepEqual(await store.snapshots.list({ limit: 10 }), [third, first]);
      assert.equal((await store.snapshots.purge(100)).snapshots, 1);
    });

    contract('takes no second snapshot under one id, and keeps the first', async ({ root, take, ...store }) => {
      const first = await take('1');
      writeFileSync(join(root, 'a'), 'a');
      await assert.rejects(take('1', { atMs: 5 }), isStoreError);
      assert.deepEqual(await store.snapshots.find('1'), first);
      await take('2');
      assert.equal((await store.snapshots.compare('1', '2')).length, 1);
    });

    contract('says before it takes one what cannot be, and then does not', async ({ root, take, ...store }) => {
      const file = join(root, 'file');
      writeFileSync(file, '');
      assert.deepEqual(store.snapshots.canTake(root, null), { ok: true });
      assert.deepEqual(store.snapshots.canTake(root, ['file', 'new', 'new/er', 'file/below']), { ok: true });
      const refused: readonly (readonly [string, readonly string[] | null])[] = [
        ['/', null],
        [join(root, 'nowhere'), null],
        [file, null],
        ['relative', null],
        [root, []],
        [root, ['']],
        [root, ['/etc/passwd']],
        [root, ['a/../../b']],
        [root, ['file', './file']],
        [root, ['\ud800']],
        [root, Array.from({ length: 1_001 }, (_, place) => `${place}`)],
      ];
      for (const [place, paths] of refused) {
        const can = store.snapshots.canTake(place, paths);
        assert.equal(can.ok, false, `${place} ${paths?.join(' ')}`);
        assert.ok(!can.ok && can.why.length > 0);
        await assert.rejects(take('1', { root: place, paths }), isFailed);
      }
      assert.equal(await store.snapshots.find('1'), null);
    });

    contract('marks snapshots as history, where the last mark counts, and keeps them', async ({ take, ...store }) => {
      for (const id of ['1', '2', '3', '4']) await take(id);
      await store.snapshots.supersede(['1', '2'], '3');
      await store.snapshots.supersede(['2'], '4');
      await assert.rejects(store.snapshots.supersede(['3', 'none'], '4'), isFailed);
      const listed = await store.snapshots.list({ limit: 10 });
      assert.deepEqual(
        listed.map(({ id, supersededBy }) => [id, supersededBy]),
        [
          ['4', null],
          ['3', null],
          ['2', '4'],
          ['1', '3'],
        ],
      );
    });

    contract('purges what is old, but never the newest of a workspace nor what the rest needs', async (opened) => {
      const { root, otherRoot, take, snapshots, contents } = opened;
      await take('other', { root: otherRoot });
      for (const content of ['1', '2', '3', '4']) {
        writeFileSync(join(root, 'file'), content.repeat(1_000));
        writeFileSync(join(root, `of ${content}`), 'same');
        await take(content);
      }
      const expected = await snapshots.compare('3', '4');
      const purged = await snapshots.purge(4);
      assert.equal(purged.snapshots, 2);
      assert.ok(purged.freedBytes >= 2_000);
      assert.deepEqual(
        (await snapshots.list({ limit: 10 })).map(({ id }) => id),
        ['4', '3', 'other'],
      );
      assert.deepEqual(await snapshots.compare('3', '4'), expected);
      const kept = ['1', '2', '3', '4'].map((content) => contents.has(hash('sha256', content.repeat(1_000))));
      assert.deepEqual(await Promise.all(kept), [false, false, true, true]);
      assert.equal(await contents.has(hash('sha256', 'same')), true);
      assert.equal((await snapshots.purge(1_000)).snapshots, 1);
      assert.deepEqual(await snapshots.purge(1_000), { snapshots: 0, freedBytes: 0 });
      writeFileSync(join(root, 'file'), '5');
      await take('5');
      assert.equal((await snapshots.compare('4', '5')).length, 1);
    });
  });
}

type Opened = OpenSnapshotStore & {
  readonly take: (id: string, scope?: Partial<SnapshotScope>) => Promise<Snapshot>;
};

function withTake(opened: OpenSnapshotStore): Opened {
  let atMs = 0;
  return {
    ...opened,
    take: (id, scope = {}) => {
      atMs += 1;
      const usual = {
        root: opened.root,
        id,
        atMs,
        reason: 'manual',
        action: null,
        session: null,
        paths: null,
      } as const;
      return opened.snapshots.take({ ...usual, ...scope });
    },
  };
}

function isStoreError(error: unknown): boolean {
  return error instanceof StoreError;
}

function isFailed(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store.failed';
}
