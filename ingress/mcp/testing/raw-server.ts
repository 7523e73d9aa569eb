import { PassThrough } from 'node:stream';
import type { GuardedContext } from '../call-context.ts';
import { SingleFront } from '../front.ts';
import { GuardedServer } from '../guarded-server.ts';
import { openLineChannel } from '../line-channel.ts';
import { redactResult } from '../redact-result.ts';
import { Upstream } from '../upstream.ts';
import { MemoryGate } from './memory-gate.ts';

/** A message that reached the server. */
export type Reached = {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly [field: string]: unknown };
  readonly result?: { readonly [field: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string };
};

/** What a server says to a request: the text of its result, or of its whole line. Null leaves it unanswered. */
export type Says = (
  asked: Reached,
) => { readonly result: string } | { readonly line: string } | { readonly error: object } | null;

const ALL = { tools: {}, prompts: {}, resources: {}, logging: {} };

/** A server of the older protocol in this process that writes what it is told to, byte for byte, behind a front with a gate. */
export async function openRawServer(says: Says, { gate = new MemoryGate(), hello = {} } = {}) {
  const [toServer, toUs] = [new PassThrough(), new PassThrough()];
  const reached: Reached[] = [];
  const tell = (line: string) => toUs.write(`${line}\n`);
  let rest = '';
  toServer.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const asked = JSON.parse(line) as Reached;
      reached.push(asked);
      if (asked.id === undefined || asked.method === undefined) continue;
      const info = {
        protocolVersion: '2025-11-25',
        capabilities: ALL,
        serverInfo: { name: 's', version: '1' },
        ...hello,
      };
      const said = asked.method === 'initialize' ? { result: JSON.stringify(info) } : says(asked);
      if (said === null) continue;
      const head = `{"jsonrpc":"2.0","id":${JSON.stringify(asked.id)}`;
      if ('line' in said) tell(said.line);
      else if ('error' in said) tell(`${head},"error":${JSON.stringify(said.error)}}`);
      else tell(`${head},"result":${said.result}}`);
    }
  });
  const failures: string[] = [];
  const onFailure = (what: string, error: unknown) =>
    failures.push(`${what}: ${error instanceof Error ? error.message : ''}`);
  const channel = openLineChannel({ input: toUs, output: toServer });
  const upstream = new Upstream(channel, { name: 'raw', redact: redactResult, onFailure });
  await upstream.open(contextOf().hello);
  const review = { maxBytes: 1_000_000, redact: redactResult };
  const server = new GuardedServer('raw', upstream, { gate, waitMs: 0, review, onFailure });
  const front = new SingleFront(server, contextOf().hello);
  const sent = (method: string) => reached.filter((one) => one.method === method);
  return { front, server, gate, reached, sent, tell, failures };
}

/** The context of a client of the older protocol that can do this. */
export function contextOf(capabilities: object = {}): GuardedContext {
  return {
    hello: { era: 'legacy', version: '2025-11-25', capabilities: capabilities as never, info: null },
    ask: async () => ({}),
    notify: () => {},
    signal: new AbortController().signal,
    place: { session: 'session-1', cwd: '/work', workspace: '/work' },
  };
}

/** So many brackets around nothing. */
export function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
