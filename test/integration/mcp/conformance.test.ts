import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { serveConformanceServer } from './conformance-server.ts';
import { forwardWithToken } from './token-forwarder.ts';

const CLI = resolve('node_modules/@modelcontextprotocol/conformance/dist/index.js');

type Check = { readonly id: string; readonly status: string };

/** Runs the official suite; answers every check with its status, by scenario, the checks of a scenario in order. */
async function runSuite(
  args: readonly string[],
  variables: { readonly [name: string]: string } = {},
): Promise<{ readonly [scenario: string]: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-conformance-'));
  try {
    const child = spawn(process.execPath, [CLI, ...args, '--output-dir', folder], {
      cwd: folder,
      env: { PATH: `${resolve('node_modules/.bin')}:${process.env['PATH'] ?? ''}`, ...variables },
      stdio: 'ignore',
    });
    await new Promise((done) => child.once('exit', done));
    const results: { [scenario: string]: readonly string[] } = {};
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('checks.json')) continue;
      const scenario = (entry.split('/').at(-2) ?? '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
      const checks = JSON.parse(readFileSync(join(folder, entry), 'utf8')) as readonly Check[];
      results[scenario] = checks.filter(({ status }) => status !== 'INFO').map(({ id, status }) => `${id} ${status}`);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const passed = (results: { readonly [scenario: string]: readonly string[] }) =>
  Object.values(results)
    .flat()
    .filter((check) => check.endsWith('SUCCESS')).length;

test('gives the official suite for servers the same results through the gateway as directly', async (t) => {
  const server = await serveConformanceServer();
  t.after(() => server.close());
  const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
  t.after(() => removePlaces(places));
  const workspace = join(places.home, 'project');
  mkdirSync(workspace);
  const servers = { conformance: { url: server.url } };
  writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify({ version: 1, workspace, servers }));
  const served = await serveDaemon(places);
  t.after(() => served.close());
  const address = readFileSync(served.daemon.files.address, 'utf8').trim();
  const token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
  const forwarder = await forwardWithToken(address, { token, path: '/mcp/conformance' });
  t.after(() => forwarder.close());

  const direct = await runSuite(['server', '--url', server.url]);
  const through = await runSuite(['server', '--url', forwarder.url]);
  assert.ok(passed(direct) >= 25, `the server itself passes ${passed(direct)}, want 25`);
  assert.deepEqual(through, direct);
});

test('gives the official suite for clients the same results through the gateway as directly', async () => {
  const client = resolve('test/integration/mcp/conformance-client.ts');
  for (const scenario of ['initialize', 'tools_call', 'elicitation-sep1034-client-defaults', 'sse-retry']) {
    const run = (way: string) =>
      runSuite(['client', '--scenario', scenario, '--command', `${process.execPath} ${client} ${way}`]);
    const direct = await run('direct');
    assert.ok(passed(direct) > 0, `${scenario}: the client itself passes nothing`);
    assert.deepEqual(await run('through'), direct, scenario);
  }
});
