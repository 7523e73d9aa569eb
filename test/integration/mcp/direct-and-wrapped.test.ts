import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../harness/served-daemon.ts';
import {
  CLIENT_KINDS,
  type ClientKind,
  connectStdio,
  connectWrapped,
  referenceServer,
  type TestClient,
} from './wrapped-client.ts';

/** A server to try, and calls whose answers do not depend on the moment. */
type Tried = {
  readonly name: string;
  readonly args: (folder: string) => readonly string[];
  /** What the server itself can be asked with directly. */
  readonly eras: readonly ClientKind[];
  readonly calls: (folder: string) => readonly (readonly [string, { [name: string]: unknown }])[];
};

const SCRIPTED = resolve('test/integration/mcp/scripted-server.ts');
const OLD_ERAS: readonly ClientKind[] = ['legacy', 'old'];

const SERVERS: readonly Tried[] = [
  {
    name: 'filesystem',
    args: (folder) => [referenceServer('filesystem'), folder],
    eras: OLD_ERAS,
    calls: (folder) => [
      ['read_text_file', { path: join(folder, 'note.txt') }],
      ['list_directory', { path: folder }],
      ['read_text_file', { path: '/nowhere/at/all' }],
    ],
  },
  {
    name: 'memory',
    args: () => [referenceServer('memory')],
    eras: OLD_ERAS,
    calls: () => [
      ['create_entities', { entities: [{ name: 'a', entityType: 'letter', observations: ['first'] }] }],
      ['search_nodes', { query: 'first' }],
    ],
  },
  {
    name: 'everything',
    args: () => [referenceServer('everything'), 'stdio'],
    eras: OLD_ERAS,
    calls: () => [
      ['echo', { message: 'hello' }],
      ['get-sum', { a: 2, b: 3 }],
      ['get-structured-content', { location: 'New York' }],
      ['get-tiny-image', {}],
      ['get-annotated-message', { messageType: 'error', includeImage: true }],
      ['get-resource-links', { count: 2 }],
    ],
  },
  {
    name: 'thinking',
    args: () => [referenceServer('sequential-thinking')],
    eras: OLD_ERAS,
    calls: () => [
      ['sequentialthinking', { thought: 'one', nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 }],
    ],
  },
  {
    name: 'scripted-modern',
    args: () => [SCRIPTED, 'modern'],
    eras: ['modern'],
    calls: () => [
      ['greet', { name: 'you' }],
      ['measure', {}],
      ['fail', {}],
      ['large', { sizeBytes: 1_000_000 }],
    ],
  },
  {
    name: 'scripted-both',
    args: () => [SCRIPTED, 'both'],
    eras: CLIENT_KINDS,
    calls: () => [
      ['greet', { name: 'you' }],
      ['measure', {}],
    ],
  },
];

/** What a client sees of a server: its lists, and what its tools answer. Words of the era alone are left out. */
async function look(client: TestClient, calls: ReturnType<Tried['calls']>): Promise<unknown> {
  const capabilities = client.raw.getServerCapabilities();
  const answers: unknown[] = [];
  for (const [name, args] of calls) answers.push(withoutEra((await client.call(name, args)).whole));
  return {
    server: client.raw.getServerVersion(),
    instructions: client.raw.getInstructions(),
    tools: (await client.tools()).map(withoutTasks),
    prompts: capabilities?.prompts === undefined ? [] : (await client.raw.listPrompts()).prompts,
    resources: capabilities?.resources === undefined ? [] : (await client.raw.listResources()).resources,
    answers,
  };
}

function withoutEra(result: { readonly [field: string]: unknown }): unknown {
  const { _meta: meta, resultType: _type, ...rest } = result;
  const { 'io.modelcontextprotocol/serverInfo': _info, ...kept } = (meta ?? {}) as { [key: string]: unknown };
  return Object.keys(kept).length === 0 ? rest : { ...rest, _meta: kept };
}

/** The 2.x client leaves out what only the older protocol says of tasks. */
function withoutTasks(tool: object): object {
  const { execution: _execution, ...rest } = tool as { readonly execution?: unknown };
  return rest;
}

describe('a wrapped server', () => {
  let served: ServedDaemon;
  let folder = '';
  before(async () => {
    const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
    folder = join(places.home, 'project');
    mkdirSync(folder);
    writeFileSync(join(folder, 'note.txt'), 'a note\n');
    served = await serveDaemon(places);
  });
  after(async () => {
    await served.close();
    removePlaces(served.places);
  });

  for (const { name, args, eras, calls } of SERVERS) {
    test(`answers every official client as ${name} itself does`, async (t) => {
      const setup = (kind: ClientKind, own: string) => ({
        kind,
        cwd: folder,
        variables: { ...served.variables, MEMORY_FILE_PATH: join(folder, `${own}.json`) },
      });
      const [era = 'legacy'] = eras;
      const direct = await connectStdio(setup(era, `${name}-direct`), args(folder));
      t.after(() => direct.close());
      const expected = await look(direct, calls(folder));
      for (const kind of CLIENT_KINDS) {
        const wrapped = await connectWrapped(setup(kind, `${name}-${kind}`), ['--name', name], args(folder));
        t.after(() => wrapped.close());
        assert.deepEqual(await look(wrapped, calls(folder)), expected, `client ${kind}`);
      }
    });
  }
});
