import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { RunChanges } from '../../../application/run/run-order.ts';
import { createRunApp } from '../../../apps/daemon/run/run-app.ts';
import { openWorkspaceGateway } from '../../harness/real-workspace.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
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
