import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reverted } from '../../../application/revert/revert-actions.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const SEND = { name: 'mcp__mail__send', origin: 'mcp:mail', digest: null };
const UNSEND = { name: 'mcp__mail__unsend', origin: 'mcp:mail', digest: null };

const inverseOf = (id: number) => ({ inverse: { tool: UNSEND, args: { id } }, note: `takes message ${id} back` });
const open = (t: Parameters<typeof openWorkspaceGateway>[0]) =>
  openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });

/** A call of a foreign tool that was let through; shadow mode lets all of them through. */
async function send({ gateway, root }: WorkspaceGateway, id: number): Promise<string> {
  const proposal = propose('send', { id }, { session: 's', callId: `c${id}`, workspace: root, cwd: root });
  const answer = await gateway.authorize(AGENT, { ...proposal, tool: SEND }, NO_WAIT);
  await report(gateway, answer.action.id);
  return answer.action.id;
}

async function report(gateway: WorkspaceGateway['gateway'], actionId: string): Promise<void> {
  const outcome = { result: 'completed', error: null, durationMs: null, response: null } as const;
  await gateway.reportOutcome(AGENT, { by: { actionId }, ...outcome });
}

function revertTask({ gateway }: WorkspaceGateway): Promise<Reverted> {
  const order = { rerun: false, force: false, dryRun: false, onBehalfOf: 'human:operator' };
  return gateway.revert(OPERATOR, { what: { kind: 'session', session: 's' }, ...order }, NO_WAIT);
}

test('gives whoever was handed an inverse an hour to report, then leaves it to a person, and still takes a late report', async (t) => {
  const workspace = await open(t);
  const { gateway, clock, stores } = workspace;
  const [first, second] = [await send(workspace, 1), await send(workspace, 2)];
  await gateway.registerCompensation(AGENT, { action: first, input: inverseOf(1) });
  await gateway.registerCompensation(AGENT, { action: second, input: inverseOf(2) });
  const ran = (await revertTask(workspace)).inverses.map(({ action }) => action ?? '');
  const states = async (): Promise<readonly unknown[]> =>
    [first, second].map(async (id) => (await stores.compensations.find(id))?.state);
  await clock.advance(59 * 60_000);
  assert.deepEqual(await Promise.all(await states()), ['running', 'running']);
  await report(gateway, ran[0] ?? '');
  await clock.advance(2 * 60_000);
  assert.deepEqual(await Promise.all(await states()), ['unknown', 'done']);
  const again = await revertTask(workspace);
  assert.deepEqual(
    again.inverses.map(({ undoes, status }) => [undoes, status]),
    [[first, 'unknown']],
  );
  const head = await gateway.logHead();
  const entries = (await gateway.logEntries({ fromIndex: 0, limit: head.size })).map(
    ({ text }) => JSON.parse(text) as { type: string; action: string },
  );
  assert.deepEqual(
    entries.filter(({ type }) => type === 'compensation.lapsed').map(({ action }) => action),
    [first],
  );
  await report(gateway, ran[1] ?? '');
  assert.deepEqual(await Promise.all(await states()), ['done', 'done']);
  assert.equal((await stores.actions.find(first))?.status, 'compensated');
});

test('lets an inverse that never reported be registered anew', async (t) => {
  const workspace = await open(t);
  const { gateway, clock } = workspace;
  const action = await send(workspace, 1);
  await gateway.registerCompensation(AGENT, { action, input: inverseOf(1) });
  await revertTask(workspace);
  await assert.rejects(gateway.registerCompensation(AGENT, { action, input: inverseOf(9) }), { code: 'input.invalid' });
  await clock.advance(61 * 60_000);
  await gateway.registerCompensation(AGENT, { action, input: inverseOf(9) });
  const { inverses } = await revertTask(workspace);
  assert.deepEqual(
    inverses.map(({ status, call }) => [status, call?.args]),
    [['to-run', { id: 9 }]],
  );
});
