import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { ConnectionFront } from '../../ingress/mcp/connection-front.ts';
import { openLineChannel } from '../../ingress/mcp/line-channel.ts';
import { ClientWorkspace } from '../../ingress/mcp/own-tools/client-workspace.ts';
import { OwnFront } from '../../ingress/mcp/own-tools/own-front.ts';
import { connectGate } from './gate-connection.ts';
import { createHttpGate } from './http-gate.ts';
import { OWN_TOOLS_USAGE, type OwnToolsSettings, readOwnToolsSettings } from './own-tools-settings.ts';
import { readGateAddress } from './wrap-settings.ts';

const USAGE_STATUS = 2;
const FAILED_STATUS = 50;

/** Serves the gateway's own tools to one MCP client on standard input and output, as one session, until the client ends. */
async function run(words: readonly string[]): Promise<number> {
  if (words[0] === '--help' || words[0] === '-h') {
    process.stdout.write(OWN_TOOLS_USAGE);
    return 0;
  }
  const settings = readSettings(words);
  if (settings === null) return USAGE_STATUS;
  const gate = createHttpGate(connectGate(readGateAddress(process.env)));
  const cwd = process.cwd();
  const workspace = new ClientWorkspace({ given: settings.workspace, startedIn: cwd });
  const clientGone = Promise.withResolvers<void>();
  const front = new ConnectionFront(openLineChannel({ input: process.stdin, output: process.stdout }), {
    gate,
    place: { session: `mcp-${randomUUID()}`, cwd, workspace: settings.workspace ?? cwd },
    connect: async () => new OwnFront({ gate, version: ownVersion(), waitMs: settings.waitMs, workspace }),
    closed: () => clientGone.resolve(),
  });
  await front.start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => clientGone.resolve());
  await clientGone.promise;
  await front.close();
  return 0;
}

/** The version of the package, beside the sources or above a build. */
function ownVersion(): string {
  const files = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url));
  const file = files.find((path) => existsSync(path));
  const read: unknown = file === undefined ? null : JSON.parse(readFileSync(file, 'utf8'));
  const version = typeof read === 'object' && read !== null && 'version' in read ? read.version : null;
  return typeof version === 'string' ? version : 'unknown';
}

function readSettings(words: readonly string[]): OwnToolsSettings | null {
  try {
    return readOwnToolsSettings(words, process.cwd());
  } catch (error) {
    complain(`${error instanceof Error ? error.message : 'the command line cannot be read'}\n${OWN_TOOLS_USAGE}`);
    return null;
  }
}

function complain(text: string): void {
  process.stderr.write(`countersign mcp tools: ${text}\n`);
}

run(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    complain(error instanceof Error ? error.message : 'failed');
    process.exit(FAILED_STATUS);
  },
);
