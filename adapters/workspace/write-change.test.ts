import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { EntryChange } from '../../core/workspace/entry-change.ts';
import { ABSENT, type EntryState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { FilesError, type FilesErrorCode } from '../../ports/workspace-files.ts';
import { openWorkspaceFiles } from './open-workspace-files.ts';
import { openTestFiles, type TestFiles } from './testing/open-test-files.ts';

const IS_ROOT = process.geteuid?.() === 0;
const NOBODY = 65_534;

async function keep(contents: ContentStore, content: string | Buffer, mode = 0o644): Promise<EntryState> {
  const bytes = Buffer.from(content);
  return { kind: 'file', mode, sha256: await contents.put(bytes), sizeBytes: bytes.length };
}

async function rejects(attempt: () => Promise<unknown>, code: FilesErrorCode): Promise<FilesError> {
  try {
    await attempt();
  } catch (error) {
    assert.ok(error instanceof FilesError, String(error));
    assert.equal(error.code, code, error.message);
    return error;
  }
  return assert.fail(`found success, want ${code}`);
}

/** A gateway in whose changes something happens right before the first new content is written beside its place. */
async function openDisturbed(t: TestContext, disturb: (root: string) => void): Promise<TestFiles> {
  const test = await openTestFiles(t);
  let isDone = false;
  const contents: ContentStore = {
    ...test.contents,
    get: async (sha256) => {
      if (!isDone) disturb(test.root);
      isDone = true;
      return test.contents.get(sha256);
    },
  };
  const { root, stateFolder } = test;
  return { ...test, root, contents, files: await openWorkspaceFiles({ stateFolder, contents, minFreeBytes: 0 }) };
}

test('refuses pipes, sockets and devices without waiting for them', async (t) => {
  const { files, root, contents } = await openTestFiles(t);
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const server = createServer().listen(join(root, 'socket'));
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const special = ['pipe', 'socket'];
  if (IS_ROOT && spawnSync('mknod', [join(root, 'device'), 'c', '1', '3']).status === 0) special.push('device');
  const after = await keep(contents, 'x');
  for (const path of special) {
    await rejects(() => files.state(root, path), 'files.not-regular');
    await rejects(() => files.read(root, path), 'files.not-regular');
    await rejects(
      () => files.apply(root, { id: 'c', changes: [{ path, before: ABSENT, after }] }),
      'files.not-regular',
    );
  }
  assert.deepEqual(readdirSync(root).sort(), special.sort());
});

test('takes everything back when a file was replaced by a folder, a pipe or a link in mid change', async (t) => {
  const disturbances: readonly ((path: string, root: string) => void)[] = [
    (path) => mkdirSync(path),
    (path) => execFileSync('mkfifo', [path]),
    (path, root) => symlinkSync(join(root, '../outside'), path),
    (path) => writeFileSync(path, 'by somebody else'),
    () => undefined,
  ];
  for (const disturb of disturbances) {
    const { files, root, contents, outside } = await openDisturbed(t, (root) => {
      rmSync(join(root, 'b'));
      disturb(join(root, 'b'), root);
    });
    writeFileSync(join(root, 'a'), 'first');
    writeFileSync(join(root, 'b'), 'second');
    const changes: EntryChange[] = [
      { path: 'a', before: await files.state(root, 'a'), after: await keep(contents, 'new a') },
      { path: 'b', before: await files.state(root, 'b'), after: await keep(contents, 'new b') },
      { path: 'c', before: ABSENT, after: await keep(contents, 'new c') },
    ];
    await rejects(() => files.apply(root, { id: 'c', changes }), 'files.drifted');
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'first');
    assert.deepEqual(
      readdirSync(root).filter((name) => name !== 'b'),
      ['a'],
    );
    assert.deepEqual(readdirSync(outside), []);
    assert.deepEqual(await files.recover(), []);
  }
});

test('takes everything back when a folder was replaced by a link in mid change', async (t) => {
  const { files, root, contents, outside } = await openDisturbed(t, (root) => {
    renameSync(join(root, 'd'), join(root, 'moved'));
    symlinkSync('../outside', join(root, 'd'));
  });
  mkdirSync(join(root, 'd'));
  const changes: EntryChange[] = [
    { path: 'a', before: ABSENT, after: await keep(contents, 'new a') },
    { path: 'd/x', before: ABSENT, after: await keep(contents, 'new x') },
  ];
  await rejects(() => files.apply(root, { id: 'c', changes }), 'files.outside-root');
  assert.deepEqual(readdirSync(outside), []);
  assert.deepEqual(readdirSync(root).sort(), ['d', 'moved']);
  assert.deepEqual(readdirSync(join(root, 'moved')), []);
});

test('refuses contents that are not kept, and keeps nothing of the change', async (t) => {
  const { files, root } = await openTestFiles(t);
  const after: EntryState = { kind: 'file', mode: 0o644, sha256: 'ab'.repeat(32), sizeBytes: 1 };
  const failure = await rejects(
    () => files.apply(root, { id: 'c', changes: [{ path: 'a', before: ABSENT, after }] }),
    'files.failed',
  );
  assert.match(failure.message, /no kept content for "a"/);
  assert.deepEqual(readdirSync(root), []);
});

test('writes nothing when the volume would be left with less than it must have', async (t) => {
  const { files, root, contents } = await openTestFiles(t, { minFreeBytes: Number.MAX_SAFE_INTEGER / 2 });
  const changes = [{ path: 'a', before: ABSENT, after: await keep(contents, 'x') }];
  await rejects(() => files.apply(root, { id: 'c', changes }), 'files.no-space');
  assert.deepEqual(readdirSync(root), []);
});

test('takes everything back on a volume that is really full', async (t) => {
  const { files, root, contents } = await openTestFiles(t);
  const mounted = IS_ROOT && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root]).status === 0;
  if (!mounted) return t.skip('needs the right to mount a small tmpfs');
  try {
    writeFileSync(join(root, 'a'), 'old');
    const changes: EntryChange[] = [
      { path: 'a', before: await files.state(root, 'a'), after: await keep(contents, Buffer.alloc(100_000, 'a')) },
      { path: 'b', before: ABSENT, after: { kind: 'folder', mode: 0o755 } },
      { path: 'b/c', before: ABSENT, after: await keep(contents, Buffer.alloc(200_000, 'c')) },
    ];
    await rejects(() => files.apply(root, { id: 'c', changes }), 'files.no-space');
    assert.deepEqual(readdirSync(root), ['a']);
    assert.equal(readFileSync(join(root, 'a'), 'utf8'), 'old');
    assert.deepEqual(await files.recover(), []);
  } finally {
    execFileSync('umount', [root]);
  }
});

test('takes everything back where a folder may not be written, and writes there where the change says it may', async (t) => {
  const { root, contents, base } = await openTestFiles(t);
  const place = join(base, 'nobody');
  mkdirSync(join(place, 'closed'), { recursive: true });
  mkdirSync(join(place, 'open'));
  mkdirSync(join(base, 'nobody-state'));
  chmodSync(base, 0o755);
  // Root may write anywhere.
  if (IS_ROOT) execFileSync('chown', ['-R', String(NOBODY), place, join(base, 'nobody-state')]);
  chmodSync(join(place, 'closed'), 0o555);
  const after = await keep(contents, 'x');
  if (IS_ROOT) process.seteuid?.(NOBODY);
  try {
    const files = await openWorkspaceFiles({ stateFolder: join(base, 'nobody-state'), contents, minFreeBytes: 0 });
    const changes: EntryChange[] = ['closed/b', 'open/a'].map((path) => ({ path, before: ABSENT, after }));
    const failure = await rejects(() => files.apply(place, { id: 'c', changes }), 'files.failed');
    assert.match(failure.message, /"closed\/b": found EACCES/);
    assert.deepEqual(readdirSync(join(place, 'open')), []);
    const opened: EntryState = { kind: 'folder', mode: 0o500 };
    const named: EntryChange[] = [
      { path: 'closed', before: { kind: 'folder', mode: 0o555 }, after: opened },
      { path: 'closed/b', before: ABSENT, after },
    ];
    await files.apply(place, { id: 'd', changes: named });
    assert.deepEqual(await files.state(place, 'closed'), opened);
    assert.deepEqual(await files.state(place, 'closed/b'), after);
  } finally {
    if (IS_ROOT) process.seteuid?.(0);
    chmodSync(join(place, 'closed'), 0o755);
  }
  assert.equal(existsSync(join(root, 'b')), false);
});

test('keeps the owner of a file it replaces, and gives new ones to the owner of their folder', {
  skip: IS_ROOT ? false : 'needs root, to give files away',
}, async (t) => {
  const { files, root, contents } = await openTestFiles(t);
  writeFileSync(join(root, 'a'), 'old');
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, root]);
  await files.apply(root, {
    id: 'c',
    changes: [
      { path: 'a', before: await files.state(root, 'a'), after: await keep(contents, 'new', 0o4755) },
      { path: 'b/c', before: ABSENT, after: await keep(contents, 'c') },
      { path: 'l', before: ABSENT, after: { kind: 'link', target: 'a' } },
    ],
  });
  for (const path of ['a', 'b', 'b/c', 'l']) assert.equal(lstatSync(join(root, path)).uid, NOBODY, path);
  assert.equal(statSync(join(root, 'a')).mode & 0o7777, 0o4755, 'a change of owner does not cost the mode');
});

test('reads and replaces a file with further names where that is allowed, and leaves the other name alone', async (t) => {
  const { files, root, outside, contents } = await openTestFiles(t, { mayHaveOtherNames: true });
  writeFileSync(join(outside, 'store'), 'shared');
  execFileSync('ln', [join(outside, 'store'), join(root, 'module')]);
  const before = await files.state(root, 'module');
  const after = await keep(contents, 'own', 0o600);
  await files.apply(root, { id: 'c', changes: [{ path: 'module', before, after }] });
  assert.equal(readFileSync(join(outside, 'store'), 'utf8'), 'shared');
  assert.equal(statSync(join(outside, 'store')).mode & 0o777, 0o644);
  assert.deepEqual(await files.state(root, 'module'), after);
});

test('changes nothing in the folder of the gateway itself, above it or in a workspace within it', async (t) => {
  const { files, base, stateFolder, contents } = await openTestFiles(t);
  const after = await keep(contents, 'x');
  for (const [root, path] of [
    [base, 'state/journal/x'],
    [base, 'state/x'],
    [stateFolder, 'x'],
    [join(stateFolder, 'journal'), 'x'],
  ] as const)
    await rejects(
      () => files.apply(root, { id: 'c', changes: [{ path, before: ABSENT, after }] }),
      'files.outside-root',
    );
  const before = await files.state(base, 'state');
  await rejects(
    () => files.apply(base, { id: 'c', changes: [{ path: 'state', before, after: ABSENT }] }),
    'files.outside-root',
  );
});

test('holds the bounds of the request, else its own', async (t) => {
  const bounds = { maxChanges: 1, maxFileBytes: 10, maxTotalBytes: 10 };
  const { files, root, contents } = await openTestFiles(t, { bounds });
  const changes = [{ path: 'a', before: ABSENT, after: await keep(contents, 'more than ten bytes') }];
  await rejects(() => files.apply(root, { id: 'c', changes }), 'files.too-large');
  await files.apply(root, { id: 'c', changes, bounds: { maxChanges: 1, maxFileBytes: 100, maxTotalBytes: 100 } });
  await rejects(() => files.read(root, 'a'), 'files.too-large');
});

test('says what is wrong with a root', async (t) => {
  const { files, root } = await openTestFiles(t);
  writeFileSync(join(root, 'f'), '');
  for (const wrong of [join(root, 'none'), join(root, 'f'), 'relative'])
    await rejects(() => files.state(wrong, 'a'), 'files.failed');
  symlinkSync(root, `${root}-link`);
  assert.equal((await files.state(`${root}-link`, 'f')).kind, 'file', 'links that lead to the root are followed once');
});

test('waits for another process that writes to the same root, and takes over at once when that is killed', async (t) => {
  const { root, contents, base, stateFolder } = await openTestFiles(t);
  const script = join(base, 'holder.mjs');
  const lockFile = JSON.stringify(join(import.meta.dirname, 'root-locks.ts'));
  const name = JSON.stringify(join(import.meta.dirname, 'journal.ts'));
  writeFileSync(
    script,
    `import { openRootLocks } from ${lockFile}; import { nameOfRoot } from ${name};
     const locks = await openRootLocks(${JSON.stringify(join(stateFolder, 'locks'))}, 0);
     await locks.hold(nameOfRoot(${JSON.stringify(root)}), () => { process.stdout.write('held'); return new Promise((resolve) => setTimeout(resolve, 60_000)); });`,
  );
  const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => holder.kill('SIGKILL'));
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const files = await openWorkspaceFiles({ stateFolder, contents, minFreeBytes: 0, lockTimeoutMs: 60 });
  const changes = [{ path: 'a', before: ABSENT, after: await keep(contents, 'x') }];
  await rejects(() => files.apply(root, { id: 'c', changes }), 'files.locked');
  holder.kill('SIGKILL');
  await new Promise((resolve) => holder.once('exit', resolve));
  await files.apply(root, { id: 'c', changes });
  assert.deepEqual(readdirSync(root), ['a']);
});

test('makes names that differ only in case where the volume tells them apart', async (t) => {
  const { files, root, contents } = await openTestFiles(t);
  const changes = await Promise.all(
    ['A', 'a'].map(async (path) => ({ path, before: ABSENT, after: await keep(contents, path) })),
  );
  await files.apply(root, { id: 'c', changes });
  assert.deepEqual(
    readdirSync(root).sort(),
    ['A', 'a'],
    'this volume tells them apart, and nothing is left of the trial',
  );
});

test('reports a journal that cannot be read, and keeps that workspace closed', async (t) => {
  const { files, root, contents, stateFolder } = await openTestFiles(t);
  const changes = [{ path: 'a', before: ABSENT, after: await keep(contents, 'x') }];
  await files.apply(root, { id: 'c', changes });
  const { nameOfRoot } = await import('./journal.ts');
  writeFileSync(join(stateFolder, 'journal', `${nameOfRoot(root)}.json`), '{"version":99}');
  const [recovered] = await files.recover();
  assert.equal(recovered?.result, 'inconsistent');
  assert.match(recovered?.problem ?? '', /want a change written by this version/);
  const next = [{ path: 'b', before: ABSENT, after: await keep(contents, 'x') }];
  await rejects(() => files.apply(root, { id: 'd', changes: next }), 'files.inconsistent');
  await rejects(() => files.contentsInUse(), 'files.inconsistent');
  assert.deepEqual(readdirSync(root), ['a']);
  await files.reopen(root);
  await files.apply(root, { id: 'd', changes: next });
  assert.deepEqual(readdirSync(root), ['a', 'b']);
});

test('closes a workspace whose root was removed in mid change until a person reopens it', async (t) => {
  const { files, root, contents } = await openDisturbed(t, (root) => rmdirSync(root));
  await rejects(
    async () =>
      files.apply(root, { id: 'c', changes: [{ path: 'a', before: ABSENT, after: await keep(contents, 'x') }] }),
    'files.failed',
  );
  assert.deepEqual(await files.recover(), [], 'nothing was touched, so nothing is left');
});
