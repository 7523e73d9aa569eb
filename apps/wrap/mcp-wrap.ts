import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionFront } from '../../ingress/mcp/connection-front.ts';
import { SingleFront } from '../../ingress/mcp/front.ts';
import { GuardedServer } from '../../ingress/mcp/guarded-server.ts';
import { openLineChannel } from '../../ingress/mcp/line-channel.ts';
import type { McpGate } from '../../ingress/mcp/mcp-gate.ts';
import { redactResult } from '../../ingress/mcp/redact-result.ts';
import { type ServerProcess, startServer } from '../../ingress/mcp/server-process.ts';
import { Upstream } from '../../ingress/mcp/upstream.ts';
import { connectGate } from './gate-connection.ts';
import { createHttpGate } from './http-gate.ts';
import { readGateAddress, readWrapSettings, WRAP_USAGE, type WrapSettings } from './wrap-settings.ts';

const USAGE_STATUS = 2;
const FAILED_STATUS = 50;
/** How long a server whose output ended may take to end itself. */
const LOST_MS = 1_000;

/**
 * Stands between one MCP client on standard input and output and the server it starts, until either ends. Answers the exit
 * status: the server's own where it ended by itself.
 */
async function run(words: readonly string[]): Promise<number> {
  if (words[0] === '--help' || words[0] === '-h') {
    process.stdout.write(WRAP_USAGE);
    return 0;
  }
  const settings = readSettings(words);
  if (settings === null) return USAGE_STATUS;
  const gate = createHttpGate(connectGate(readGateAddress(process.env)));
  const server = startServer({ ...settings, stderr: 'inherit' });
  const clientGone = Promise.withResolvers<'client'>();
  const serverLost = Promise.withResolvers<{ readonly lost: string }>();
  const front = new ConnectionFront(openLineChannel({ input: process.stdin, output: process.stdout }), {
    gate,
    place: { session: `mcp-${randomUUID()}`, cwd: process.cwd(), workspace: process.cwd() },
    connect: async (hello) => {
      const options = guardOptions(gate, settings);
      const { name } = settings;
      const upstream = new Upstream(server.channel, { name, redact: redactResult, onFailure: options.onFailure });
      upstream.whenClosed((reason) => serverLost.resolve({ lost: reason }));
      await upstream.open(hello);
      const guarded = new GuardedServer(name, upstream, options);
      await guarded.noteInstructions();
      return new SingleFront(guarded, hello);
    },
    closed: () => clientGone.resolve('client'),
  });
  await front.start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => clientGone.resolve('client'));
  const first = await Promise.race([clientGone.promise, server.ended, serverLost.promise]);
  if (first === 'client') return endWith(front, server);
  return typeof first === 'object' && first !== null
    ? loseServer(first.lost, server, settings)
    : serverEnded(first, settings);
}

/** Nothing can be said to the server any more: it ended just now, or is ended where it lives on. */
async function loseServer(reason: string, server: ServerProcess, settings: WrapSettings): Promise<number> {
  const isOver = await Promise.race([server.ended.then(() => true), sleep(LOST_MS, false)]);
  if (isOver) return serverEnded(await server.ended, settings);
  complain(`the server ${settings.command} is ended: ${reason}`);
  await server.channel.close();
  await serverEnded(0, settings);
  return FAILED_STATUS;
}

function guardOptions(gate: McpGate, { waitMs, maxResultBytes }: WrapSettings) {
  return {
    gate,
    waitMs,
    review: { maxBytes: maxResultBytes, redact: redactResult },
    onFailure: (what: string, error: unknown) =>
      complain(`${what}: ${error instanceof Error ? error.message : 'failed'}`),
  };
}

/** The client went: its server goes too, and with it the calls in work. */
async function endWith(front: ConnectionFront, server: ServerProcess): Promise<number> {
  await Promise.all([front.close(), server.channel.close()]);
  return (await server.ended) ?? 0;
}

/** The server went: its calls were answered with errors, which are given time to be written. */
async function serverEnded(status: number | null, { command }: WrapSettings): Promise<number> {
  if (status !== 0)
    complain(`the server ${command} ended${status === null ? ' or did not start' : ` with status ${status}`}`);
  await sleep(50);
  await new Promise((resolve) => process.stdout.write('', resolve));
  return status ?? FAILED_STATUS;
}

function readSettings(words: readonly string[]): WrapSettings | null {
  try {
    return readWrapSettings(words, process.env);
  } catch (error) {
    complain(`${error instanceof Error ? error.message : 'the command line cannot be read'}\n${WRAP_USAGE}`);
    return null;
  }
}

function complain(text: string): void {
  process.stderr.write(`countersign mcp wrap: ${text}\n`);
}

run(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    complain(error instanceof Error ? error.message : 'failed');
    process.exit(FAILED_STATUS);
  },
);
