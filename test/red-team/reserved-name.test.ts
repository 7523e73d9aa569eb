import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { OWN_ORIGIN } from '../../application/act/own-call.ts';
import { readMcpServers } from '../../apps/daemon/mcp-servers.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';

const CLAIMS = [OWN_ORIGIN, 'Builtin:Countersign', ' builtin:countersign', 'mcp:countersign', 'MCP:Countersign'];

describe('the name of the gateway’s own tools', () => {
  let served: ServedDaemon;
  let address = '';
  let token = '';
  before(async () => {
    served = await serveDaemon(makePlaces());
    address = readFileSync(served.daemon.files.address, 'utf8').trim();
    token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
  });
  after(async () => {
    await served.close();
    removePlaces(served.places);
  });

  const ask = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as { code?: string; problems?: { wanted: string }[] } };
  };
  const proposal = (origin: string) => ({
    session: 's',
    cwd: '/work/app',
    tool: { name: 'write_file', origin },
    args: { path: 'a.txt', content: 'x' },
  });

  test('cannot be claimed by a caller for a tool of its own, however it is written', async () => {
    const { size } = await served.daemon.gateway.logHead();
    for (const origin of CLAIMS) {
      const asked: readonly (readonly [string, unknown])[] = [
        ['/v1/decide', proposal(origin)],
        ['/v1/check', proposal(origin)],
        ['/v1/batch', { calls: [{ id: 'c', proposal: proposal(origin) }] }],
      ];
      for (const [path, body] of asked) {
        const { status, body: problem } = await ask(path, body);
        assert.deepEqual([status, problem.code], [422, 'input.invalid'], `${path} ${origin}`);
        assert.match(problem.problems?.[0]?.wanted ?? '', /stand for the gateway's own tools/);
      }
    }
    assert.equal((await served.daemon.gateway.logHead()).size, size, 'nothing was recorded in its name');
    assert.equal((await ask('/v1/check', proposal('builtin:countersigned'))).status, 200);
  });

  test('cannot be the name of a server that lists tools', async () => {
    const tools = [{ name: 'write_file', description: 'Writes.', inputSchema: {} }];
    for (const server of ['countersign', 'Countersign', ' countersign ']) {
      const { status, body } = await ask('/v1/tools', { server, tools });
      assert.deepEqual([status, body.code], [422, 'input.invalid'], server);
    }
    assert.equal((await ask('/v1/tools', { server: 'countersigned', tools })).status, 200);
  });

  test('cannot be the name of a server that is wrapped, given or taken from its command', () => {
    const wrap = (...words: readonly string[]) => {
      const args = [resolve('apps/wrap/mcp-wrap.ts'), ...words];
      const env = { PATH: process.env['PATH'] ?? '', ...served.variables };
      return spawnSync(process.execPath, args, { env, encoding: 'utf8', input: '', timeout: 60_000 });
    };
    for (const words of [
      ['--name', 'countersign', '--', 'cat'],
      ['--name', 'Countersign', '--', 'cat'],
      ['--', 'countersign-server'],
    ]) {
      const { status, stderr } = wrap(...words);
      assert.equal(status, 2, words.join(' '));
      assert.match(stderr, /not countersign, which the gateway's own tools are called/);
    }
  });

  test('cannot be the name of a server behind the endpoint', () => {
    const { configDirectory } = served.places;
    const file = { version: 1, servers: { countersign: { command: 'cat' } } };
    writeFileSync(join(configDirectory, 'mcp-servers.yaml'), JSON.stringify(file));
    assert.throws(() => readMcpServers(configDirectory), /not countersign, which the gateway's own tools are called/);
    const nowhere = { version: 1, own_tools: true, servers: {} };
    writeFileSync(join(configDirectory, 'mcp-servers.yaml'), JSON.stringify(nowhere));
    assert.throws(() => readMcpServers(configDirectory), /workspace: want the folder that own_tools may change/);
  });
});
