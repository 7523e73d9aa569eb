import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';
import { RawLines } from '../integration/mcp/raw-lines.ts';
import { hostileResult } from './hostile-mcp-server.ts';

const HOSTILE = resolve('test/red-team/hostile-mcp-server.ts');
const KINDS = ['note', 'line', 'question', 'stranger', 'result'] as const;
const HELLO = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'c', version: '1' } };

/** The same server over HTTP, with bodies of JSON. */
async function serveHostile() {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      if (request.method !== 'POST') return response.writeHead(405).end();
      const asked = JSON.parse(body) as { id?: number; method: string; params?: { arguments?: { kind?: string } } };
      if (asked.id === undefined) return response.writeHead(202).end();
      const result = hostileResult({ method: asked.method, kind: asked.params?.arguments?.kind ?? '' });
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(`{"jsonrpc":"2.0","id":${asked.id},"result":${result}}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describe('A hostile MCP server', () => {
  let served: ServedDaemon;
  let web: Awaited<ReturnType<typeof serveHostile>>;
  before(async () => {
    const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
    const project = join(places.home, 'project');
    mkdirSync(project);
    web = await serveHostile();
    const command = { command: process.execPath, args: [HOSTILE] };
    const servers = { hostile: command, other: command, web: { url: web.url } };
    const settings = { version: 1, workspace: project, servers };
    writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify(settings));
    served = await serveDaemon(places);
  });
  after(async () => {
    await served.close();
    web.close();
    removePlaces(served.places);
  });

  /** A session of the older protocol at `/mcp`. */
  const session = async () => {
    const address = readFileSync(served.daemon.files.address, 'utf8').trim();
    const token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
    let id: string | null = null;
    let next = 1;
    const post = async (method: string, params: object) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(id === null ? {} : { 'mcp-session-id': id }),
      };
      const body = JSON.stringify({ jsonrpc: '2.0', id: next++, method, params });
      const response = await fetch(new URL('/mcp', address), { method: 'POST', headers, body });
      id ??= response.headers.get('mcp-session-id');
      return response.text();
    };
    await post('initialize', HELLO);
    await post('tools/list', {});
    return (server: string, kind: string) => post('tools/call', { name: `${server}__do`, arguments: { kind } });
  };

  test('does not end the gateway, nor keep another server from being called', async () => {
    const call = await session();
    for (const kind of KINDS) {
      const [hostile, other] = await Promise.all([call('hostile', kind), call('other', 'ok')]);
      assert.match(other, /"ran"/);
      assert.match(hostile, kind === 'result' ? /nesting deeper than 128/ : /"ran"/);
      assert.doesNotMatch(hostile, /needs your token|elicitation|tools\/call/);
    }
    assert.match(await call('web', 'result'), /"error"/);
    assert.match(await call('web', 'asked'), /its protocol does not have/);
    assert.match(await call('web', 'ok'), /"ran"/);
  });

  test('does not end the wrap that guards it, and asks its client nothing that the client does not take', async (t) => {
    const raw = new RawLines(served.variables, ['--name', 'wrapped', '--wait', '0'], [HOSTILE]);
    t.after(() => raw.close());
    await raw.request('initialize', HELLO);
    await raw.request('tools/list', {});
    for (const kind of KINDS) {
      const { line } = await raw.request('tools/call', { name: 'do', arguments: { kind } });
      assert.match(line, kind === 'result' ? /nesting deeper than 128/ : /"ran"/);
    }
    const asked = raw.lines.filter((line) => line.includes('"method"'));
    assert.deepEqual(asked, []);
    raw.child.stdin.write('[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n{"jsonrpc":\n');
    assert.ok((await raw.request('ping', {})).message.result);
    const refused = raw.lines.slice(-3).map((line) => JSON.parse(line) as { id: unknown; error?: { code: number } });
    assert.deepEqual(refused.map(({ id, error }) => [id, error?.code]).slice(0, 2), [
      [null, -32_600],
      [null, -32_700],
    ]);
  });
});
