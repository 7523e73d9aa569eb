import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';
import { serveScripted } from './scripted-http.ts';
import {
  CLIENT_KINDS,
  type ClientKind,
  type FormAnswer,
  makeClient,
  referenceServer,
  testClient,
} from './wrapped-client.ts';

const SCRIPTED = resolve('test/integration/mcp/scripted-server.ts');
const MODERN_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

describe('the MCP endpoint', () => {
  let served: ServedDaemon;
  let address = '';
  let token = '';
  let operatorToken = '';
  const closers: (() => Promise<void>)[] = [];
  before(async () => {
    const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
    const project = join(places.home, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'note.txt'), 'a note\n');
    const [modern, both] = [await serveScripted({ strict: true }), await serveScripted({ strict: false })];
    closers.push(modern.close, both.close);
    const node = (...args: readonly string[]) => ({ command: process.execPath, args });
    const servers = {
      files: node(referenceServer('filesystem'), project),
      every: node(referenceServer('everything'), 'stdio'),
      scripted: node(SCRIPTED, 'modern'),
      modern: { url: modern.url },
      both: { url: both.url },
      broken: node('/nowhere/at/all.js'),
    };
    writeFileSync(
      join(places.configDirectory, 'mcp-servers.yaml'),
      JSON.stringify({ version: 1, workspace: project, servers }),
    );
    served = await serveDaemon(places);
    address = readFileSync(served.daemon.files.address, 'utf8').trim();
    token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
    operatorToken = readFileSync(served.daemon.files.operatorToken, 'utf8').trim();
  });
  after(async () => {
    await served.close();
    for (const close of closers) await close();
    removePlaces(served.places);
  });

  const connect = async (kind: ClientKind, path: string, answer?: (message: string) => FormAnswer) => {
    const client = makeClient(answer === undefined ? { kind } : { kind, answer });
    const options = { requestInit: { headers: { authorization: `Bearer ${token}` } } };
    const url = new URL(path, address);
    if (client instanceof OldClient) await client.connect(new OldHttpTransport(url, options));
    else await client.connect(new StreamableHTTPClientTransport(url, options));
    return testClient(client);
  };
  const post = (path: string, body: unknown, headers: { readonly [name: string]: string } = {}) =>
    fetch(new URL(path, address), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  const modernCall = (name: string, headers: { readonly [name: string]: string }) =>
    post(
      '/mcp/every',
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {}, _meta: MODERN_META } },
      { 'mcp-protocol-version': '2026-07-28', ...headers },
    );

  for (const kind of CLIENT_KINDS) {
    test(`shows many servers under namespaces, and routes to each (${kind})`, async (t) => {
      const client = await connect(kind, '/mcp', () => ({ action: 'accept', content: { colour: 'red' } }));
      t.after(() => client.close());
      const names = (await client.tools()).map(({ name }) => name);
      assert.ok(
        names.includes('files__read_text_file') && names.includes('every__echo') && names.includes('modern__greet'),
      );
      assert.equal(
        names.some((name) => name.startsWith('broken__')),
        false,
      );
      assert.equal((await client.call('every__echo', { message: 'hi' })).text, 'Echo: hi');
      assert.equal((await client.call('scripted__greet', { name: 'you' })).text, 'Hello you');
      assert.equal(
        (await client.call('files__read_text_file', { path: join(served.places.home, 'project/note.txt') })).text,
        'a note\n',
      );
      for (const server of ['scripted', 'modern', 'both']) {
        if (server === 'both' && kind !== 'modern') continue;
        assert.match((await client.call(`${server}__ask`)).text, /"colour":"red"/, server);
      }
      const { prompts } = await client.raw.listPrompts();
      assert.ok(prompts.some(({ name }) => name === 'scripted__haiku'));
      const haiku = await client.raw.getPrompt({ name: 'scripted__haiku', arguments: { topic: 'dew' } });
      assert.match(JSON.stringify(haiku.messages), /A haiku about dew/);
      const { contents } = await client.raw.readResource({ uri: 'memo://note' });
      assert.match(JSON.stringify(contents), /a note/);
      assert.match((await client.call('nobody__anything')).text, /lists no tool/);
    });

    test(`hands progress on, and a cancellation (${kind})`, async (t) => {
      const client = await connect(kind, '/mcp/scripted');
      t.after(() => client.close());
      const steps: number[] = [];
      await client.call('slow', {}, { progress: (step) => steps.push(step) });
      assert.deepEqual(steps, [1, 2, 3]);
      await assert.rejects(client.call('hang', {}, { timeoutMs: 300 }), /timed out/i);
      assert.equal((await client.call('greet', { name: 'again' })).text, 'Hello again');
    });
  }

  test('lists an address once, under the server that is first in the file, and reads it there', async (t) => {
    const client = await connect('modern', '/mcp');
    t.after(() => client.close());
    const { resources } = await client.raw.listResources();
    assert.equal(resources.filter(({ uri }) => uri === 'memo://note').length, 1);
    const reads = async () =>
      (await served.daemon.gateway.logEntries({ fromIndex: 0, limit: 10_000 }))
        .map(({ text }) => JSON.parse(text) as { type: string; data: { tool?: string } })
        .filter(({ type, data }) => type === 'decision' && data.tool?.includes('memo://note') === true)
        .map(({ data }) => data.tool);
    await client.raw.readResource({ uri: 'memo://note' });
    assert.equal((await reads()).at(-1), 'mcp__scripted__resource:memo://note');
    await assert.rejects(client.raw.readResource({ uri: 'memo://nobody' }), /not found/i);
  });

  test('refuses a request whose headers do not say what its body says, on record', async () => {
    const head = async () => (await served.daemon.gateway.logHead()).size;
    const cases: readonly { readonly [name: string]: string }[] = [
      { 'mcp-method': 'tools/call', 'mcp-name': 'get-sum' },
      { 'mcp-method': 'tools/list', 'mcp-name': 'echo' },
      { 'mcp-method': 'tools/call' },
      { 'mcp-name': 'echo' },
      { 'mcp-method': 'tools/call', 'mcp-name': '=?base64?!!?=' },
    ];
    for (const headers of cases) {
      const before = await head();
      const answer = await modernCall('echo', headers);
      const body = (await answer.json()) as { error: { code: number } };
      assert.deepEqual([answer.status, body.error.code], [400, -32_020], JSON.stringify(headers));
      assert.ok((await head()) > before);
    }
    const version = await modernCall('echo', {
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
      'mcp-protocol-version': '2025-11-25',
    });
    assert.equal(((await version.json()) as { error: { code: number } }).error.code, -32_020);
  });

  test('refuses an unknown version, a missing envelope, a batch and a foreign method in the words of the protocol', async () => {
    const named = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };
    const request = (params: object) => ({ jsonrpc: '2.0', id: 1, method: 'tools/list', params });
    const future = { ...MODERN_META, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };
    const cases: readonly (readonly [unknown, { [name: string]: string }, number, number])[] = [
      [request({ _meta: future }), { ...named, 'mcp-protocol-version': '2099-01-01' }, 400, -32_022],
      [request({}), named, 400, -32_602],
      [[request({ _meta: MODERN_META })], named, 400, -32_600],
      [
        { jsonrpc: '2.0', id: 1, method: 'no/such', params: { _meta: MODERN_META } },
        { ...named, 'mcp-method': 'no/such' },
        404,
        -32_601,
      ],
    ];
    for (const [body, headers, status, code] of cases) {
      const answer = await post('/mcp', body, headers);
      assert.deepEqual(
        [answer.status, ((await answer.json()) as { error: { code: number } }).error.code],
        [status, code],
      );
    }
    const get = await fetch(new URL('/mcp', address), {
      headers: { authorization: `Bearer ${token}`, 'mcp-protocol-version': '2026-07-28' },
    });
    assert.equal(get.status, 405);
  });

  test('serves nobody without a token, from another origin, or with too large a body', async () => {
    const body = { jsonrpc: '2.0', id: 1, method: 'ping' };
    assert.equal((await post('/mcp', body, { authorization: 'Bearer nobody' })).status, 401);
    assert.equal((await post('/mcp', body, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await post('/mcp', { ...body, params: { x: 'x'.repeat(5 * 1024 * 1024) } })).status, 413);
    assert.equal((await post('/mcp/nobody', body)).status, 404);
    for (const path of ['/mcp/%', '/mcp/%ff', '/mcp/']) {
      assert.equal((await post(path, body)).status, 404, path);
      assert.equal((await post(path, body, { authorization: 'Bearer nobody' })).status, 401, path);
    }
  });

  test('gives a session to nobody but the bearer of its token', async () => {
    const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    const opened = await post('/mcp/every', { jsonrpc: '2.0', id: 1, method: 'initialize', params: hello });
    const session = opened.headers.get('mcp-session-id') ?? '';
    await opened.text();
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list', params: {} };
    const own = await post('/mcp/every', list, { 'mcp-session-id': session });
    assert.equal(own.status, 200);
    await own.text();
    const others = await post('/mcp/every', list, {
      'mcp-session-id': session,
      authorization: `Bearer ${operatorToken}`,
    });
    assert.equal(others.status, 404);
    assert.equal((await post('/mcp/scripted', list, { 'mcp-session-id': session })).status, 404);
  });

  test('tells a modern client of a list that changed, after the gateway saw the new one', async (t) => {
    const client = await connect('modern', '/mcp/scripted');
    t.after(() => client.close());
    const gone = new AbortController();
    const meta = { ...MODERN_META };
    const listen = {
      jsonrpc: '2.0',
      id: 'sub',
      method: 'subscriptions/listen',
      params: { notifications: { toolsListChanged: true }, _meta: meta },
    };
    const stream = await fetch(new URL('/mcp/scripted', address), {
      method: 'POST',
      signal: gone.signal,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'subscriptions/listen',
      },
      body: JSON.stringify(listen),
    });
    t.after(() => gone.abort());
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = (await reader?.read())?.value ?? '';
    assert.match(
      first,
      /subscriptions\/acknowledged.*"toolsListChanged":true.*"io\.modelcontextprotocol\/subscriptionId":"sub"/s,
    );
    const digest = () =>
      served.daemon.gateway.listTools({ server: 'scripted' }).find(({ name }) => name === 'greet')?.seenDigest;
    await client.tools();
    const shown = digest();
    assert.notEqual(shown, undefined);
    await client.call('change');
    const second = (await reader?.read())?.value ?? '';
    assert.match(second, /notifications\/tools\/list_changed.*"sub"/s);
    assert.notEqual(digest(), shown);
  });
});
