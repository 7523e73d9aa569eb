import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { StoreError } from '../../../ports/store-error.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';

const LAST = { what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;

test('leaves no checkpoint behind that anybody sees of a dry run or of a diff with the present', async (t) => {
  const { root, call, gateway } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  const { id } = await gateway.takeCheckpoint(OPERATOR, { root });
  await gateway.undo(OPERATOR, { ...LAST, root });
  const listed = async (): Promise<readonly string[]> =>
    (await gateway.listCheckpoints({ limit: 100 })).map((one) => `${one.id} ${one.reason}`);
  const before = await listed();
  writeFileSync(join(root, 'b.txt'), 'mine\n');
  assert.equal((await gateway.diffCheckpoint({ from: id, to: null })).changes.length, 2);
  assert.equal(
    (await gateway.restoreCheckpoint(OPERATOR, { checkpoint: id, paths: null, dryRun: true })).changes.length,
    2,
  );
  assert.equal((await gateway.redo(OPERATOR, { root, force: false, dryRun: true })).changes.length, 1);
  assert.deepEqual(await listed(), before);
  await gateway.restoreCheckpoint(OPERATOR, { checkpoint: id, paths: null, dryRun: false });
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
  const added = (await listed()).filter((one) => !before.includes(one)).map((one) => one.split(' ')[1]);
  assert.deepEqual(
    new Set(added),
    new Set(['after', 'restore']),
    'what is restored can be taken back, and nothing else is shown',
  );
});

test('says that files were changed where something fails after they were, and lets it be redone', async (t) => {
  const { root, call, gateway, ports } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  const { snapshots } = ports.workspaces;
  const { take } = snapshots;
  snapshots.take = async (scope) => {
    if (scope.reason === 'after') throw new StoreError('store.full', 'write: no space is left');
    return take(scope);
  };
  await assert.rejects(gateway.undo(OPERATOR, { ...LAST, root }), {
    code: 'files.failed',
    message: /found that the change of a\.txt was made, and that what comes after it failed: write: no space is left/,
  });
  snapshots.take = take;
  assert.equal(existsSync(join(root, 'a.txt')), false);
  await gateway.redo(OPERATOR, { root, force: true, dryRun: false });
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
});

test('keeps a folder that an undo would remove where anything else stands in it, however deep, also what no checkpoint holds', async (t) => {
  const { root, call, gateway } = await openWorkspaceGateway(t);
  await call('write_file', { path: 'd/e/f/a.txt', content: 'one\n' });
  execFileSync('mkfifo', [join(root, 'd/e/pipe')]);
  const undone = await gateway.undo(OPERATOR, { ...LAST, root });
  assert.deepEqual(
    undone.changes.map(({ path }) => path),
    ['d/e/f', 'd/e/f/a.txt'],
  );
  assert.deepEqual(readdirSync(join(root, 'd/e')), ['pipe']);
  rmSync(join(root, 'd'), { recursive: true });
});
