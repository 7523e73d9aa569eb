import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openMemoryStores } from '../../../adapters/memory/open-memory-stores.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import type { RunOrder } from '../../../application/run/run-order.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { portsOf, type ScriptedHolder, scriptedHolder } from './scripted-holder.ts';

type Place = WorkspaceGateway & { readonly holder: ScriptedHolder };

async function place(t: TestContext): Promise<Place> {
  const holder = scriptedHolder();
  const stores = openMemoryStores();
  const logKey = generateSigningKey('ed25519');
  return { ...(await openWorkspaceGateway(t, { stores, logKey, ports: { runs: portsOf(holder) } })), holder };
}

function orderIn(root: string, changes: RunOrder['changes']): RunOrder {
  return {
    argv: ['claude'],
    workspace: root,
    cwd: root,
    isolation: 'bwrap',
    changes,
    allowHosts: [],
    secrets: {},
    environment: {},
    isTerminal: false,
    leaseMs: 60_000,
  };
}

type Entry = { readonly type: string; readonly data: Record<string, unknown> };

async function runEntries({ gateway }: Pick<WorkspaceGateway, 'gateway'>): Promise<readonly Entry[]> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 1_000 });
  return entries.map(({ text }): Entry => JSON.parse(text)).filter(({ type }) => type.startsWith('run.'));
}

test('ends a run whose gateway was lost, on record, so that all it changed can be undone', async (t) => {
  const at = await place(t);
  writeFileSync(join(at.root, 'kept.txt'), 'one\n');
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep'));
  writeFileSync(join(at.root, 'kept.txt'), 'changed\n');
  writeFileSync(join(at.root, 'new.txt'), 'new\n');
  const again = await at.reopen();
  assert.equal(at.holder.seen.includes('swept'), true, 'its programs are gone before its changes are looked at');
  const ended = (await runEntries(again)).at(-1);
  assert.deepEqual(
    [ended?.type, ended?.data['result'], ended?.data['files'], ended?.data['run']],
    ['run.ended', 'gateway-lost', 2, run.id],
  );
  const shown = again.gateway.showRun(run.id);
  assert.equal(shown.run.state, 'ended');
  assert.deepEqual(
    shown.summary?.files.map(({ path }) => path),
    ['kept.txt', 'new.txt'],
  );
  assert.deepEqual(
    again.gateway.listRuns().map(({ id }) => id),
    [run.id],
  );
  const leases = again.gateway.listLeases({ ended: true }).map(({ lease }) => lease);
  assert.equal(leases.find(({ task }) => task === run.id)?.end?.reason, 'finished');
  const what = { kind: 'session', session: run.session } as const;
  await again.gateway.undo(OPERATOR, { root: at.root, what, within: null, force: false, dryRun: false });
  assert.equal(readFileSync(join(at.root, 'kept.txt'), 'utf8'), 'one\n');
  assert.equal(existsSync(join(at.root, 'new.txt')), false);
  await assert.rejects(again.gateway.stopRun(OPERATOR, run.id, 'enough'), { code: 'run.refused' });
});

test('names what a lost run may have changed that is neither shown nor undone', async (t) => {
  const at = await place(t);
  mkdirSync(join(at.root, 'node_modules/dependency'), { recursive: true });
  mkdirSync(join(at.root, '.git/objects'), { recursive: true });
  const held = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep'));
  const unheld = await at.gateway.startRun(OPERATOR, { ...orderIn(at.root, 'keep'), isolation: 'none' });
  const again = await at.reopen();
  const pathsOf = (id: string) => again.gateway.showRun(id).summary?.notKept.map(({ path }) => path);
  assert.deepEqual(pathsOf(held.run.id), ['node_modules']);
  assert.deepEqual(pathsOf(unheld.run.id), ['.git/objects', 'node_modules']);
});

test('ends a lost run once, whatever the number of restarts', async (t) => {
  const at = await place(t);
  await at.gateway.startRun(OPERATOR, orderIn(at.root, 'drop'));
  const third = await (await at.reopen()).reopen();
  const types = (await runEntries(third)).map(({ type }) => type);
  assert.deepEqual(types, ['run.started', 'run.ended']);
  assert.deepEqual(third.gateway.listRuns(), []);
});

test('says on record that changes which waited for a person were lost', async (t) => {
  const at = await place(t);
  at.holder.changes = [
    { path: 'a.txt', before: 'nothing', after: { kind: 'file', sizeBytes: 2, isExecutable: false }, content: 'a\n' },
  ];
  const waiting = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'review'));
  await at.gateway.endRun(OPERATOR, waiting.run.id, 0);
  const running = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'review'));
  const again = await at.reopen();
  const told = (await runEntries(again)).slice(-2).map(({ type, data }) => [type, data['run'], data]);
  assert.deepEqual(told, [
    ['run.reviewed', waiting.run.id, { files: 0, run: waiting.run.id, verdict: 'lost' }],
    [
      'run.ended',
      running.run.id,
      { changes: 'lost', exit_code: null, files: 0, remains: 0, result: 'gateway-lost', run: running.run.id },
    ],
  ]);
  assert.match(again.gateway.showRun(waiting.run.id).summary?.notes.join() ?? '', /1 changed files .* were lost/);
  await assert.rejects(again.gateway.reviewRun(OPERATOR, waiting.run.id, 'apply'), { code: 'run.refused' });
});

test('counts changes as taken over where the gateway was lost after they were made', async (t) => {
  const at = await place(t);
  at.holder.changes = [
    { path: 'a.txt', before: 'nothing', after: { kind: 'file', sizeBytes: 2, isExecutable: false }, content: 'a\n' },
  ];
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'review'));
  await at.gateway.endRun(OPERATOR, run.id, 0);
  const { promise: never } = Promise.withResolvers<void>();
  const made = new Promise<void>((resolve) => {
    at.holder.during = async (what) => {
      if (what !== 'close') return;
      resolve();
      await never;
    };
  });
  void at.gateway.reviewRun(OPERATOR, run.id, 'apply');
  await made;
  const again = await at.reopen();
  const told = (await runEntries(again)).at(-1);
  assert.deepEqual([told?.type, told?.data['verdict'], told?.data['files']], ['run.reviewed', 'apply', 1]);
  const what = { kind: 'session', session: run.session } as const;
  await again.gateway.undo(OPERATOR, { root: at.root, what, within: null, force: false, dryRun: false });
  assert.equal(existsSync(join(at.root, 'a.txt')), false);
});

test('leaves runs that ended well alone', async (t) => {
  const at = await place(t);
  at.holder.changes = [
    { path: 'a.txt', before: 'nothing', after: { kind: 'file', sizeBytes: 2, isExecutable: false }, content: 'a\n' },
  ];
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'review'));
  await at.gateway.endRun(OPERATOR, run.id, 0);
  await at.gateway.reviewRun(OPERATOR, run.id, 'drop');
  const kept = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep'));
  await at.gateway.endRun(OPERATOR, kept.run.id, 0);
  const again = await at.reopen();
  assert.deepEqual(again.gateway.listRuns(), []);
  assert.equal((await runEntries(again)).length, 5);
  assert.equal(at.holder.seen.includes('swept'), false, 'and nothing waits for what is not there');
});

test('ends a lost run whose workspace is gone, and says so', async (t) => {
  const at = await place(t);
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, 'keep'));
  rmSync(at.root, { recursive: true });
  const again = await at.reopen();
  const ended = (await runEntries(again)).at(-1);
  assert.deepEqual([ended?.data['result'], ended?.data['remains']], ['gateway-lost', 1]);
  assert.match(again.gateway.showRun(run.id).summary?.remains.join() ?? '', /seeing what it changed/);
});
