import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import type { RunOrder } from '../../../application/run/run-order.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, OPERATOR } from '../../harness/test-gateway.ts';
import { until } from '../../harness/until.ts';
import { portsOf, type ScriptedHolder, scriptedHolder } from './scripted-holder.ts';

type Place = WorkspaceGateway & { readonly holder: ScriptedHolder };

async function place(t: TestContext): Promise<Place> {
  const holder = scriptedHolder();
  const opened = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  return { ...opened, holder };
}

function orderIn(root: string, more: Partial<RunOrder> = {}): RunOrder {
  return {
    argv: ['claude', '--continue'],
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
}

async function entriesOf({ gateway }: Place): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 1_000 });
  return entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type.startsWith('run.'));
}

test('begins a run on record, and ends it with what it changed, all of which can be undone', async (t) => {
  const at = await place(t);
  writeFileSync(join(at.root, 'kept.txt'), 'one\n');
  writeFileSync(join(at.root, 'gone.txt'), 'two\n');
  const { run, launch, notes } = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  assert.equal(run.principal, 'agent:claude');
  assert.deepEqual([launch?.argv, notes], [['claude', '--continue'], ['a note']]);
  writeFileSync(join(at.root, 'kept.txt'), 'changed\n');
  writeFileSync(join(at.root, 'new.txt'), 'new\n');
  rmSync(join(at.root, 'gone.txt'));
  const summary = await at.gateway.endRun(OPERATOR, run.id, 3);
  assert.deepEqual(summary.files, [
    { path: 'gone.txt', change: 'deleted' },
    { path: 'kept.txt', change: 'changed' },
    { path: 'new.txt', change: 'added' },
  ]);
  assert.deepEqual([summary.stopped, summary.remains, summary.run.state], [null, [], 'ended']);
  assert.deepEqual(at.holder.seen, ['cut off', 'terminate stopped', 'close']);
  assert.equal(await at.gateway.endRun(OPERATOR, run.id, 0), summary);
  const what = { kind: 'session', session: run.session } as const;
  await at.gateway.undo(OPERATOR, { root: at.root, what, within: null, force: false, dryRun: false });
  assert.equal(readFileSync(join(at.root, 'kept.txt'), 'utf8'), 'one\n');
  assert.equal(readFileSync(join(at.root, 'gone.txt'), 'utf8'), 'two\n');
  assert.equal(existsSync(join(at.root, 'new.txt')), false);
  const types = (await entriesOf(at)).map(({ type }) => type);
  assert.deepEqual(types, ['run.started', 'run.ended']);
});

test('keeps changes apart until a person takes them over, and never those that instruct other programs', async (t) => {
  const at = await place(t);
  writeFileSync(join(at.root, 'tool.sh'), 'old\n');
  at.holder.changes = [
    { path: 'src', before: 'nothing', after: { kind: 'folder' } },
    {
      path: 'src/app.ts',
      before: 'nothing',
      after: { kind: 'file', sizeBytes: 4, isExecutable: false },
      content: 'app\n',
    },
    { path: 'tool.sh', before: 'file', after: { kind: 'file', sizeBytes: 4, isExecutable: true }, content: 'new\n' },
    { path: '.git/hooks/pre-commit', before: 'nothing', after: { kind: 'file', sizeBytes: 1, isExecutable: true } },
    { path: 'pipe', before: 'nothing', after: { kind: 'other' } },
  ];
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, { changes: 'review' }));
  const waiting = await at.gateway.endRun(OPERATOR, run.id, 0);
  assert.equal(waiting.run.state, 'reviewing');
  assert.deepEqual(
    waiting.leftOut.map(({ path }) => path),
    ['.git/hooks/pre-commit', 'pipe'],
  );
  assert.equal(existsSync(join(at.root, 'src')), false);
  assert.equal(at.holder.seen.includes('close'), false);
  const taken = await at.gateway.reviewRun(OPERATOR, run.id, 'apply');
  assert.equal(taken.run.state, 'ended');
  assert.equal(readFileSync(join(at.root, 'src/app.ts'), 'utf8'), 'app\n');
  assert.equal(statSync(join(at.root, 'tool.sh')).mode & 0o111, 0o111);
  assert.equal(existsSync(join(at.root, '.git')), false);
  const what = { kind: 'session', session: run.session } as const;
  await at.gateway.undo(OPERATOR, { root: at.root, what, within: null, force: false, dryRun: false });
  assert.equal(readFileSync(join(at.root, 'tool.sh'), 'utf8'), 'old\n');
  await assert.rejects(at.gateway.reviewRun(OPERATOR, run.id, 'apply'), { code: 'run.refused' });
});

test('leaves changes waiting where somebody changed the same file meanwhile', async (t) => {
  const at = await place(t);
  at.holder.changes = [
    { path: 'a.txt', before: 'nothing', after: { kind: 'file', sizeBytes: 2, isExecutable: false }, content: 'a\n' },
  ];
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root, { changes: 'review' }));
  await at.gateway.endRun(OPERATOR, run.id, 0);
  writeFileSync(join(at.root, 'a.txt'), 'mine\n');
  await assert.rejects(at.gateway.reviewRun(OPERATOR, run.id, 'apply'), { code: 'files.drifted' });
  assert.equal(readFileSync(join(at.root, 'a.txt'), 'utf8'), 'mine\n');
  assert.equal(at.gateway.showRun(run.id).run.state, 'reviewing');
  assert.equal((await at.gateway.reviewRun(OPERATOR, run.id, 'drop')).run.state, 'ended');
});

test('lets nobody but a person start, end, renew or take over', async (t) => {
  const at = await place(t);
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const inside: Caller = { ...OPERATOR, run: run.id };
  for (const caller of [AGENT, { ...AGENT, scopes: ['admin'] } as Caller, inside]) {
    const forbidden = { code: 'auth.forbidden' };
    await assert.rejects(at.gateway.startRun(caller, orderIn(at.root)), forbidden);
    await assert.rejects(at.gateway.endRun(caller, run.id, 0), forbidden);
    await assert.rejects(at.gateway.stopRun(caller, run.id, 'no'), forbidden);
    await assert.rejects(at.gateway.renewRun(caller, run.id, 60_000), forbidden);
    await assert.rejects(at.gateway.freezeRun(caller, run.id, 'no'), forbidden);
    await assert.rejects(at.gateway.resumeRun(caller, run.id), forbidden);
    await assert.rejects(at.gateway.reviewRun(caller, run.id, 'apply'), forbidden);
  }
});

test('a person in a run is shown support, as everywhere', async (t) => {
  const at = await place(t);
  await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const inside = at.holder.requests[0]?.gateway;
  const message = { session: 'agent-session', text: 'I want to kill myself tonight' };
  assert.notEqual(inside?.screenMessage(AGENT, message).support, null);
  assert.equal(inside?.screenMessage(AGENT, message).support, null, 'it was just shown');
});

test('what comes through the door of a run is the run’s, and counts as held by its sandbox', async (t) => {
  const at = await place(t);
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const inside = at.holder.requests[0]?.gateway;
  assert.ok(inside !== undefined);
  const caller = await inside.authenticate('cs_whatever_token');
  assert.deepEqual(caller, { principal: 'agent:claude', scopes: ['decide', 'outcome', 'prompt'], run: run.id });
  const proposal = {
    id: null,
    session: 'agent-session',
    onBehalfOf: 'human:operator',
    surface: 'hook' as const,
    tool: { name: 'Bash', origin: 'builtin:claude-code', digest: null },
    args: { command: 'npm test' },
    cwd: at.root,
    workspace: at.root,
    plan: null,
    idempotencyKey: null,
    callId: null,
    subagent: null,
    channel: 'cli' as const,
  };
  const wait = { waitMs: 0, signal: null };
  assert.equal((await inside.authorize(caller ?? AGENT, proposal, wait)).verdict, 'allow');
  const outside = { ...proposal, session: 'other' };
  assert.equal((await at.gateway.authorize(AGENT, outside, wait)).verdict, 'require-approval');
  const summary = await at.gateway.endRun(OPERATOR, run.id, 0);
  assert.deepEqual(summary.actions, { decided: 1, allowed: 1, asked: 0, denied: 0 });
  await assert.rejects(inside.authorize(caller ?? AGENT, proposal, wait), { code: 'run.unknown' });
  const joined = (await entriesOf(at)).find(({ type }) => type === 'run.joined');
  assert.equal(joined?.data['session'], 'agent-session');
});

test('freezes every run at a halt, and lets none begin or go on until it is lifted', async (t) => {
  const at = await place(t);
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const { resumeToken } = await at.gateway.halt(OPERATOR, { source: 'api', reason: 'look at this' });
  assert.equal(at.gateway.showRun(run.id).run.state, 'frozen');
  assert.deepEqual(at.holder.seen, ['freeze']);
  await assert.rejects(at.gateway.startRun(OPERATOR, orderIn(at.root)), { code: 'run.refused' });
  await assert.rejects(at.gateway.resumeRun(OPERATOR, run.id), { code: 'run.refused' });
  await at.gateway.resume(OPERATOR, { resumeToken, rationale: 'it was looked at, and nothing was wrong' });
  assert.equal((await at.gateway.resumeRun(OPERATOR, run.id)).state, 'running');
});

test('freezes a run whose agent is put under containment, and ends one that cannot be frozen', async (t) => {
  const at = await place(t);
  const first = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const other = await at.gateway.startRun(OPERATOR, orderIn(at.root, { argv: ['codex'] }));
  at.holder.failing = 'freeze';
  await at.gateway.contain(OPERATOR, {
    verb: 'freeze',
    target: { kind: 'principal', name: 'agent:claude' },
    reason: 'odd',
  });
  await until(() => at.gateway.showRun(first.run.id).summary !== null, 'the end of the run');
  assert.equal(at.gateway.showRun(other.run.id).run.state, 'running');
  const { run, summary } = at.gateway.showRun(first.run.id);
  assert.equal(run.state, 'ended');
  assert.match(summary?.stopped ?? '', /halted/);
});

test('ends a run whose lease ran out or whose caller went away', async (t) => {
  const at = await place(t);
  const short = await at.gateway.startRun(OPERATOR, orderIn(at.root, { leaseMs: 20_000 }));
  const renewed = await at.gateway.startRun(OPERATOR, orderIn(at.root, { leaseMs: 20_000 }));
  await at.gateway.renewRun(OPERATOR, renewed.run.id, 60_000);
  const hasEnded = async ({ run: { id } }: typeof short): Promise<string> => {
    // Leases are looked at every so often, by a clock that stands still otherwise.
    const isOver = (): boolean => {
      at.clock.advance(50);
      return at.gateway.showRun(id).summary !== null;
    };
    await until(isOver, 'the end of a run');
    return at.gateway.showRun(id).summary?.stopped ?? '';
  };
  const isGone = (): boolean => true;
  at.clock.advance(15_000);
  await at.gateway.followRun(OPERATOR, renewed.run.id, { known: 'running', waitMs: 0, isGone });
  at.clock.advance(10_000);
  assert.match(await hasEnded(short), /time|lease|over/);
  assert.equal(at.gateway.showRun(renewed.run.id).run.state, 'running');
  at.clock.advance(30_001);
  assert.match(await hasEnded(renewed), /sign|heartbeat|heard/);
});

test('refuses what a sandbox here does not hold, and what cannot be kept first', async (t) => {
  const at = await place(t);
  at.holder.enforces = new Set(['freeze']);
  await assert.rejects(at.gateway.startRun(OPERATOR, orderIn(at.root)), { code: 'run.unavailable', message: /lacks/ });
  at.holder.enforces = scriptedHolder().enforces;
  await assert.rejects(at.gateway.startRun(OPERATOR, orderIn('/')), { code: 'run.refused', message: /cannot be kept/ });
  at.holder.failing = 'hold';
  await assert.rejects(at.gateway.startRun(OPERATOR, orderIn(at.root)), /hold failed/);
  assert.equal((await entriesOf(at)).at(-1)?.data['result'], 'failed');
  assert.deepEqual(at.gateway.listRuns(), []);
});

test('names every problem of an order at once', async (t) => {
  const at = await place(t);
  const order = orderIn(at.root, {
    argv: [],
    cwd: '/elsewhere',
    leaseMs: 1,
    environment: { 'NO-NAME': 'x', KEY: 'AKIAIOSFODNN7REALKEY' },
    secrets: { 'bad name': 'x' },
  });
  await assert.rejects(at.gateway.startRun(OPERATOR, order), (error: Error) => {
    for (const part of ['argv', 'cwd', 'lease_ms', 'NO-NAME', 'KEY', 'secrets'])
      assert.match(error.message, new RegExp(part));
    assert.doesNotMatch(error.message, /AKIA/);
    return true;
  });
});

test('says what its clean-up left', async (t) => {
  const at = await place(t);
  const { run } = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  at.holder.failing = 'close';
  const summary = await at.gateway.endRun(OPERATOR, run.id, 0);
  assert.deepEqual(summary.remains, ['cleaning up: close failed']);
});

test('the gateway does nothing for a run outside of its workspace and its own sessions', async (t) => {
  const at = await place(t);
  const first = await at.gateway.startRun(OPERATOR, orderIn(at.root));
  await at.gateway.startRun(OPERATOR, orderIn(at.root));
  const [one, other] = at.holder.requests.map(({ gateway }) => gateway);
  assert.ok(one !== undefined && other !== undefined);
  const wait = { waitMs: 0, signal: null };
  const call = {
    tool: 'read_file' as const,
    args: { path: 'secret.txt' },
    session: 'inside',
    onBehalfOf: 'human:operator',
    surface: 'api' as const,
    channel: 'api' as const,
    dryRun: false,
    callId: null,
    idempotencyKey: null,
  };
  writeFileSync(join(at.root, 'secret.txt'), 'kept\n');
  const forbidden = { code: 'auth.forbidden' };
  await assert.rejects(one.act(OPERATOR, { ...call, workspace: '/home/dev/other' }, wait), forbidden);
  assert.equal((await one.act(OPERATOR, { ...call, workspace: at.root }, wait)).isDone, true);
  await assert.rejects(other.act(OPERATOR, { ...call, workspace: at.root }, wait), forbidden);
  const outside = { kind: 'started' as const, session: 'outside', workspace: at.root, source: 'test' };
  await at.gateway.observeSession(AGENT, outside);
  await assert.rejects(one.observeSession(OPERATOR, outside), forbidden);
  await assert.rejects(
    one.revert(OPERATOR, { what: { kind: 'action', action: 'a' } } as Parameters<typeof one.revert>[1], wait),
    forbidden,
  );
  for (const name of [
    'startRun',
    'listRuns',
    'undo',
    'halt',
    'createToken',
    'renewLease',
    'setSecret',
    'answerApproval',
  ] as const)
    assert.throws(() => (one[name] as () => unknown)(), forbidden, name);
  assert.equal(at.gateway.showRun(first.run.id).run.state, 'running');
});
