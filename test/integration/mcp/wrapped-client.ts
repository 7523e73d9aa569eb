import { resolve } from 'node:path';
import process from 'node:process';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdioTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** The official clients: 2.x in each era, and the 1.x line. */
export const CLIENT_KINDS = ['modern', 'legacy', 'old'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** An answer to a question of the server, or of the gateway. */
export type FormAnswer = { action: 'accept' | 'decline' | 'cancel'; content?: { [field: string]: string | boolean } };

/** How a client is set up. */
export type ClientSetup = {
  readonly kind: ClientKind;
  /** Answers questions; without it the client does not say that it can be asked. */
  readonly answer?: (message: string) => FormAnswer;
};

/** What tests do with a client of any kind. */
export type TestClient = {
  readonly tools: () => Promise<readonly { readonly name: string; readonly description?: string | undefined }[]>;
  readonly call: (
    name: string,
    args?: { [name: string]: unknown },
    options?: { readonly progress?: (step: number) => void; readonly timeoutMs?: number },
  ) => Promise<ToolAnswer>;
  readonly raw: Client | OldClient;
  readonly close: () => Promise<void>;
};

/** A tool's result as tests look at it. */
export type ToolAnswer = {
  readonly text: string;
  readonly isError: boolean;
  readonly whole: { readonly [field: string]: unknown };
};

/** A client of the kind, not connected. */
export function makeClient({ kind, answer }: ClientSetup): Client | OldClient {
  const who = { name: `test-${kind}`, version: '1.0.0' };
  const capabilities = answer === undefined ? {} : { elicitation: {} };
  if (kind === 'old') {
    const client = new OldClient(who, { capabilities });
    if (answer !== undefined) {
      client.setRequestHandler(ElicitRequestSchema, async ({ params }) => answer(params.message));
    }
    return client;
  }
  const mode = kind === 'modern' ? { pin: '2026-07-28' } : 'legacy';
  const client = new Client(who, { capabilities, versionNegotiation: { mode } });
  if (answer !== undefined)
    client.setRequestHandler('elicitation/create', async ({ params }) => answer(params.message));
  return client;
}

/** Wraps a client that is connected. */
export function testClient(client: Client | OldClient): TestClient {
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, { progress, timeoutMs } = {}) => {
      const options = {
        ...(progress === undefined ? {} : { onprogress: ({ progress: step }: { progress: number }) => progress(step) }),
        ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      };
      const params = { name, arguments: args };
      const result =
        client instanceof OldClient
          ? await client.callTool(params, undefined, options)
          : await client.callTool(params, options);
      const blocks = (result.content ?? []) as { type: string; text?: string }[];
      return {
        text: blocks.map((block) => block.text ?? '').join(''),
        isError: result.isError === true,
        whole: result,
      };
    },
    raw: client,
    close: () => client.close(),
  };
}

/** Starts a server behind `countersign mcp wrap`, as an agent's configuration does, and connects the client to it. */
export async function connectWrapped(
  setup: ClientSetup & { readonly variables: { readonly [name: string]: string }; readonly cwd?: string },
  options: readonly string[],
  server: readonly string[],
): Promise<TestClient> {
  return connectStdio(setup, [resolve('apps/wrap/mcp-wrap.ts'), ...options, '--', process.execPath, ...server]);
}

/** Starts a Node program and connects the client to its standard streams. */
export async function connectStdio(
  setup: ClientSetup & { readonly variables: { readonly [name: string]: string }; readonly cwd?: string },
  args: readonly string[],
): Promise<TestClient> {
  const client = makeClient(setup);
  const spawned = {
    command: process.execPath,
    args: [...args],
    env: { PATH: process.env['PATH'] ?? '', ...setup.variables },
    stderr: 'ignore' as const,
    ...(setup.cwd === undefined ? {} : { cwd: setup.cwd }),
  };
  if (client instanceof OldClient) await client.connect(new OldStdioTransport(spawned));
  else await client.connect(new StdioClientTransport(spawned));
  return testClient(client);
}

/** The main file of a reference server. */
export function referenceServer(name: string): string {
  return resolve(`node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
}
