import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import type { Reverted, RevertOrder } from '../../../application/revert/revert-actions.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const SEND = { name: 'mcp__mail__send', origin: 'mcp:mail', digest: null };
const UNSEND = { name: 'mcp__mail__unsend', origin: 'mcp:mail', digest: null };
const OTHER: Caller = { principal: 'agent:other', scopes: ['decide', 'outcome'] };

const inverseOf = (id: number) => ({ inverse: { tool: UNSEND, args: { id } }, note: `takes message ${id} back` });

/** A call of a foreign tool that was let through; shadow mode lets all of them through. */
async function send({ gateway, root }: WorkspaceGateway, id: number): Promise<string> {
  const proposal = propose('send', { id }, { session: 's', callId: `c${id}`, workspace: root, cwd: root });
  const answer = await gateway.authorize(AGENT, { ...proposal, tool: SEND }, NO_WAIT);
  assert.equal(answer.verdict, 'allow');
  await report(gateway, answer.action.id);
  return answer.action.id;
}

async function report(
  gateway: WorkspaceGateway['gateway'],
  actionId: string,
  result: 'completed' | 'failed' = 'completed',
): Promise<void> {
  await gateway.reportOutcome(AGENT, { by: { actionId }, result, error: null, durationMs: null, response: null });
}

function revert(
  { gateway }: WorkspaceGateway,
  what: RevertOrder['what'],
  { caller = OPERATOR, ...more }: Partial<RevertOrder> & { readonly caller?: Caller } = {},
): Promise<Reverted> {
  const order = { what, rerun: false, force: false, dryRun: false, onBehalfOf: 'human:operator', ...more };
  return gateway.revert(caller, order, NO_WAIT);
}

const TASK = { kind: 'session', session: 's' } as const;
const open = (t: Parameters<typeof openWorkspaceGateway>[0]) =>
  openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });

test('reverts a whole task: files at once, and what was done elsewhere by its inverses, last first', async (t) => {
  const workspace = await open(t);
  const { gateway, root, call, stores } = workspace;
  const written = await call('write_file', { path: 'a.txt', content: 'one\n' });
  const [first, second] = [await send(workspace, 1), await send(workspace, 2)];
  await gateway.registerCompensation(AGENT, { action: first, input: inverseOf(1) });
  await gateway.registerCompensation(AGENT, { action: second, input: inverseOf(2) });
  const dry = await revert(workspace, TASK, { dryRun: true });
  assert.deepEqual(
    dry.inverses.map(({ undoes, status }) => [undoes, status]),
    [
      [second, 'planned'],
      [first, 'planned'],
    ],
  );
  assert.equal(existsSync(join(root, 'a.txt')), true);
  const done = await revert(workspace, TASK);
  assert.equal(existsSync(join(root, 'a.txt')), false);
  assert.deepEqual(
    done.inverses.map(({ undoes, status, call: inverse }) => [undoes, status, inverse?.args]),
    [
      [second, 'to-run', { id: 2 }],
      [first, 'to-run', { id: 1 }],
    ],
  );
  const statusOf = async (id: string): Promise<string | undefined> => (await stores.actions.find(id))?.status;
  assert.equal(await statusOf(written.authorization?.action.id ?? ''), 'rolled-back');
  assert.equal(await statusOf(second), 'completed');
  const ran = done.inverses.map(({ action }) => action ?? '');
  await report(gateway, ran[0] ?? '');
  await report(gateway, ran[1] ?? '', 'failed');
  assert.equal(await statusOf(second), 'compensated');
  assert.equal(await statusOf(first), 'completed');
  const again = await revert(workspace, TASK);
  assert.deepEqual(
    again.inverses.map(({ undoes, status }) => [undoes, status]),
    [[first, 'to-run']],
  );
  const states = (await gateway.listCompensations(OPERATOR, { session: 's', after: null, limit: 10 })).map(
    ({ state }) => state,
  );
  assert.deepEqual(states, ['running', 'done']);
});

test('puts a revert on record and names the actions', async (t) => {
  const workspace = await open(t);
  const { gateway, call } = workspace;
  const written = await call('write_file', { path: 'a.txt', content: 'one\n' });
  const id = written.authorization?.action.id ?? '';
  const { logIndex } = await revert(workspace, { kind: 'action', action: id });
  const [entry] = await gateway.logEntries({ fromIndex: logIndex ?? -1, limit: 1 });
  const { type, actor, data } = JSON.parse(entry?.text ?? '{}');
  assert.deepEqual([type, actor, data.actions, data.rolled_back], ['actions.reverted', 'human:operator', [id], 1]);
});

test('carries an inverse that is the gateway’s own tool out itself', async (t) => {
  const workspace = await open(t);
  const { gateway, root, stores } = workspace;
  const action = await send(workspace, 1);
  const tool = { name: 'write_file', origin: 'builtin:countersign', digest: null };
  const input = { inverse: { tool, args: { path: 'note.txt', content: 'taken back\n' } }, note: 'notes it' };
  await gateway.registerCompensation(AGENT, { action, input });
  const { inverses } = await revert(workspace, { kind: 'action', action });
  assert.equal(inverses[0]?.status, 'done', inverses[0]?.why);
  assert.equal(readFileSync(join(root, 'note.txt'), 'utf8'), 'taken back\n');
  assert.equal((await stores.actions.find(action))?.status, 'compensated');
});

test('asks people about an inverse where the gates do, and goes on once they approved', async (t) => {
  const workspace = await openWorkspaceGateway(t);
  const { gateway, root, approve } = workspace;
  const proposal = propose('send', { id: 1 }, { session: 's', callId: 'c', workspace: root, cwd: root });
  const sending = { ...proposal, tool: SEND };
  const asked = await gateway.authorize(AGENT, sending, NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await approve(asked.approval?.request.id ?? '');
  const sent = await gateway.authorize(AGENT, sending, NO_WAIT);
  assert.equal(sent.verdict, 'allow');
  await report(gateway, sent.action.id);
  await gateway.registerCompensation(AGENT, { action: sent.action.id, input: inverseOf(1) });
  const first = await revert(workspace, TASK);
  assert.equal(first.inverses[0]?.status, 'awaiting-approval');
  await approve(first.inverses[0]?.approval ?? '');
  const second = await revert(workspace, TASK);
  assert.equal(second.inverses[0]?.status, 'to-run', second.inverses[0]?.why);
  assert.equal((await revert(workspace, TASK)).inverses[0]?.status, 'running');
});

test('names an inverse that is refused, and what has none', async (t) => {
  const workspace = await open(t);
  const { gateway, call } = workspace;
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  const [bare, refused] = [await send(workspace, 1), await send(workspace, 2)];
  await gateway.registerCompensation(AGENT, { action: refused, input: inverseOf(2) });
  await gateway.halt(OPERATOR, { source: 'cli', reason: 'looks wrong' });
  const { inverses, left, files } = await revert(workspace, TASK);
  assert.deepEqual(
    inverses.map(({ undoes, status }) => [undoes, status]),
    [[refused, 'refused']],
  );
  assert.deepEqual(
    left.map(({ action }) => action),
    [bare],
  );
  assert.equal(files.length, 1);
});

test('runs an action of its own again after taking it back, and names another’s', async (t) => {
  const workspace = await open(t);
  const { gateway, root, call } = workspace;
  const written = await call('write_file', { path: 'a.txt', content: 'one\n' });
  await call('write_file', { path: 'b.txt', content: 'two\n' });
  const action = written.authorization?.action.id ?? '';
  const { again } = await revert(workspace, { kind: 'action', action }, { rerun: true });
  assert.equal(again?.isDone, true, again?.text);
  assert.equal(existsSync(join(root, 'b.txt')), false);
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
  const sent = await send(workspace, 1);
  await gateway.registerCompensation(AGENT, { action: sent, input: inverseOf(1) });
  const other = await revert(workspace, { kind: 'action', action: sent }, { rerun: true });
  assert.deepEqual(
    [other.again?.verdict, other.again?.isOwn, other.again?.isDone, other.again?.call.args],
    ['allow', false, false, { id: 1 }],
  );
});

test('lets an agent revert its own session as an action, and no other’s', async (t) => {
  const workspace = await openWorkspaceGateway(t);
  const { root, call, gateway } = workspace;
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  await assert.rejects(revert(workspace, TASK, { caller: OTHER }), { code: 'action.unknown' });
  const size = (await gateway.logHead()).size;
  const done = await revert(workspace, TASK, { caller: AGENT });
  assert.equal(done.verdict, 'allow', done.authorization?.decision.reason);
  assert.equal(existsSync(join(root, 'a.txt')), false);
  const entries = await gateway.logEntries({ fromIndex: size, limit: 100 });
  const types = entries.map(({ text }) => JSON.parse(text).type);
  assert.deepEqual(types, ['decision', 'workspace.changed', 'workspace.changed', 'outcome', 'actions.reverted']);
  await assert.rejects(revert(workspace, TASK), { code: 'checkpoint.nothing' });
  assert.equal(existsSync(join(root, 'a.txt')), false);
  await assert.rejects(revert(workspace, TASK, { caller: { ...OPERATOR, scopes: ['read'] } }), {
    code: 'auth.forbidden',
  });
});

test('takes what was redone back again', async (t) => {
  const workspace = await open(t);
  const { root, gateway, call } = workspace;
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  for (let round = 0; round < 2; round++) {
    const { actions } = await revert(workspace, TASK);
    assert.deepEqual([actions.length, existsSync(join(root, 'a.txt'))], [1, false]);
    await gateway.redo(OPERATOR, { root, force: false, dryRun: false });
    assert.equal(existsSync(join(root, 'a.txt')), true);
  }
});

test('never runs an inverse that the hard floor forbids, and may try it again', async (t) => {
  const workspace = await open(t);
  const { gateway } = workspace;
  const action = await send(workspace, 1);
  const tool = { name: 'Bash', origin: 'builtin:claude-code', digest: null };
  await gateway.registerCompensation(AGENT, {
    action,
    input: { inverse: { tool, args: { command: 'rm -rf /' } }, note: 'cleans up' },
  });
  for (let attempt = 0; attempt < 2; attempt++) {
    const { inverses } = await revert(workspace, TASK);
    assert.deepEqual([inverses[0]?.status, inverses[0]?.call?.args], ['refused', { command: 'rm -rf /' }]);
    assert.notEqual(inverses[0]?.why, '');
  }
  const [kept] = await gateway.listCompensations(OPERATOR, { session: 's', after: null, limit: 1 });
  assert.equal(kept?.state, 'refused');
});

test('does not take inverses back with what they undid, unless one is named', async (t) => {
  const workspace = await open(t);
  const { gateway, root } = workspace;
  const action = await send(workspace, 1);
  const tool = { name: 'write_file', origin: 'builtin:countersign', digest: null };
  const input = { inverse: { tool, args: { path: 'note.txt', content: 'taken back\n' } }, note: 'notes it' };
  await gateway.registerCompensation(AGENT, { action, input });
  const { inverses } = await revert(workspace, TASK);
  await assert.rejects(revert(workspace, TASK), { code: 'checkpoint.nothing' });
  assert.equal(existsSync(join(root, 'note.txt')), true);
  await revert(workspace, { kind: 'action', action: inverses[0]?.action ?? '' });
  assert.equal(existsSync(join(root, 'note.txt')), false);
});

test('judges an agent’s revert also where only inverses are run, and in a dry run', async (t) => {
  const workspace = await open(t);
  const { gateway } = workspace;
  const action = await send(workspace, 1);
  await gateway.registerCompensation(AGENT, { action, input: inverseOf(1) });
  const dry = await revert(workspace, TASK, { caller: AGENT, dryRun: true });
  assert.deepEqual([dry.logIndex, dry.inverses[0]?.status], [null, 'planned']);
  const done = await revert(workspace, TASK, { caller: AGENT });
  assert.deepEqual([done.verdict, done.inverses[0]?.status], ['allow', 'to-run']);
  await gateway.halt(OPERATOR, { source: 'cli', reason: 'looks wrong' });
  await assert.doesNotReject(revert(workspace, TASK, { caller: AGENT, dryRun: true }));
  assert.equal((await revert(workspace, TASK, { caller: AGENT })).verdict, 'deny');
});

test('runs one revert of a session at a time', async (t) => {
  const workspace = await open(t);
  const action = await send(workspace, 1);
  await workspace.gateway.registerCompensation(AGENT, { action, input: inverseOf(1) });
  const both = await Promise.allSettled([revert(workspace, TASK), revert(workspace, TASK)]);
  const codes = both.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'done'));
  assert.deepEqual(codes.sort(), ['action.state', 'done']);
});

test('refuses to revert over what somebody else changed since, unless forced', async (t) => {
  const workspace = await open(t);
  const { root, call } = workspace;
  await call('write_file', { path: 'a.txt', content: 'one\n' });
  writeFileSync(join(root, 'a.txt'), 'mine\n');
  await assert.rejects(revert(workspace, TASK), { code: 'files.drifted' });
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'mine\n');
  await revert(workspace, TASK, { force: true });
  assert.equal(existsSync(join(root, 'a.txt')), false);
});

test('leaves a folder that an action made where others put something into it since', async (t) => {
  const workspace = await open(t);
  const { root, call, gateway } = workspace;
  await call('write_file', { path: 'made/deep/a.txt', content: 'one\n' });
  await call('write_file', { path: 'made/other/b.txt', content: 'two\n' });
  writeFileSync(join(root, 'made/deep/mine.txt'), 'mine\n');
  await gateway.undo(OPERATOR, { root, what: TASK, within: null, force: false, dryRun: false });
  assert.equal(existsSync(join(root, 'made/deep/a.txt')), false);
  assert.equal(existsSync(join(root, 'made/other')), false);
  assert.equal(readFileSync(join(root, 'made/deep/mine.txt'), 'utf8'), 'mine\n');
});

test('refuses inverses of another’s action, of one that was not allowed, and of what was taken back', async (t) => {
  const workspace = await open(t);
  const { gateway } = workspace;
  const action = await send(workspace, 1);
  const register = (caller: Caller, id: string, input: unknown = inverseOf(1)) =>
    gateway.registerCompensation(caller, { action: id, input });
  await assert.rejects(register(OTHER, action), { code: 'action.unknown' });
  await assert.rejects(register(AGENT, 'nobody'), { code: 'action.unknown' });
  const own = { name: 'format_disk', origin: 'builtin:countersign', digest: null };
  await assert.rejects(register(AGENT, action, { inverse: { tool: own, args: {} }, note: 'x' }), {
    code: 'input.invalid',
  });
  await assert.rejects(register(AGENT, action, { note: '' }), (error) => {
    assert.ok(error instanceof Error && 'problems' in error && Array.isArray(error.problems));
    assert.equal(error.problems.length, 2);
    return true;
  });
  await register(AGENT, action);
  await register(AGENT, action, inverseOf(9));
  const { inverses } = await revert(workspace, TASK);
  assert.deepEqual(inverses[0]?.call?.args, { id: 9 });
  await assert.rejects(register(AGENT, action), { code: 'input.invalid' });
  await report(gateway, inverses[0]?.action ?? '');
  await assert.rejects(register(AGENT, action), { code: 'action.state' });
  await assert.rejects(gateway.listCompensations(OTHER, { session: 's', after: null, limit: 9 }), {
    code: 'auth.forbidden',
  });
  assert.equal((await gateway.listCompensations(AGENT, { session: 's', after: null, limit: 9 })).length, 1);
});

test('lists what actions deleted, keeps it for thirty days, and puts it back', async (t) => {
  const workspace = await open(t);
  const { root, gateway, clock } = workspace;
  mkdirSync(join(root, 'src'));
  for (const name of ['a.txt', 'b.txt', 'src/c.txt']) writeFileSync(join(root, name), `${name}\n`);
  const run = async (step: number, change: () => void): Promise<string> => {
    const place = { session: 's', callId: `d${step}`, workspace: root, cwd: root };
    const answer = await gateway.authorize(AGENT, propose('Bash', { command: `sh ./s${step}.sh` }, place), NO_WAIT);
    change();
    await report(gateway, answer.action.id);
    await clock.advance(1_000);
    return answer.action.id;
  };
  const first = await run(1, () => rmSync(join(root, 'src'), { recursive: true }));
  const second = await run(2, () => {
    rmSync(join(root, 'a.txt'));
    rmSync(join(root, 'b.txt'));
  });
  writeFileSync(join(root, 'b.txt'), 'there again\n');
  const list = async () => (await gateway.listDeleted({ root, limit: 10 })).deleted;
  assert.deepEqual(
    (await list()).map(({ path, action }) => [path, action]),
    [
      ['a.txt', second],
      ['src/c.txt', first],
    ],
  );
  assert.equal((await gateway.listDeleted({ root, limit: 1 })).isComplete, false);
  const before = (await gateway.listCheckpoints({ root, limit: 10 })).length;
  await clock.advance(60_000);
  const now = clock.nowMs();
  const purged = await gateway.purgeCheckpoints(OPERATOR, { olderThanMs: now });
  assert.ok(purged.olderThanMs < now);
  assert.equal((await gateway.listCheckpoints({ root, limit: 10 })).length, before);
  await assert.rejects(gateway.restoreDeleted(AGENT, { root, path: 'a.txt' }), { code: 'auth.forbidden' });
  await assert.rejects(gateway.restoreDeleted(OPERATOR, { root, path: 'b.txt' }), { code: 'checkpoint.nothing' });
  await gateway.restoreDeleted(OPERATOR, { root, path: 'src/c.txt' });
  assert.equal(readFileSync(join(root, 'src/c.txt'), 'utf8'), 'src/c.txt\n');
  await gateway.restoreDeleted(OPERATOR, { root, path: 'a.txt' });
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'a.txt\n');
  assert.deepEqual(await list(), []);
  const freed = await gateway.purgeCheckpoints(OPERATOR, { olderThanMs: now });
  assert.equal(freed.olderThanMs, now);
  assert.ok(freed.snapshots > 0);
});
