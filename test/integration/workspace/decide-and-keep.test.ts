import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Authorization } from '../../../application/gateway.ts';
import type { PolicyRule } from '../../../core/policy/policy.ts';
import type { SnapshotScope } from '../../../ports/snapshot-store.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

/** No snapshot can be taken from now on, although it seemed possible. */
function breakSnapshots({ ports }: WorkspaceGateway): void {
  ports.workspaces.snapshots.take = async () => {
    throw new StoreError('store.failed', 'take a snapshot: the store is gone');
  };
}

/** Does something right after the snapshot before an action was taken. */
function afterSnapshot({ ports }: WorkspaceGateway, act: () => Promise<unknown>): void {
  const { snapshots } = ports.workspaces;
  const { take } = snapshots;
  snapshots.take = async (scope: SnapshotScope) => {
    const taken = await take(scope);
    if (scope.reason === 'before') await act();
    return taken;
  };
}

function editOf({ gateway, root }: WorkspaceGateway, content: string): Promise<Authorization> {
  const args = { file_path: join(root, 'a.txt'), content };
  return gateway.authorize(AGENT, propose('Write', args, { session: 's', workspace: root, cwd: root }), NO_WAIT);
}

test('changes nothing without a checkpoint in shadow mode either', async (t) => {
  const opened = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  breakSnapshots(opened);
  const file = join(opened.root, 'a.txt');
  writeFileSync(file, 'old');
  const call = opened.call('write_file', { path: 'a.txt', content: 'new' });
  await assert.rejects(call, { code: 'unavailable', message: /no checkpoint/ });
  assert.equal(readFileSync(file, 'utf8'), 'old');
});

test('releases what a person approved to be done without a checkpoint, once', async (t) => {
  const opened = await openWorkspaceGateway(t);
  breakSnapshots(opened);
  const asked = await editOf(opened, 'new');
  assert.equal(asked.verdict, 'require-approval');
  await opened.approve(asked.approval?.request.id ?? '');
  const released = await editOf(opened, 'new');
  assert.equal(released.verdict, 'allow', released.decision.reason);
  const entries = await opened.gateway.logEntries({ fromIndex: released.logIndex, limit: 1 });
  assert.equal(JSON.parse(entries[0]?.text ?? '{}').data.approval, asked.approval?.request.id);
  assert.equal((await editOf(opened, 'new')).verdict, 'require-approval');
});

test('writes a file without a checkpoint once a person approved exactly that', async (t) => {
  const opened = await openWorkspaceGateway(t);
  breakSnapshots(opened);
  const write = () => opened.call('write_file', { path: 'a.txt', content: 'new' });
  const asked = await write();
  assert.equal(asked.verdict, 'require-approval', asked.text);
  assert.equal(existsSync(join(opened.root, 'a.txt')), false);
  await opened.approve(asked.authorization?.approval?.request.id ?? '');
  const made = await write();
  assert.equal(made.isDone, true, made.text);
});

test('stops the same action three times in a row, also where all come at once', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const one: string[] = [];
  for (let count = 0; count < 6; count++) one.push((await editOf(opened, 'x')).verdict);
  const other = await openWorkspaceGateway(t);
  const all = await Promise.all(Array.from({ length: 6 }, () => editOf(other, 'x')));
  assert.deepEqual(all.map(({ verdict }) => verdict).toSorted(), one.toSorted());
  assert.ok(one.filter((verdict) => verdict === 'allow').length < 6);
});

test('decides by the emergency state of the moment after the snapshot', async (t) => {
  const opened = await openWorkspaceGateway(t);
  afterSnapshot(opened, () => opened.gateway.halt(OPERATOR, { source: 'cli', reason: 'a test' }));
  const held = await editOf(opened, 'x');
  assert.equal(held.verdict, 'deny');
  const entries = await opened.gateway.logEntries({ fromIndex: 0, limit: 50 });
  const decisions = entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type === 'decision');
  assert.deepEqual(
    decisions.map(({ data }) => data.verdict),
    ['deny'],
  );
});

const ASK_ABOUT_WRITES: Omit<PolicyRule, 'id'> = {
  layer: 'organisation',
  decision: 'ask',
  when: [{ tool: 'Write', argument: null, effect: null }],
  reason: 'a test',
  instead: '',
  expiresAtMs: null,
  match: [],
  notMatch: [],
};

test('uses no approval that the policy of the moment after the snapshot no longer carries', async (t) => {
  let ready = readyPolicy({ rules: [{ ...ASK_ABOUT_WRITES, id: 'ask' }] });
  const opened = await openWorkspaceGateway(t, { ports: { preparePolicy: () => ({ ok: true, value: ready }) } });
  const asked = await editOf(opened, 'x');
  assert.equal(asked.verdict, 'require-approval');
  const id = asked.approval?.request.id ?? '';
  await opened.approve(id);
  afterSnapshot(opened, async () => {
    ready = readyPolicy({ rules: [{ ...ASK_ABOUT_WRITES, id: 'ask-again' }] });
    await opened.gateway.reloadPolicy(OPERATOR);
  });
  assert.equal((await editOf(opened, 'x')).verdict, 'require-approval');
  assert.equal((await opened.gateway.findApproval(id)).request.status, 'approved');
});
