import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { GatewayError } from '../../../application/gateway-error.ts';
import type { SnapshotLack } from '../../../ports/snapshot-store.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';

test('says the same of every place that is no workspace, whether something stands there or not', async (t) => {
  const { root, call } = await openWorkspaceGateway(t);
  const home = join(root, '../home');
  mkdirSync(join(home, '.ssh'), { recursive: true });
  writeFileSync(join(home, '.ssh/key'), 'key\n');
  const places = ['/', '/etc', '/etc/passwd', '/nonexistent', home, join(home, '.ssh/key'), join(root, '../state')];
  const heard = new Set<string>();
  for (const workspace of places) {
    await call('read_file', { path: 'a' }, { workspace, session: workspace }).then(
      () => assert.fail(`${workspace} was taken for a workspace`),
      ({ code, message, remedies }: GatewayError) => heard.add(JSON.stringify([code, message, remedies])),
    );
  }
  assert.equal(heard.size, 1, [...heard].join('\n'));
  assert.match([...heard].join(), /files\.outside-root/);
});

async function lacking(t: TestContext, lack: SnapshotLack): Promise<WorkspaceGateway> {
  const opened = await openWorkspaceGateway(t);
  writeFileSync(join(opened.root, 'a.txt'), 'one\n');
  opened.ports.workspaces.snapshots.canTake = () => ({ ok: false, lack, why: 'found 5 bytes free' });
  return opened;
}

test('reads on where the disk is full, and says so to who wants to write', async (t) => {
  const { call } = await lacking(t, 'room');
  assert.equal((await call('read_file', { path: 'a.txt' })).text, 'one\n');
  await assert.rejects(call('write_file', { path: 'a.txt', content: 'x' }), { code: 'files.no-space' });
});

test('tells a system that lacks what is needed from a place that is refused', async (t) => {
  const { call } = await lacking(t, 'support');
  await assert.rejects(call('read_file', { path: 'a.txt' }), { code: 'files.unsupported' });
});
