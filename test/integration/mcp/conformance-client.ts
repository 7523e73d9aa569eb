import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { makePlaces, removePlaces, serveDaemon } from '../../harness/served-daemon.ts';

/**
 * What the conformance suite runs as a client: `node conformance-client.ts direct|through URL`. With `through`, a gateway of its
 * own stands in between.
 */
async function run([way = '', url = '']: readonly string[]): Promise<void> {
  if (way === 'direct') return play(new URL(url), {});
  process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
  const places = makePlaces('version: 1\nwindow: always\nmode: shadow\n');
  const workspace = join(places.home, 'project');
  mkdirSync(workspace);
  const file = { version: 1, workspace, servers: { suite: { url } } };
  writeFileSync(join(places.configDirectory, 'mcp-servers.yaml'), JSON.stringify(file));
  const served = await serveDaemon(places);
  try {
    const address = readFileSync(served.daemon.files.address, 'utf8').trim();
    const token = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
    await play(new URL('/mcp/suite', address), { authorization: `Bearer ${token}` });
  } finally {
    await served.close();
    removePlaces(places);
  }
}

async function play(url: URL, headers: { readonly [name: string]: string }): Promise<void> {
  const capabilities = { elicitation: { form: { applyDefaults: true } } };
  const client = new Client({ name: 'conformance', version: '1.0.0' }, { capabilities });
  client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: {} }));
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers: { ...headers } } }));
  const { tools } = await client.listTools().catch(() => ({ tools: [] }));
  for (const { name } of tools) {
    const args = name === 'add_numbers' ? { a: 5, b: 3 } : {};
    await client.callTool({ name, arguments: args });
  }
  await client.close();
}

run(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
    process.exit(1);
  },
);
