import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { StoreError } from '../../ports/store-error.ts';
import { manualClock, settle } from '../../test/harness/manual-clock.ts';
import { recordingWorkspaces } from '../../test/harness/recording-workspaces.ts';
import { AGENT, LONG_WAIT, NO_WAIT, OPERATOR, openTestGateway, propose } from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';

const readFile = { file_path: '/work/app/readme.md' };
const runTests = { command: 'npm test' };

test('lets a read through and records it before answering', async () => {
  const { gateway } = await openTestGateway();
  const answer = await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT);
  assert.equal(answer.verdict, 'allow');
  const [entry] = await gateway.logEntries({ fromIndex: answer.logIndex, limit: 1 });
  assert.equal(JSON.parse(entry?.text ?? '{}').type, 'decision');
});

test('keeps the state of a file before it lets a write through', async () => {
  const { gateway, kept } = await openTestGateway();
  const answer = await gateway.authorize(AGENT, propose('Write', { file_path: 'src/a.ts', content: 'x' }), NO_WAIT);
  assert.equal(answer.verdict, 'allow');
  assert.deepEqual(kept.get(answer.action.id), ['/work/app/src/a.ts']);
});

test('asks a human about a write whose state cannot be kept', async () => {
  const workspaces = recordingWorkspaces(new Map());
  const snapshots = { ...workspaces.snapshots, take: () => Promise.reject(new Error('disk full')) };
  const { gateway } = await openTestGateway({ ports: { workspaces: { ...workspaces, snapshots } } });
  const answer = await gateway.authorize(AGENT, propose('Write', { file_path: 'src/a.ts', content: 'x' }), NO_WAIT);
  assert.equal(answer.verdict, 'require-approval');
});

test('releases a shell line once it is approved, and asks again about the same line', async () => {
  const { gateway, approve } = await openTestGateway();
  const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  assert.ok(pending !== undefined);
  await approve(pending.request.id.slice(0, 5));
  assert.equal((await waiting).verdict, 'allow');
  assert.equal((await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT)).verdict, 'require-approval');
});

test('denies when the deadline comes, and lets a late approval be used once by a retry within ten minutes', async () => {
  const { gateway, clock, approve } = await openTestGateway();
  const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  await clock.advance(60_000);
  const answer = await waiting;
  assert.equal(answer.verdict, 'deny');
  assert.equal(answer.approval?.request.status, 'timed-out');
  const late = await approve(answer.approval?.request.id ?? '');
  assert.equal(late.request.late, true);
  assert.equal((await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT)).verdict, 'allow');
  assert.equal((await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT)).verdict, 'require-approval');
});

test('denies an attempt whose approval came after the deadline, though its timer had not fired, and leaves the retry', async () => {
  const { gateway, clock, approve } = await openTestGateway();
  const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  assert.ok(pending !== undefined);
  clock.set(pending.request.deadlineMs);
  assert.equal((await approve(pending.request.id)).request.late, true);
  const answer = await waiting;
  assert.equal(answer.verdict, 'deny');
  assert.match(answer.decision.reason, /after the time-out/);
  assert.equal((await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT)).verdict, 'allow');
});

test('voids a late approval after ten minutes', async () => {
  const { gateway, clock, approve } = await openTestGateway();
  const answer = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  await clock.advance(61_000);
  await approve(answer.approval?.request.id ?? '');
  await clock.advance(600_000);
  assert.equal((await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT)).verdict, 'require-approval');
});

test('does not let an approval release an action that differs by one byte', async () => {
  const { gateway, approve } = await openTestGateway();
  const asked = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  await approve(asked.approval?.request.id ?? '');
  const other = await gateway.authorize(AGENT, propose('Bash', { command: 'npm  test' }), NO_WAIT);
  assert.equal(other.verdict, 'require-approval');
});

test('tells the agent what the human said when denying', async () => {
  const { gateway, approve } = await openTestGateway();
  const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 10 });
  await approve(pending?.request.id ?? '', { answer: 'deny', note: 'use the make target' });
  const answer = await waiting;
  assert.equal(answer.verdict, 'deny');
  assert.match(answer.decision.reason, /use the make target/);
});

test('lets one of two racing answers win and refuses the other', async () => {
  const { gateway, approve } = await openTestGateway();
  const asked = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  const results = await Promise.allSettled([approve(id), approve(id, { answer: 'deny' })]);
  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  assert.equal(refused?.reason.code, 'approval.decided');
});

test('consumes an approval once when two attempts race for it', async () => {
  const { gateway, approve } = await openTestGateway();
  const asked = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  await approve(asked.approval?.request.id ?? '');
  const attempts = [1, 2, 3, 4].map(() => gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT));
  const verdicts = (await Promise.all(attempts)).map((answer) => answer.verdict);
  assert.equal(verdicts.filter((verdict) => verdict === 'allow').length, 1);
});

test('refuses an answer by the requester', async () => {
  const { gateway } = await openTestGateway();
  const asked = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  const input = {
    id: asked.approval?.request.id ?? '',
    answer: 'approve',
    scope: 'action',
    note: '',
    channel: 'cli',
    keyId: '0',
    signature: '',
  } as const;
  await assert.rejects(gateway.answerApproval(AGENT, input), { code: 'auth.self-approval' });
});

test('refuses an answer that is not signed by an enrolled key of the caller', async () => {
  const { gateway } = await openTestGateway();
  const asked = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  const signature = Buffer.alloc(64, 1).toString('base64');
  const input = {
    id: asked.approval?.request.id ?? '',
    answer: 'approve',
    scope: 'action',
    note: '',
    channel: 'cli',
    keyId: '0',
    signature,
  } as const;
  await assert.rejects(gateway.answerApproval(OPERATOR, input), { code: 'approval.signature' });
});

test('denies everything during a halt, cancels what is pending, and goes on after a resume', async () => {
  const { gateway } = await openTestGateway();
  const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  const { resumeToken } = await gateway.halt(OPERATOR, { source: 'api', reason: 'something is wrong' });
  assert.equal((await waiting).verdict, 'deny');
  assert.equal((await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT)).verdict, 'deny');
  await assert.rejects(gateway.resume(OPERATOR, { resumeToken, rationale: 'fine' }), {
    code: 'emergency.resume-refused',
  });
  await gateway.resume(OPERATOR, { resumeToken, rationale: 'the runaway agent was stopped by hand' });
  assert.equal((await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT)).verdict, 'allow');
});

test('sees the sentinel on every decision, even when nothing was notified', async () => {
  const test = await openTestGateway();
  test.switch.raised = { source: 'sentinel', reason: 'the file HALT exists' };
  assert.equal((await test.gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT)).verdict, 'deny');
});

test('withholds an allow that a halt overtook between decision and release', async () => {
  const test = await openTestGateway();
  const waiting = test.gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT);
  await new Promise((resolve) => process.nextTick(resolve));
  test.switch.raised = { source: 'sentinel', reason: 'the file HALT exists' };
  const answer = await waiting;
  assert.equal(answer.verdict, 'deny');
});

test('does not release what could not be recorded, and goes on when the store does', async () => {
  const stores = openMemoryStores();
  let isFull = false;
  const commit: typeof stores.ledger.commit = (batch) =>
    isFull ? Promise.reject(new StoreError('store.full', 'no space')) : stores.ledger.commit(batch);
  const { gateway } = await openTestGateway({
    stores: { ...stores, ledger: Object.assign(Object.create(stores.ledger), { commit }) },
  });
  isFull = true;
  await assert.rejects(gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT), { code: 'log.unwritable' });
  assert.equal(gateway.health().status, 'degraded');
  isFull = false;
  assert.equal((await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT)).verdict, 'allow');
});

test('stops the run after three denials in a row until the user speaks again', async () => {
  const { gateway } = await openTestGateway();
  const floor = propose('Bash', { command: 'rm -rf /' });
  for (let count = 0; count < 3; count++)
    assert.equal((await gateway.authorize(AGENT, { ...floor, callId: `c${count}` }, NO_WAIT)).verdict, 'deny');
  const write = propose('Write', { file_path: 'a.ts', content: '' });
  assert.equal((await gateway.authorize(AGENT, write, NO_WAIT)).verdict, 'deny');
  await gateway.observeSession(AGENT, {
    kind: 'prompt',
    session: 'session-1',
    workspace: '/work/app',
    prompt: 'go on',
  });
  assert.equal(
    (await gateway.authorize(AGENT, propose('Write', { file_path: 'b.ts', content: '' }), NO_WAIT)).verdict,
    'allow',
  );
});

test('asks about the third identical call in a row', async () => {
  const { gateway } = await openTestGateway();
  const verdicts: string[] = [];
  for (let count = 0; count < 3; count++)
    verdicts.push((await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT)).verdict);
  assert.deepEqual(verdicts, ['allow', 'allow', 'require-approval']);
});

test('answers a repeated proposal with the same key as it did the first time, and refuses another under that key', async () => {
  const { gateway } = await openTestGateway();
  const proposal = propose('Read', readFile, { idempotencyKey: 'k1' });
  const [first, second] = await Promise.all([
    gateway.authorize(AGENT, proposal, NO_WAIT),
    gateway.authorize(AGENT, proposal, NO_WAIT),
  ]);
  assert.equal(first?.logIndex, second?.logIndex);
  await assert.rejects(
    async () => gateway.authorize(AGENT, propose('Read', { file_path: 'other' }, { idempotencyKey: 'k1' }), NO_WAIT),
    { code: 'idempotency.reused' },
  );
});

test('refuses an action id that was used before', async () => {
  const { gateway } = await openTestGateway();
  await gateway.authorize(AGENT, propose('Read', readFile, { id: 'a-1' }), NO_WAIT);
  await assert.rejects(gateway.authorize(AGENT, propose('Read', readFile, { id: 'a-1' }), NO_WAIT), {
    code: 'action.replayed',
  });
});

test('refuses a session of another principal', async () => {
  const { gateway } = await openTestGateway();
  await gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT);
  const other = { principal: 'agent:other', scopes: ['decide'] as const };
  await assert.rejects(gateway.authorize(other, propose('Read', readFile), NO_WAIT), { code: 'auth.forbidden' });
});

test('only records in shadow mode, but holds the hard floor', async () => {
  const { gateway } = await openTestGateway({ ready: readyPolicy({ mode: 'shadow' }) });
  const shell = await gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  assert.equal(shell.verdict, 'allow');
  assert.equal(shell.enforced, false);
  assert.equal(shell.decision.verdict, 'require-approval');
  assert.equal((await gateway.authorize(AGENT, propose('Bash', { command: 'rm -rf /' }), NO_WAIT)).verdict, 'deny');
});

test('confirms an authorised call once for the agent that asks a second time', async () => {
  const { gateway } = await openTestGateway();
  const proposal = propose('Read', readFile);
  await gateway.authorize(AGENT, proposal, NO_WAIT);
  assert.equal(await gateway.confirmAuthorised(AGENT, { ...proposal, callId: null }), true);
  assert.equal(await gateway.confirmAuthorised(AGENT, { ...proposal, callId: null }), false);
});

test('remembers pending requests over a restart', async () => {
  const first = await openTestGateway();
  const asked = await first.gateway.authorize(AGENT, propose('Bash', runTests), NO_WAIT);
  const { logSigner, approvers, cipher } = first.ports;
  const second = await openTestGateway({
    stores: first.stores,
    clock: first.clock,
    ports: { logSigner, approvers, cipher },
  });
  const view = await second.gateway.findApproval(asked.approval?.request.id ?? '');
  assert.equal(view.request.status, 'pending');
  assert.equal(view.shown?.action.tool.name, 'Bash');
  await first.clock.advance(60_000);
  assert.equal((await second.gateway.findApproval(view.request.id)).request.status, 'timed-out');
});

test('does not go back in time behind its log when the system clock was set back', async () => {
  const first = await openTestGateway();
  await first.gateway.authorize(AGENT, propose('Read', readFile), NO_WAIT);
  const { logSigner, approvers, cipher } = first.ports;
  const second = await openTestGateway({
    stores: first.stores,
    clock: manualClock(first.clock.nowMs() - 86_400_000),
    ports: { logSigner, approvers, cipher },
  });
  const answer = await second.gateway.authorize(AGENT, propose('Read', { file_path: 'later' }), NO_WAIT);
  assert.equal(answer.action.proposedAtMs, first.clock.nowMs());
  const asking = second.gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
  await settle();
  await second.clock.advance(60_000);
  assert.equal((await asking).verdict, 'deny');
});

test('counts an action that waited for its approval once', async () => {
  const { gateway, approve } = await openTestGateway();
  const askAndApprove = async (): Promise<string> => {
    const waiting = gateway.authorize(AGENT, propose('Bash', runTests), LONG_WAIT);
    await settle();
    const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
    assert.equal(
      pending?.shown?.decision.gates.some(({ rule }) => rule === 'risk.loop'),
      false,
    );
    await approve(pending?.request.id ?? '');
    return (await waiting).verdict;
  };
  assert.deepEqual([await askAndApprove(), await askAndApprove()], ['allow', 'allow']);
});

test('counts a person’s denials towards the three that stop a run', async () => {
  const { gateway, approve } = await openTestGateway();
  for (const target of ['a', 'b', 'c']) {
    const waiting = gateway.authorize(AGENT, propose('Bash', { command: `make ${target}` }), LONG_WAIT);
    await settle();
    const [pending] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
    await approve(pending?.request.id ?? '', { answer: 'deny' });
    assert.equal((await waiting).verdict, 'deny');
  }
  assert.equal(
    (await gateway.authorize(AGENT, propose('Write', { file_path: 'x', content: '' }), NO_WAIT)).verdict,
    'deny',
  );
});
