import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { GatewayEvent } from '../../../application/event-hub.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { ReadyPolicy } from '../../../application/gateway-ports.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import type { Check } from '../../../core/verify/check.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { until } from '../../harness/until.ts';

const CHECK = { timeoutMs: 20_000, layer: 'organisation', kind: 'tests', name: 'tests' } as const;

function verifiedBy(argv: readonly string[], onFailure: Check['onFailure']): ReadyPolicy {
  const checks = [{ ...CHECK, argv, onFailure }];
  return readyPolicy({ verify: { checks, environment: [], projectChecks: 'contained' } });
}

type Entry = { readonly type: string; readonly data: JsonObject };

async function entriesOf({ gateway }: WorkspaceGateway, ...types: readonly string[]): Promise<readonly Entry[]> {
  const all = await gateway.logEntries({ fromIndex: 0, limit: 200 });
  return all.map(({ text }): Entry => JSON.parse(text)).filter(({ type }) => types.includes(type));
}

async function outcomesOf(opened: WorkspaceGateway): Promise<readonly unknown[]> {
  return (await entriesOf(opened, 'outcome')).map(({ data }) => data['error']);
}

async function raisedBy(call: Promise<unknown>): Promise<GatewayError> {
  const raised = await call.then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(raised instanceof GatewayError, `found ${String(raised)}, want a refusal`);
  return raised;
}

/** Waits until a check has begun: it makes this file first. */
function begun(mark: string): Promise<void> {
  return until(() => existsSync(mark), 'a check that began');
}

/** A check that says it began, waits until it may end, and fails. */
function heldCheck(base: string): { readonly argv: readonly string[]; readonly mark: string; readonly go: string } {
  const [mark, go] = [`${base}-began`, `${base}-go`];
  return { argv: ['sh', '-c', `touch ${mark}; while test ! -e ${go}; do sleep 0.05; done; exit 1`], mark, go };
}

test('says that a change stands although it does not verify, where it cannot be taken back', async (t) => {
  const opened = await openWorkspaceGateway(t, {
    ready: verifiedBy(['sh', '-c', 'ln d/a.txt d/other; exit 1'], 'rollback'),
  });
  const events: GatewayEvent[] = [];
  opened.gateway.subscribe((event) => events.push(event));
  const raised = await raisedBy(opened.call('write_file', { path: 'd/a.txt', content: 'x' }));
  const [before] = (await opened.gateway.listCheckpoints({ limit: 10 })).filter(({ reason }) => reason === 'before');
  assert.equal(raised.code, 'files.inconsistent');
  assert.match(raised.message, /the change STANDS although it does not verify: d\/a\.txt/);
  assert.match(raised.message, new RegExp(`checkpoint ${before?.id} holds what was there before`));
  assert.ok(raised.remedies.some((remedy) => remedy.includes(`checkpoint restore ${before?.id}`)));
  assert.equal(readFileSync(join(opened.root, 'd/a.txt'), 'utf8'), 'x');
  assert.deepEqual(await outcomesOf(opened), ['rollback']);
  const told = events.filter(({ kind }) => kind === 'verification');
  assert.deepEqual(
    told.map((event) => event.kind === 'verification' && [event.outcome, event.stands, event.failed]),
    [['rollback', true, ['tests']]],
  );
});

test('takes a change back when its checks end without an answer', async (t) => {
  const opened = await openWorkspaceGateway(t, { ready: verifiedBy(['true'], 'human') });
  const runner = opened.ports.runner as { run: unknown };
  runner.run = async () => {
    throw new Error('the runner is gone');
  };
  const made = await opened.call('write_file', { path: 'a.txt', content: 'x' });
  assert.equal(made.isDone, false);
  assert.match(made.text, /taken back.*ended without an answer/);
  assert.equal(existsSync(join(opened.root, 'a.txt')), false);
  assert.deepEqual(await outcomesOf(opened), ['verification']);
});

test('verifies a change by the policy from before it, also where it leaves the project’s policy invalid', async (t) => {
  const opened = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const source = opened.ports.policySource as { projectLayer: unknown };
  source.projectLayer = (workspace: string) => {
    const file = join(workspace, '.countersign/policy.yaml');
    if (!existsSync(file)) return null;
    return { stamp: '1', source: file, read: () => ({ document: null, problem: 'it is no policy' }) };
  };
  const made = await opened.call('write_file', { path: '.countersign/policy.yaml', content: 'nonsense: 1\n' });
  assert.equal(made.isDone, true, made.text);
  assert.deepEqual(await outcomesOf(opened), [null]);
});

test('takes a change back whose end cannot be recorded', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const { files } = opened.ports.workspaces;
  const { apply } = files;
  const ledger = opened.stores.ledger as { commit: unknown };
  let applied = 0;
  files.apply = async (root, change) => {
    const made = await apply(root, change);
    applied += 1;
    ledger.commit = async () => {
      throw new StoreError('store.full', 'write: no space is left');
    };
    return made;
  };
  const raised = await raisedBy(opened.call('write_file', { path: 'd/a.txt', content: 'x' }));
  assert.equal(raised.code, 'log.unwritable');
  assert.equal(applied, 2);
  assert.deepEqual(readdirSync(opened.root), []);
});

test('says that a change stands whose end cannot be recorded, where it cannot be taken back', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const { files } = opened.ports.workspaces;
  const { apply } = files;
  const ledger = opened.stores.ledger as { commit: unknown };
  files.apply = async (root, change) => {
    const made = await apply(root, change);
    ledger.commit = async () => {
      throw new StoreError('store.full', 'write: no space is left');
    };
    files.apply = async () => {
      throw new Error('the disk is on fire');
    };
    return made;
  };
  const raised = await raisedBy(opened.call('write_file', { path: 'a.txt', content: 'x' }));
  assert.equal(raised.code, 'files.inconsistent');
  assert.match(raised.message, /the change of a\.txt stands although its end cannot be recorded.*on fire/);
});

test('tells the failure of a write, not that of its note or its report', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const ledger = opened.stores.ledger as { commit: unknown };
  const { files } = opened.ports.workspaces;
  files.apply = async () => {
    ledger.commit = async () => {
      throw new StoreError('store.full', 'write: no space is left');
    };
    throw new Error('the disk is on fire');
  };
  const raised = await raisedBy(opened.call('write_file', { path: 'a.txt', content: 'x' }));
  assert.equal(raised.code, 'files.failed');
  assert.match(raised.message, /on fire/);
});

test('takes back nothing that a person changed while the checks ran, takes back the rest, and says so', async (t) => {
  const folder = await openWorkspaceGateway(t);
  const held = heldCheck(join(folder.root, '../check'));
  const opened = await openWorkspaceGateway(t, { ready: verifiedBy(held.argv, 'rollback') });
  const file = join(opened.root, 'a.txt');
  writeFileSync(file, 'before\n');
  writeFileSync(join(opened.root, 'gone.txt'), 'before\n');
  const changed = (path: string): string => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-before\n+agent\n`;
  const added = '--- /dev/null\n+++ b/d/new.txt\n@@ -0,0 +1 @@\n+agent\n';
  const call = opened.call('apply_diff', { diff: `${changed('a.txt')}${added}${changed('gone.txt')}` });
  await begun(held.mark);
  writeFileSync(file, 'an hour of work\n');
  rmSync(join(opened.root, 'gone.txt'));
  writeFileSync(held.go, '');
  const made = await call;
  const before = made.detail['before'];
  assert.ok(typeof before === 'string');
  assert.equal(made.isDone, false);
  assert.ok(made.text.includes('others had changed a.txt, gone.txt: that stays as they left it'), made.text);
  assert.ok(made.text.includes(`checkpoint ${before} holds what was there before`), made.text);
  assert.deepEqual(made.detail['left'], ['a.txt', 'gone.txt']);
  assert.equal(readFileSync(file, 'utf8'), 'an hour of work\n');
  assert.deepEqual(readdirSync(opened.root), ['a.txt'], 'what nobody touched is taken back, folders too');
  const [rollback] = (await entriesOf(opened, 'workspace.changed')).filter(({ data }) => data['kind'] === 'rollback');
  assert.equal(rollback?.data['left'], 2);
  const [verified] = await entriesOf(opened, 'change.verified');
  assert.deepEqual([verified?.data['left'], verified?.data['stands']], [2, true]);
  await opened.gateway.restoreCheckpoint(OPERATOR, { checkpoint: before, paths: null, dryRun: false });
  assert.equal(readFileSync(file, 'utf8'), 'before\n');
});

test('writes nothing at all where others changed all that a change left', async (t) => {
  const opened = await openWorkspaceGateway(t, {
    ready: verifiedBy(['sh', '-c', 'echo mine > a.txt; exit 1'], 'rollback'),
  });
  const made = await opened.call('write_file', { path: 'a.txt', content: 'x' });
  assert.deepEqual([made.isDone, made.detail['left']], [false, ['a.txt']]);
  assert.equal(readFileSync(join(opened.root, 'a.txt'), 'utf8'), 'mine\n');
});

test('leaves no folders of a change that was taken back, but what others put into them', async (t) => {
  const opened = await openWorkspaceGateway(t, { ready: verifiedBy(['false'], 'rollback') });
  await opened.call('write_file', { path: 'd/e/a.txt', content: 'x' });
  assert.deepEqual(readdirSync(opened.root), []);
  const busy = await openWorkspaceGateway(t, {
    ready: verifiedBy(['sh', '-c', 'echo mine > d/mine.txt; exit 1'], 'rollback'),
  });
  const made = await busy.call('write_file', { path: 'd/e/a.txt', content: 'x' });
  assert.equal(made.isDone, false);
  assert.deepEqual(new Set<unknown>(readdirSync(busy.root, { recursive: true })), new Set(['d', 'd/mine.txt']));
});

test('puts what the verifier found on record, and tells who watches that a person must look', async (t) => {
  const opened = await openWorkspaceGateway(t, { ready: verifiedBy(['sh', '-c', 'echo said; exit 1'], 'human') });
  const events: GatewayEvent[] = [];
  opened.gateway.subscribe((event) => events.push(event));
  const made = await opened.call('write_file', { path: 'a.txt', content: 'x' });
  assert.equal(made.isDone, true, made.text);
  const [verified, ...more] = await entriesOf(opened, 'change.verified');
  assert.deepEqual(more, []);
  assert.equal(verified?.data['outcome'], 'human');
  assert.equal(verified?.data['stands'], true);
  assert.equal(verified?.data['contained'], false);
  const checks = verified?.data['checks'];
  assert.ok(Array.isArray(checks));
  assert.deepEqual(checks.at(-1), { name: 'tests', status: 'failed' });
  assert.ok(!JSON.stringify(verified).includes('said'), 'found what a program printed in an entry, want none');
  const told = events.find((event) => event.kind === 'verification');
  assert.ok(told?.kind === 'verification');
  assert.deepEqual([told.outcome, told.stands, told.failed], ['human', true, ['tests']]);
});

test('counts the tries of mending a change, and begins anew once it verified', async (t) => {
  const opened = await openWorkspaceGateway(t);
  const flag = join(opened.root, '../flag');
  const counted = await openWorkspaceGateway(t, { ready: verifiedBy(['test', '!', '-e', flag], 'fix') });
  const write = async (content: string): Promise<unknown> =>
    ((await counted.call('write_file', { path: 'a.txt', content })).detail['verification'] as JsonObject)['outcome'];
  const outcomes = [await write('1'), await write('2')];
  writeFileSync(flag, '');
  outcomes.push(await write('3'));
  rmSync(flag);
  outcomes.push(await write('4'));
  writeFileSync(flag, '');
  for (const content of ['5', '6', '7']) outcomes.push(await write(content));
  assert.deepEqual(outcomes, ['commit', 'commit', 'fix', 'commit', 'fix', 'fix', 'human']);
});
