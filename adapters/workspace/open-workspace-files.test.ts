import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testWorkspaceFiles } from '../../ports/conformance/workspace-files.ts';
import { openTestFiles } from './testing/open-test-files.ts';
import { makeFixture } from './testing/snapshot-fixture.ts';

testWorkspaceFiles('workspace', (t) => openTestFiles(t));

testWorkspaceFiles('workspace with encrypted contents', (t) => openTestFiles(t, { contents: makeFixture(t).contents }));

test('brings a workspace back to a snapshot with the changes that the snapshots name', async (t) => {
  const { contents, snapshots, take, root } = makeFixture(t);
  const { files } = await openTestFiles(t, { contents });
  mkdirSync(join(root, 'a/empty'), { recursive: true });
  writeFileSync(join(root, 'a/file'), 'first', { mode: 0o600 });
  symlinkSync('file', join(root, 'a/link'));
  const before = await take();
  rmSync(join(root, 'a'), { recursive: true });
  writeFileSync(join(root, 'a'), 'a file now');
  writeFileSync(join(root, 'caf\u00e9'), 'new');
  const after = await take();
  await files.apply(root, { id: 'back', changes: await snapshots.compare(after.id, before.id) });
  assert.deepEqual(await snapshots.compare(before.id, (await take()).id), []);
  await files.apply(root, { id: 'forth', changes: await snapshots.compare(before.id, after.id) });
  assert.deepEqual(await snapshots.compare(after.id, (await take()).id), []);
});

test('names the first problems of a request and counts the rest, however many they are', async (t) => {
  const { root } = makeFixture(t);
  const { files } = await openTestFiles(t);
  const before = { kind: 'absent' } as const;
  const after = { kind: 'folder', mode: 0o755 } as const;
  const changes = Array.from({ length: 50 }, () => ({ path: 'same', before, after }));
  await assert.rejects(files.apply(root, { id: 'many', changes }), (error: Error) => {
    assert.match(error.message, /found the path twice[^]*; and 29 more$/);
    return error.message.split('; ').length === 21;
  });
});
