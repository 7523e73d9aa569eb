import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../../apps/cli/testing/test-terminal.ts';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { connectWrapped, referenceServer } from './wrapped-client.ts';

test('asks a person once about a call that the agent’s hook and the wrapped server both see', async (t) => {
  const places = makePlaces();
  const folder = join(places.home, 'project');
  mkdirSync(folder);
  const served = await serveDaemon(places);
  const asked: string[] = [];
  const answer = (message: string) => {
    asked.push(message);
    return { action: 'decline' } as const;
  };
  const setup = { kind: 'modern', cwd: folder, variables: served.variables, answer } as const;
  const server = [referenceServer('filesystem'), folder];
  const client = await connectWrapped(setup, ['--name', 'files', '--wait', '0'], server);
  t.after(async () => {
    await client.close();
    await served.close();
    removePlaces(places);
  });
  await client.tools();

  const args = { path: join(folder, 'made.txt'), content: 'x' };
  const hook = () => {
    const tool = { name: 'mcp__files__write_file', origin: 'mcp:files', digest: null };
    const place = { session: 'agent-1', cwd: folder, workspace: folder, channel: 'cli', surface: 'hook' } as const;
    const unset = { id: null, plan: null, idempotencyKey: null, callId: null, subagent: null };
    const proposal = { ...unset, ...place, onBehalfOf: 'human:operator', tool, args };
    const agent = { principal: 'agent:claude-code', scopes: ['decide', 'outcome'] } as const;
    return served.daemon.gateway.authorize(agent, proposal, { waitMs: 0, signal: null });
  };
  const first = await hook();
  assert.equal(first.verdict, 'require-approval');
  const words = ['approvals', 'approve', first.approval?.request.id ?? ''];
  const approved = await run(words, { homeDir: places.home, variables: served.variables });
  assert.equal(approved.code, 0, approved.err);
  assert.equal((await hook()).verdict, 'allow');

  const wrote = await client.call('write_file', args);
  assert.deepEqual([wrote.isError, asked.length, existsSync(args.path)], [false, 0, true], wrote.text);
  const again = await client.call('write_file', args);
  assert.deepEqual([again.isError, asked.length], [true, 1]);
});
