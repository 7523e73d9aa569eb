import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { RunChanges } from '../../../application/run/run-order.ts';
import { createRunApp } from '../../../apps/daemon/run/run-app.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import { git, makeRepository } from '../../red-team/boundary/guarded-folder.ts';
import { portsOf, scriptedHolder } from './scripted-holder.ts';

const PORT = 7878;
const ADDRESS = `http://127.0.0.1:${PORT}`;

/** A run, and what is served at its door. */
async function openDoor(t: TestContext, changes: RunChanges) {
  const holder = scriptedHolder();
  const at = await openWorkspaceGateway(t, { ports: { runs: portsOf(holder) } });
  writeFileSync(join(at.root, 'a.txt'), 'one\n');
  const { run } = await at.gateway.startRun(OPERATOR, {
    ...{ argv: ['claude'], workspace: at.root, cwd: at.root, isolation: 'bwrap', changes, allowHosts: [], secrets: {} },
    ...{ environment: {}, isTerminal: false, leaseMs: 60_000 },
  });
  const inside = holder.requests.at(-1)?.gateway;
  assert.ok(inside !== undefined);
  const app = createRunApp(inside, { workspace: at.root, changes, port: PORT });
  app.listensOn(PORT);
  t.after(() => app.endStreams());
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', 'Bearer inside');
    headers.set('host', `127.0.0.1:${PORT}`);
    return app.fetch(new Request(new URL(path, ADDRESS), { ...init, headers }));
  };
  const connect = async (path: string): Promise<Client> => {
    const client = new Client({ name: 'inside', version: '1' });
    const fetch = (url: string | URL, init?: RequestInit) => ask(String(url), init);
    await client.connect(new StreamableHTTPClientTransport(new URL(path, ADDRESS), { fetch }));
    t.after(() => client.close());
    return client;
  };
  return { ...at, run, ask, connect };
}

const textOf = (result: object): string => JSON.stringify(result);

test('an agent in a run changes files by the gateway’s own tools over MCP, as the run, and all of it can be undone', async (t) => {
  const { root, run, gateway, connect } = await openDoor(t, 'keep');
  const client = await connect('/mcp');
  const { tools } = await client.listTools();
  assert.ok(tools.some(({ name }) => name.endsWith('write_file')));
  const tool = tools.find(({ name }) => name.endsWith('write_file'))?.name ?? '';
  const written = await client.callTool({ name: tool, arguments: { path: 'a.txt', content: 'two\n' } });
  assert.notEqual(written.isError, true, textOf(written));
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'two\n');
  const outside = await client.callTool({ name: tool, arguments: { path: '../planted', content: 'x\n' } });
  assert.equal(outside.isError, true);
  const summary = await gateway.endRun(OPERATOR, run.id, 0);
  assert.deepEqual(summary.files, [{ path: 'a.txt', change: 'changed' }]);
  const late = await client.callTool({ name: tool, arguments: { path: 'a.txt', content: 'late\n' } });
  assert.equal(late.isError, true);
  const what = { kind: 'session', session: run.session } as const;
  await gateway.undo(OPERATOR, { root, what, within: null, force: true, dryRun: false });
  assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
});

test('a run reaches none of the operator’s servers, and no tools where its changes are kept apart', async (t) => {
  const kept = await openDoor(t, 'keep');
  const alone = await kept.connect('/mcp/countersign');
  const names = (await alone.listTools()).tools.map(({ name }) => name);
  assert.ok(names.includes('write_file'), names.join());
  const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  assert.equal((await kept.ask('/mcp/files', init)).status, 404);
  const apart = await openDoor(t, 'review');
  assert.equal((await apart.ask('/mcp', init)).status, 404);
  assert.equal(existsSync(join(apart.root, 'planted')), false);
});

/** A repository that the agent makes, whose settings name a program that leaves a mark. */
function plantRepository(root: string, mark: string): void {
  makeRepository(root);
  git(root, 'config', 'filter.evil.clean', `touch ${mark}; cat`);
  writeFileSync(join(root, '.gitattributes'), '* filter=evil\n');
}

test('a commit from a run takes no repository that the run made itself, and runs no program that its settings name', async (t) => {
  const { root, connect } = await openDoor(t, 'keep');
  const mark = join(dirname(root), 'escaped');
  plantRepository(root, mark);
  writeFileSync(join(root, 'a.txt'), 'changed\n');
  const client = await connect('/mcp/countersign');
  const asked = { name: 'git_commit', arguments: { message: 'Mine', paths: ['a.txt'] } };
  const refused = await client.callTool(asked);
  assert.equal(refused.isError, true, textOf(refused));
  assert.match(textOf(refused), /not a git repository/);
  assert.equal(existsSync(mark), false);
});

test('a commit from a run below a repository is made in that one, whatever the run made beside its files', async (t) => {
  const { root, connect, gateway, run } = await openDoor(t, 'keep');
  const above = dirname(root);
  const mark = join(above, 'escaped');
  git(above, 'init', '--quiet');
  for (const [name, value] of [
    ['user.name', 'Sam'],
    ['user.email', 'sam@example.com'],
  ] as const)
    git(above, 'config', name, value);
  git(above, 'add', 'project/a.txt');
  git(above, 'commit', '--quiet', '--message', 'First');
  plantRepository(root, mark);
  writeFileSync(join(root, 'a.txt'), 'changed\n');
  const client = await connect('/mcp/countersign');
  const done = await client.callTool({ name: 'git_commit', arguments: { message: 'Second', paths: ['a.txt'] } });
  assert.notEqual(done.isError, true, textOf(done));
  assert.equal(git(above, 'show', 'HEAD:project/a.txt'), 'changed\n');
  assert.doesNotMatch(git(root, 'log', '--format=%s'), /Second/);
  assert.equal(existsSync(mark), false);
  await gateway.endRun(OPERATOR, run.id, 0);
});

test('nobody else commits into a repository that a run made while it goes on', async (t) => {
  const { root, call, gateway, run } = await openDoor(t, 'keep');
  const mark = join(dirname(root), 'escaped');
  plantRepository(root, mark);
  writeFileSync(join(root, 'a.txt'), 'changed\n');
  await assert.rejects(call('git_commit', { message: 'Theirs', paths: ['a.txt'] }), { code: 'files.failed' });
  assert.equal(existsSync(mark), false);
  await gateway.endRun(OPERATOR, run.id, 0);
  const done = await call('git_commit', { message: 'Afterwards', paths: ['a.txt'] });
  assert.equal(done.isDone, true, done.text);
});
