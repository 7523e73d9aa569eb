import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse } from 'yaml';
import { firstName } from '../../../core/effect/declared-arguments.ts';
import { parseServerProfile } from '../../../core/policy/parse-server-profile.ts';
import type { ServerTool } from '../../../core/policy/tool-profile.ts';

/** The reference servers that are installed, with what each needs to start; `folder` is an empty one. */
const SERVERS: readonly (readonly [profile: string, program: string, args: (folder: string) => readonly string[]])[] = [
  ['filesystem', 'mcp-server-filesystem', (folder) => [folder]],
  ['memory', 'mcp-server-memory', () => []],
  ['everything', 'mcp-server-everything', () => []],
  ['sequential-thinking', 'mcp-server-sequential-thinking', () => []],
];

type Listed = { readonly name: string; readonly inputSchema: { readonly properties?: object | undefined } };

async function listTools(program: string, args: readonly string[]): Promise<readonly Listed[]> {
  const client = new Client({ name: 'profiles', version: '1.0.0' });
  const command = resolve('node_modules', '.bin', program);
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [command, ...args], stderr: 'ignore' }),
  );
  try {
    return (await client.listTools()).tools;
  } finally {
    await client.close();
  }
}

/** The arguments that a profile speaks of. */
function namedBy({ effects, harmless }: ServerTool): ReadonlySet<string> {
  const used = effects.flatMap(({ argument, when }) =>
    [argument, when?.argument].flatMap((path) => (path ? [firstName(path)] : [])),
  );
  return new Set([...used, ...harmless]);
}

for (const [name, program, args] of SERVERS) {
  test(`The profile ${name} names every tool and argument that ${program} lists`, async () => {
    const parsed = parseServerProfile(parse(readFileSync(`policies/tools/${name}.yaml`, 'utf8')), name);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { tools } = parsed.value.profile;
    const folder = mkdtempSync(join(tmpdir(), 'countersign-profiles-'));
    try {
      for (const listed of await listTools(program, args(folder))) {
        const profiled = tools.find(({ tool }) => tool === listed.name);
        assert.ok(profiled !== undefined, `${listed.name} is not in the profile`);
        const missing = Object.keys(listed.inputSchema.properties ?? {}).filter(
          (argument) => !namedBy(profiled).has(argument),
        );
        assert.deepEqual(missing, [], `arguments of ${listed.name}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
