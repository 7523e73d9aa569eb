import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { OwnCall } from '../../application/act/own-call.ts';
import type { Authorization, Caller } from '../../application/gateway.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { openWorkspaceGateway } from '../harness/real-workspace.ts';
import { AGENT, NO_WAIT, propose } from '../harness/test-gateway.ts';

const FRONT: Caller = { principal: 'agent:mcp', scopes: ['decide', 'outcome', 'elicit'] };
const READ = { path: 'a.txt' };

/** An agent with a hook, and the gateway's own tools as its MCP server `countersign`. */
async function opened(t: TestContext) {
  const workspace = await openWorkspaceGateway(t);
  const { gateway, root, approve, clock } = workspace;
  writeFileSync(join(root, 'a.txt'), 'one\n');
  let calls = 0;
  const hook = (tool: string, args: JsonObject, session = 'agent-1'): Promise<Authorization> => {
    calls += 1;
    const name = `mcp__countersign__${tool}`;
    const place = { session, workspace: root, cwd: root, surface: 'hook', callId: `c${calls}` } as const;
    const proposal = { ...propose(name, args, place), tool: { name, origin: 'mcp:countersign', digest: null } };
    return gateway.authorize(AGENT, proposal, NO_WAIT);
  };
  const own = (tool: OwnCall['tool'], args: JsonObject, caller = FRONT) =>
    gateway.act(
      caller,
      {
        ...{ tool, args, dryRun: false, callId: null, idempotencyKey: null, session: `mcp-${caller.principal}` },
        ...{ workspace: root, onBehalfOf: 'human:operator', surface: 'mcp', channel: 'cli' },
      },
      NO_WAIT,
    );
  const approved = async (tool: string, args: JsonObject, session?: string): Promise<void> => {
    const asked = await hook(tool, args, session);
    assert.equal(asked.verdict, 'require-approval', 'nobody knows this server yet');
    await approve(asked.approval?.request.id ?? '');
    assert.equal((await hook(tool, args, session)).verdict, 'allow');
  };
  return { ...workspace, hook, own, approved, clock };
}

test('asks once in a session about the gateway’s own server, and then leaves its calls to the gateway', async (t) => {
  const { hook, own, approved } = await opened(t);
  await approved('read_file', READ);
  assert.equal((await own('read_file', READ)).isDone, true);
  for (const args of [
    { path: 'b.txt', content: 'x' },
    { path: '.github/workflows/ci.yml', content: 'on: push' },
  ]) {
    const { verdict, decision } = await hook('write_file', args);
    assert.deepEqual([verdict, decision.effects], ['allow', []]);
    const done = await own('write_file', args);
    assert.equal(done.isDone, args.path === 'b.txt', 'the gateway itself asks where it must');
  }
  assert.equal((await hook('read_file', READ, 'agent-2')).verdict, 'require-approval', 'another session shows nothing');
});

test('asks again once a call did not come out, as with a server that merely has the same name', async (t) => {
  const { hook, own, approved, clock } = await opened(t);
  await approved('read_file', READ);
  assert.equal((await hook('read_file', { path: 'x' })).verdict, 'require-approval', 'approving shows nothing yet');
  await own('read_file', READ);
  assert.equal((await hook('read_file', { path: 'b' })).verdict, 'allow');
  await clock.advance(60_000);
  assert.equal((await hook('read_file', { path: 'c' })).verdict, 'require-approval');
});

test('takes no call for shown that comes late, with other arguments, in another folder, or without the front’s token', async (t) => {
  const { hook, own, approved, clock } = await opened(t);
  await approved('read_file', READ);
  await own('read_file', READ, AGENT);
  await own('read_file', { path: 'a.txt', lines: 1 });
  await own('list_files', {});
  assert.equal((await hook('read_file', { path: 'b' })).verdict, 'require-approval');
  await clock.advance(60_000);
  await own('read_file', READ);
  assert.equal((await hook('read_file', { path: 'c' })).verdict, 'require-approval');
});

test('shows nothing to two sessions that wait for the same call', async (t) => {
  const { hook, own, approved } = await opened(t);
  await approved('read_file', READ, 'agent-1');
  await approved('read_file', READ, 'agent-2');
  await own('read_file', READ);
  for (const session of ['agent-1', 'agent-2'])
    assert.equal((await hook('read_file', { path: 'b' }, session)).verdict, 'require-approval');
});

test('forgets what a session has shown when it ends', async (t) => {
  const { gateway, hook, own, approved } = await opened(t);
  await approved('read_file', READ);
  await own('read_file', READ);
  await gateway.observeSession(AGENT, { kind: 'ended', session: 'agent-1', reason: 'done' });
  assert.equal((await hook('read_file', { path: 'b' })).verdict, 'require-approval');
});
