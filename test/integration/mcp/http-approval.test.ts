import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { CLIENT_KINDS, makeClient, referenceServer, testClient } from './wrapped-client.ts';

for (const kind of CLIENT_KINDS) {
  test(`asks the person at a client of the endpoint, and runs the call on yes alone (${kind})`, async (t) => {
    const places = makePlaces();
    const project = join(places.home, 'project');
    mkdirSync(project);
    const files = { command: process.execPath, args: [referenceServer('filesystem'), project] };
    const settings = { version: 1, workspace: project, wait_seconds: 0, servers: { files } };
    writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify(settings));
    const served = await serveDaemon(places);
    t.after(async () => {
      await served.close();
      removePlaces(places);
    });
    const answers = [false, true];
    const client = makeClient({
      kind,
      answer: () => ({ action: 'accept', content: { approve: answers.shift() ?? false } }),
    });
    const token = readFileSync(served.daemon.files.mcpToken, 'utf8').trim();
    const url = new URL('/mcp', readFileSync(served.daemon.files.address, 'utf8').trim());
    const options = { requestInit: { headers: { authorization: `Bearer ${token}` } } };
    if (client instanceof OldClient) await client.connect(new OldHttpTransport(url, options));
    else await client.connect(new StreamableHTTPClientTransport(url, options));
    const { call, close } = testClient(client);
    t.after(close);
    const [first, second] = [join(project, 'first.txt'), join(project, 'second.txt')];
    const refused = await call('files__write_file', { path: first, content: 'x' });
    assert.match(refused.text, /did not approve it/);
    assert.equal(existsSync(first), false);
    assert.equal((await call('files__write_file', { path: second, content: 'x' })).isError, false);
    assert.equal(readFileSync(second, 'utf8'), 'x');
  });
}

test('never takes an answer at the client from the agent’s own token, which would approve what it proposes', async (t) => {
  const places = makePlaces();
  const project = join(places.home, 'project');
  mkdirSync(project);
  const files = { command: process.execPath, args: [referenceServer('filesystem'), project] };
  const settings = { version: 1, workspace: project, wait_seconds: 0, servers: { files } };
  writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify(settings));
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  let asked = 0;
  const answer = () => {
    asked += 1;
    return { action: 'accept', content: { approve: true } } as const;
  };
  const client = makeClient({ kind: CLIENT_KINDS[0], answer });
  const token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
  const url = new URL('/mcp', readFileSync(served.daemon.files.address, 'utf8').trim());
  const options = { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  if (client instanceof OldClient) await client.connect(new OldHttpTransport(url, options));
  else await client.connect(new StreamableHTTPClientTransport(url, options));
  const { call, close } = testClient(client);
  t.after(close);
  const path = join(project, 'first.txt');
  assert.equal((await call('files__write_file', { path, content: 'x' })).isError, true);
  assert.deepEqual([asked, existsSync(path)], [0, false]);
});
