import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Caller } from '../../../application/gateway.ts';
import { createHttpApp } from '../../../ingress/http/http-app.ts';
import { CountersignClient } from '../../../sdk/client.ts';
import { runInverses } from '../../../sdk/run-inverses.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, OPERATOR } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const HOST = '127.0.0.1:7391';
const SEND = { name: 'mcp__mail__send', origin: 'mcp:mail' };
const UNSEND = { name: 'mcp__mail__unsend', origin: 'mcp:mail' };

/** A client of the gateway over the real HTTP API, without a socket. */
function clientOf({ gateway }: WorkspaceGateway, caller: Caller): CountersignClient {
  const options = { port: 7391, operator: 'human:operator', version: 'test' };
  const app = createHttpApp({ ...gateway, authenticate: async () => caller }, options);
  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    request.headers.set('host', HOST);
    return app.fetch(request);
  };
  return new CountersignClient({ baseUrl: `http://${HOST}`, token: 'cs_test', fetch: send });
}

test('an agent registers an inverse, a person reverts, the agent runs it, and all of it is on record', async (t) => {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { root, gateway } = workspace;
  const agent = clientOf(workspace, AGENT);
  const operator = clientOf(workspace, OPERATOR);
  const place = { session: 's', workspace: root };
  await agent.act.call({ ...place, tool: 'write_file', args: { path: 'a.txt', content: 'one\n' } });
  const sent = await agent.decide({ ...place, tool: SEND, args: { to: 'bob' }, cwd: root });
  await agent.reportOutcome({ action_id: sent.action_id, result: 'completed' });
  const inverse = { tool: UNSEND, args: { id: 7 } };
  const kept = await agent.reverts.register(sent.action_id, { inverse, note: 'takes the message back' });
  assert.deepEqual([kept.state, kept.inverse?.cwd], ['registered', root]);
  const done = await operator.reverts.revert({ session: 's' });
  assert.equal(existsSync(join(root, 'a.txt')), false);
  assert.deepEqual(
    done.inverses.map(({ status, principal }) => [status, principal]),
    [['to-run', 'agent:test']],
  );
  const ran = await runInverses(done, { client: agent, principal: 'agent:test', run: ({ args }) => args['id'] });
  assert.deepEqual(ran, [7]);
  const [after] = await agent.reverts.compensations({ session: 's' });
  assert.deepEqual([after?.state, after?.ran_as], ['done', done.inverses[0]?.action_id]);
  await assert.rejects(operator.reverts.revert({ session: 's' }), { code: 'checkpoint.nothing' });
  await assert.rejects(agent.reverts.compensations(), { code: 'auth.forbidden' });
  const entries = await gateway.logEntries({ fromIndex: 0, limit: 1_000 });
  const parsed = entries.map(({ text }) => JSON.parse(text) as { type: string; data: { [name: string]: unknown } });
  const types = parsed.map(({ type }) => type);
  for (const type of ['compensation.registered', 'actions.reverted', 'compensation.proposed'])
    assert.equal(types.filter((one) => one === type).length, 1, type);
  assert.equal(parsed.at(-1)?.data['compensates'], sent.action_id);
});

test('an operator finds what an agent deleted, and puts it back', async (t) => {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { root } = workspace;
  const [agent, operator] = [clientOf(workspace, AGENT), clientOf(workspace, OPERATOR)];
  const place = { session: 's', workspace: root };
  await agent.act.call({ ...place, tool: 'write_file', args: { path: 'a.txt', content: 'one\n' } });
  const tool = { name: 'Bash', origin: 'builtin:claude-code' };
  const removal = await agent.decide({ ...place, tool, args: { command: 'rm a.txt' }, cwd: root });
  rmSync(join(root, 'a.txt'));
  await agent.reportOutcome({ action_id: removal.action_id, result: 'completed' });
  const { deleted, is_complete: isComplete } = await operator.reverts.deleted({ root });
  assert.deepEqual(
    [deleted.map(({ path, action }) => [path, action]), isComplete],
    [[['a.txt', removal.action_id]], true],
  );
  await operator.reverts.restoreDeleted({ root, path: 'a.txt' });
  assert.equal(existsSync(join(root, 'a.txt')), true);
  await assert.rejects(operator.reverts.restoreDeleted({ root, path: 'a.txt' }), { code: 'checkpoint.nothing' });
});
