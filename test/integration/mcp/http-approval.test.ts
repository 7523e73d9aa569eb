import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type TestContext, test } from 'node:test';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';
import { CLIENT_KINDS, makeClient, referenceServer, testClient } from './wrapped-client.ts';

type Answer = NonNullable<Parameters<typeof makeClient>[0]['answer']>;
type Given = {
  readonly kind: (typeof CLIENT_KINDS)[number];
  readonly token: 'agentToken' | 'mcpToken';
  readonly answer: Answer;
};

/** A client of a gateway's endpoint, behind which stands one server that writes files of a project. */
async function openClient(t: TestContext, { kind, token, answer }: Given) {
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
  const client = makeClient({ kind, answer });
  const bearer = readFileSync(served.daemon.files[token], 'utf8').trim();
  const url = new URL('/mcp', readFileSync(served.daemon.files.address, 'utf8').trim());
  const options = { requestInit: { headers: { authorization: `Bearer ${bearer}` } } };
  if (client instanceof OldClient) await client.connect(new OldHttpTransport(url, options));
  else await client.connect(new StreamableHTTPClientTransport(url, options));
  const { call, close } = testClient(client);
  t.after(close);
  return { call, project };
}

for (const kind of CLIENT_KINDS) {
  test(`asks the person at a client of the endpoint, and runs the call on yes alone (${kind})`, async (t) => {
    const answers = [false, true];
    const answer: Answer = () => ({ action: 'accept', content: { approve: answers.shift() ?? false } });
    const { call, project } = await openClient(t, { kind, token: 'mcpToken', answer });
    const [first, second] = [join(project, 'first.txt'), join(project, 'second.txt')];
    const refused = await call('files__write_file', { path: first, content: 'x' });
    assert.match(refused.text, /did not approve it/);
    assert.equal(existsSync(first), false);
    assert.equal((await call('files__write_file', { path: second, content: 'x' })).isError, false);
    assert.equal(readFileSync(second, 'utf8'), 'x');
  });
}

test('never takes an answer at the client from the agent’s own token, which would approve what it proposes', async (t) => {
  let asked = 0;
  const answer: Answer = () => {
    asked += 1;
    return { action: 'accept', content: { approve: true } };
  };
  const { call, project } = await openClient(t, { kind: CLIENT_KINDS[0], token: 'agentToken', answer });
  const path = join(project, 'first.txt');
  assert.equal((await call('files__write_file', { path, content: 'x' })).isError, true);
  assert.deepEqual([asked, existsSync(path)], [0, false]);
});
