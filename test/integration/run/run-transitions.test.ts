import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { RunOrder } from '../../../application/run/run-order.ts';
import { settle } from '../../harness/manual-clock.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { until } from '../../harness/until.ts';
import { portsOf, type ScriptedHolder, scriptedHolder } from './scripted-holder.ts';

type Place = WorkspaceGateway & { readonly holder: ScriptedHolder };

const REFUSED = { code: 'run.refused' };
const HOUR_MS = 3_600_000;

async function place(t: TestContext): Promise<Place> {
  const holder = scriptedHolder();
  const opened = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  return { ...opened, holder };
}

async function begin({ gateway, root }: Place, more: Partial<RunOrder> = {}): Promise<string> {
  const order: RunOrder = {
    argv: ['claude'],
    workspace: root,
    cwd: root,
    isolation: 'bwrap',
    changes: 'keep',
    allowHosts: [],
    secrets: {},
    environment: {},
    isTerminal: false,
    leaseMs: 60_000,
    ...more,
  };
  return (await gateway.startRun(OPERATOR, order)).run.id;
}

/** A run that ended and whose one change waits. */
async function waiting(at: Place): Promise<string> {
  at.holder.changes = [
    { path: 'a.txt', before: 'nothing', after: { kind: 'file', sizeBytes: 2, isExecutable: false }, content: 'a\n' },
  ];
  const id = await begin(at, { changes: 'review' });
  await at.gateway.endRun(OPERATOR, id, 0);
  return id;
}

async function entriesOf({ gateway }: Place): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 1_000 });
  return entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type.startsWith('run.'));
}

async function typesOf(at: Place): Promise<readonly string[]> {
  return (await entriesOf(at)).map(({ type }) => type);
}

/** What sandboxes were told about standing still, in order. */
function stillness({ holder }: Place): readonly string[] {
  return holder.seen.filter((what) => what === 'freeze' || what === 'resume');
}

test('leaves a run frozen when a halt comes at any moment while it is let go on', async (t) => {
  for (let turns = 0; turns < 12; turns++) {
    const at = await place(t);
    const id = await begin(at);
    await at.gateway.freezeRun(OPERATOR, id, 'look');
    const resuming = at.gateway.resumeRun(OPERATOR, id).catch(() => null);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    const halting = at.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
    await Promise.all([resuming, halting]);
    await settle();
    assert.equal(at.gateway.showRun(id).run.state, 'frozen', `after ${turns} turns`);
    assert.equal(stillness(at).at(-1), 'freeze', `after ${turns} turns`);
    assert.notEqual((await typesOf(at)).at(-1), 'run.resumed', `after ${turns} turns`);
  }
});

test('freezes again what a halt reached while its sandbox was going on', async (t) => {
  const at = await place(t);
  const id = await begin(at);
  await at.gateway.freezeRun(OPERATOR, id, 'look');
  at.holder.during = async (what) => {
    if (what === 'resume') await at.gateway.halt(OPERATOR, { source: 'api', reason: 'stop' });
  };
  await assert.rejects(at.gateway.resumeRun(OPERATOR, id), REFUSED);
  assert.equal(at.gateway.showRun(id).run.state, 'frozen');
  assert.deepEqual(stillness(at), ['freeze', 'resume', 'freeze', 'freeze']);
});

test('lets a freeze that comes after a resume win over it', async (t) => {
  const at = await place(t);
  const id = await begin(at);
  await at.gateway.freezeRun(OPERATOR, id, 'look');
  const resuming = assert.rejects(at.gateway.resumeRun(OPERATOR, id), REFUSED);
  await at.gateway.freezeRun(OPERATOR, id, 'once more');
  await resuming;
  assert.equal(at.gateway.showRun(id).run.state, 'frozen');
  assert.equal(stillness(at).at(-1), 'freeze');
});

test('ends a run once, however many end it at once, and never lets an ended one go on', async (t) => {
  const at = await place(t);
  const id = await begin(at);
  await at.gateway.freezeRun(OPERATOR, id, 'first');
  const [resumed, ...summaries] = await Promise.all([
    at.gateway.resumeRun(OPERATOR, id).catch(() => null),
    at.gateway.stopRun(OPERATOR, id, 'second'),
    at.gateway.endRun(OPERATOR, id, 0),
    at.gateway.stopRun(OPERATOR, id, 'third'),
  ]);
  assert.equal(resumed, null);
  assert.equal(new Set(summaries).size, 1);
  assert.equal(summaries[0]?.stopped, 'second');
  const ends = (await entriesOf(at)).filter(({ type }) => type === 'run.ended');
  assert.deepEqual(
    ends.map(({ data }) => [data['reason'], data['result']]),
    [['second', 'stopped']],
  );
  assert.equal(at.holder.seen.filter((what) => what === 'close').length, 1);
});

test('closes the ways out and kills before anything is awaited', async (t) => {
  const at = await place(t);
  const id = await begin(at);
  const stopping = at.gateway.stopRun(OPERATOR, id, 'now');
  assert.deepEqual(at.holder.seen, ['cut off', 'terminate stopped']);
  await stopping;
});

test('decides about changes once: who comes second is refused, and nothing is lost', async (t) => {
  const at = await place(t);
  const id = await waiting(at);
  const applying = at.gateway.reviewRun(OPERATOR, id, 'apply');
  const others = ['drop', 'apply'] as const;
  await Promise.all(
    others.map((verdict) => assert.rejects(at.gateway.reviewRun(OPERATOR, id, verdict), REFUSED, verdict)),
  );
  assert.equal((await applying).run.state, 'ended');
  assert.equal(readFileSync(join(at.root, 'a.txt'), 'utf8'), 'a\n');
  const reviews = (await entriesOf(at)).filter(({ type }) => type === 'run.reviewed');
  assert.deepEqual(
    reviews.map(({ data }) => data['verdict']),
    ['apply'],
  );
});

test('lets changes wait on where taking them over failed, and expire an hour later all the same', async (t) => {
  const at = await place(t);
  const id = await waiting(at);
  writeFileSync(join(at.root, 'a.txt'), 'mine\n');
  await assert.rejects(at.gateway.reviewRun(OPERATOR, id, 'apply'), { code: 'files.drifted' });
  assert.equal(at.gateway.showRun(id).run.state, 'reviewing');
  await at.clock.advance(HOUR_MS - 1);
  assert.equal(at.gateway.showRun(id).run.state, 'reviewing');
  assert.equal(at.holder.seen.includes('close'), false);
  await at.clock.advance(1);
  await until(() => at.holder.seen.at(-1) === 'close', 'the end of the sandbox');
  await until(() => at.gateway.showRun(id).run.state === 'ended', 'the end of the run');
  const last = (await entriesOf(at)).at(-1);
  assert.deepEqual([last?.type, last?.data['verdict'], last?.data['files']], ['run.reviewed', 'expired', 0]);
  await assert.rejects(at.gateway.reviewRun(OPERATOR, id, 'drop'), REFUSED);
  assert.equal(readFileSync(join(at.root, 'a.txt'), 'utf8'), 'mine\n');
});

test('counts runs whose changes wait among those at once', async (t) => {
  const at = await place(t);
  const first = await waiting(at);
  for (let count = 1; count < 16; count++) await waiting(at);
  await assert.rejects(begin(at), { ...REFUSED, message: /16 runs/ });
  await at.gateway.reviewRun(OPERATOR, first, 'drop');
  assert.equal(existsSync(join(at.root, 'a.txt')), false);
  await begin(at);
});

test('keeps knowing a run whose sandbox could not be closed, and tries again', async (t) => {
  const at = await place(t);
  const id = await begin(at);
  at.holder.failing = 'close';
  await at.gateway.endRun(OPERATOR, id, 0);
  const closes = (): number => at.holder.seen.filter((what) => what === 'close').length;
  assert.equal(closes(), 1);
  await begin(at);
  await until(() => closes() === 2, 'another try');
  assert.equal(at.gateway.showRun(id).run.state, 'ended');
});

test('lets no run begin whose changes could not be compared later', async (t) => {
  const at = await place(t);
  const refused = { ...REFUSED, message: /cannot be compared/ };
  await assert.rejects(begin(at, { workspace: '/', cwd: '/', changes: 'review' }), refused);
});

test('never takes over what tells package managers what to do, and says so of what instructs other programs', async (t) => {
  const at = await place(t);
  const paths = ['.npmrc', 'packages/a/.yarnrc.yml', '.PYPIRC', '.envrc', '.git/hooks/\u0001'];
  at.holder.changes = paths.map((path) => ({
    path,
    before: 'nothing',
    after: { kind: 'file', sizeBytes: 1, isExecutable: false },
  }));
  const id = await begin(at, { changes: 'review' });
  const { leftOut, total } = await at.gateway.endRun(OPERATOR, id, 0);
  const why = 'it instructs other programs on this machine';
  assert.deepEqual(
    leftOut,
    paths.map((path) => ({ path, why })),
  );
  assert.equal(total, 0);
});
