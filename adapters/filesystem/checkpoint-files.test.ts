import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openCheckpointFiles } from './checkpoint-files.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-checkpoints-'));
after(() => rmSync(root, { recursive: true }));
const store = openCheckpointFiles(join(root, 'kept'));
const file = (name: string): string => join(root, name);

test('puts content, mode and absence back exactly', async () => {
  writeFileSync(file('a'), 'before\n');
  chmodSync(file('a'), 0o751);
  await store.keep('action-1', [file('a'), file('new')]);
  writeFileSync(file('a'), 'after');
  chmodSync(file('a'), 0o600);
  writeFileSync(file('new'), 'made by the action');
  assert.deepEqual(await store.restore('action-1'), [file('a'), file('new')]);
  assert.equal(readFileSync(file('a'), 'utf8'), 'before\n');
  assert.equal(statSync(file('a')).mode & 0o7777, 0o751);
  assert.equal(existsSync(file('new')), false);
});

test('keeps equal contents once, for the owner only', async () => {
  writeFileSync(file('b'), 'same');
  writeFileSync(file('c'), 'same');
  const before = readdirSync(join(root, 'kept/blobs')).length;
  await store.keep('action-2', [file('b'), file('c')]);
  assert.equal(readdirSync(join(root, 'kept/blobs')).length, before + 1);
  assert.equal(statSync(join(root, 'kept')).mode & 0o777, 0o700);
});

test('cannot keep folders, links and devices, nor more than a hundred paths', () => {
  mkdirSync(file('folder'));
  symlinkSync('/etc/passwd', file('link'));
  assert.equal(store.canKeep([file('folder')]), false);
  assert.equal(store.canKeep([file('link')]), false);
  assert.equal(store.canKeep(['/dev/null']), false);
  assert.equal(store.canKeep(Array.from({ length: 101 }, (_, index) => file(`x${index}`))), false);
  assert.equal(store.canKeep([file('absent'), file('a')]), true);
});

test('refuses what cannot be kept and restores nothing that was never kept', async () => {
  await assert.rejects(store.keep('action-3', [file('folder')]), { code: 'store.failed' });
  await assert.rejects(store.restore('action-3'), { code: 'store.failed' });
});

test('does not let an action id choose where it writes', async () => {
  await store.keep('../../escape', [file('a')]);
  assert.equal(existsSync(join(root, 'escape.json')), false);
});

test('notices a kept content that was changed', async () => {
  writeFileSync(file('d'), 'precious');
  await store.keep('action-4', [file('d')]);
  for (const blob of readdirSync(join(root, 'kept/blobs'))) writeFileSync(join(root, 'kept/blobs', blob), 'tampered');
  await assert.rejects(store.restore('action-4'), { code: 'store.corrupt' });
});
