import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { OWN_TOOLS } from '../../../application/act/own-call.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';
import {
  CLIENT_KINDS,
  type ClientKind,
  connectStdio,
  type FormAnswer,
  makeClient,
  testClient,
} from './wrapped-client.ts';

const PROGRAM = resolve('apps/wrap/mcp-tools.ts');
const YES: FormAnswer = { action: 'accept', content: { approve: true } };
const POLICY = `version: 1
window: always
verify:
  checks:
    - { name: tests, kind: tests, argv: [sh, ./check.sh] }
rules:
  - id: ask-before-tests
    ask: { tool: run_test }
    reason: "A sandbox or none, somebody is to look."
    instead: "Ask the user."
`;
const GREET = "export function greet(name: string): string {\n  return 'hi ' + name;\n}\n";
const DIFF = `--- a/greet.ts
+++ b/greet.ts
@@ -1,3 +1,3 @@
 export function greet(name: string): string {
-  return 'hi ' + name;
+  return 'hello ' + name;
 }
`;

describe("the gateway's own tools as MCP tools", () => {
  let served: ServedDaemon;
  let project = '';
  before(async () => {
    const places = makePlaces(POLICY);
    project = join(places.home, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'check.sh'), 'echo all is well\n');
    const file = { version: 1, workspace: project, own_tools: true, wait_seconds: 0, servers: {} };
    writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify(file));
    served = await serveDaemon(places);
  });
  after(async () => {
    await served.close();
    removePlaces(served.places);
  });

  const connect = async (
    t: TestContext,
    kind: ClientKind,
    { answer, words = ['--wait', '0'] }: { answer?: (message: string) => FormAnswer; words?: readonly string[] } = {},
  ) => {
    const setup = { kind, cwd: project, variables: served.variables, ...(answer === undefined ? {} : { answer }) };
    const client = await connectStdio(setup, [PROGRAM, ...words]);
    t.after(() => client.close());
    return client;
  };

  for (const kind of CLIENT_KINDS) {
    test(`are listed, with schemas and hints, and change files exactly (${kind})`, async (t) => {
      const client = await connect(t, kind);
      const tools = await client.tools();
      assert.deepEqual(tools.map(({ name }) => name).toSorted(), [...OWN_TOOLS].toSorted());
      for (const tool of tools) assert.ok((tool.description ?? '').length > 200, tool.name);
      writeFileSync(join(project, 'greet.ts'), GREET);
      const read = await client.call('read_file', { path: 'greet.ts' });
      assert.deepEqual([read.isError, read.text], [false, GREET]);
      const changed = await client.call('apply_diff', { diff: DIFF });
      assert.equal(changed.isError, false, changed.text);
      assert.match(readFileSync(join(project, 'greet.ts'), 'utf8'), /hello/);
      const { action_id: action, is_done: isDone } = changed.whole['structuredContent'] as {
        action_id: string;
        is_done: boolean;
      };
      assert.equal(isDone, true);
      const undone = await client.call('undo', { action });
      assert.equal(undone.isError, false, undone.text);
      assert.equal(readFileSync(join(project, 'greet.ts'), 'utf8'), GREET);
    });

    test(`are refused with every problem and what to do now (${kind})`, async (t) => {
      const client = await connect(t, kind);
      writeFileSync(join(project, 'greet.ts'), GREET.replace('hi ', 'ho '));
      const refused = await client.call('apply_diff', { diff: DIFF });
      assert.equal(refused.isError, true);
      assert.match(
        refused.text,
        /refused this call of apply_diff, whole\. Nothing was changed\.\n- .*greet\.ts.*: found/,
      );
      assert.match(refused.text, /\nInstead: Read the files again/);
      const wrong = await client.call('read_file', { path: '../outside', lines: 0, more: true });
      assert.equal(wrong.isError, true);
      for (const name of ['path', 'lines', 'more']) assert.match(wrong.text, new RegExp(`^- \\$\\.${name}: `, 'mu'));
      const { problems, verdict } = wrong.whole['structuredContent'] as { problems: unknown[]; verdict: unknown };
      assert.deepEqual([problems.length, verdict], [3, null]);
      assert.match((await client.call('rm', {})).text, /lists no tool rm/);
    });

    test(`ask the person at a client that can be asked (${kind}), and go on with a yes only`, async (t) => {
      const asked: string[] = [];
      const answering = (answer: FormAnswer) =>
        connect(t, kind, { answer: (message) => (asked.push(message), answer) });
      const no = await (await answering({ action: 'decline' })).call('run_test', { check: 'tests' });
      assert.equal(no.isError, true);
      assert.match(no.text, /did not approve it/);
      const yes = await (await answering(YES)).call('run_test', { check: 'tests' });
      assert.equal(yes.isError, false, yes.text);
      assert.match(yes.text, /tests passed.*all is well/s);
      assert.equal(asked.length, 2);
      for (const message of asked) assert.match(message, /run_test/);
    });
  }

  test('say which request is open where nobody can be asked in the client', async (t) => {
    const client = await connect(t, 'legacy');
    const asked = await client.call('write_file', { path: '.github/workflows/ci.yml', content: 'on: push\n' });
    assert.equal(asked.isError, true);
    assert.match(asked.text, /countersign approvals approve [0-9a-z]{8}.*repeat exactly this call/s);
    const { approval } = asked.whole['structuredContent'] as { approval: string };
    assert.equal((await served.daemon.gateway.findApproval(approval)).request.status, 'pending');
    assert.equal(existsSync(join(project, '.github/workflows/ci.yml')), false);
  });

  test('work where --workspace says, whatever the client says', async (t) => {
    const other = join(served.places.home, 'other');
    mkdirSync(other);
    const client = await connect(t, 'modern', { words: ['--workspace', other] });
    const written = await client.call('write_file', { path: 'a.txt', content: 'a\n' });
    assert.equal(written.isError, false, written.text);
    assert.equal(readFileSync(join(other, 'a.txt'), 'utf8'), 'a\n');
    assert.equal(existsSync(join(project, 'a.txt')), false);
  });

  for (const mode of ['legacy', { pin: '2026-07-28' }] as const) {
    const era = mode === 'legacy' ? 'before 2026' : 'of 2026-07-28';
    test(`work in the root of a client ${era} that has one, and nowhere where it names none`, async (t) => {
      const rooted = join(served.places.home, `rooted-${era.at(-1) ?? ''}`);
      mkdirSync(rooted);
      let roots = [{ uri: pathToFileURL(rooted).href, name: 'rooted' }];
      const capabilities = { roots: { listChanged: true } };
      const client = new Client({ name: 'rooted', version: '1' }, { capabilities, versionNegotiation: { mode } });
      client.setRequestHandler('roots/list', async () => ({ roots }));
      const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
      const env = { PATH: process.env['PATH'] ?? '', ...served.variables };
      await client.connect(
        new StdioClientTransport({ command: process.execPath, args: [PROGRAM], env, cwd: project, stderr: 'ignore' }),
      );
      t.after(() => client.close());
      const done = await testClient(client).call('write_file', { path: 'b.txt', content: 'b\n' });
      assert.equal(done.isError, false, done.text);
      assert.equal(readFileSync(join(rooted, 'b.txt'), 'utf8'), 'b\n');
      assert.equal(existsSync(join(project, 'b.txt')), false);
      roots = [];
      if (mode !== 'legacy') return;
      await client.sendRootsListChanged();
      const none = await testClient(client).call('read_file', { path: 'b.txt' });
      assert.match(none.text, /names no folder as its root.*--workspace/s);
    });
  }

  test('stand under their own name beside those of servers over HTTP, and alone at an address of their own', async (t) => {
    const address = readFileSync(served.daemon.files.address, 'utf8').trim();
    const token = readFileSync(served.daemon.files.mcpToken, 'utf8').trim();
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    const over = async (path: string, kind: 'modern' | 'legacy') => {
      const client = makeClient({ kind }) as Client;
      await client.connect(new StreamableHTTPClientTransport(new URL(`${address}${path}`), { requestInit }));
      t.after(() => client.close());
      return testClient(client);
    };
    for (const kind of ['modern', 'legacy'] as const) {
      const all = await over('/mcp', kind);
      assert.deepEqual(
        (await all.tools()).map(({ name }) => name).toSorted(),
        OWN_TOOLS.map((name) => `countersign__${name}`).toSorted(),
      );
      const written = await all.call('countersign__write_file', { path: `${kind}.txt`, content: 'over HTTP\n' });
      assert.equal(written.isError, false, written.text);
      const read = await (await over('/mcp/countersign', kind)).call('read_file', { path: `${kind}.txt` });
      assert.deepEqual([read.isError, read.text], [false, 'over HTTP\n']);
    }
  });
});
