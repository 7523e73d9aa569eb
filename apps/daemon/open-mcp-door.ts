import process from 'node:process';
import { type DoorOptions, type FrontWish, McpDoor, proposedOf } from '../../ingress/mcp/door.ts';
import { type Front, SingleFront } from '../../ingress/mcp/front.ts';
import { GuardedServer, type GuardOptions } from '../../ingress/mcp/guarded-server.ts';
import { openHttpChannel } from '../../ingress/mcp/http-channel.ts';
import { ManyFront } from '../../ingress/mcp/many-front.ts';
import { BesideFront } from '../../ingress/mcp/own-tools/beside-front.ts';
import { OwnFront } from '../../ingress/mcp/own-tools/own-front.ts';
import { OWN_SERVER } from '../../ingress/mcp/own-tools/own-listing.ts';
import { redactResult } from '../../ingress/mcp/redact-result.ts';
import { startServer } from '../../ingress/mcp/server-process.ts';
import { Upstream } from '../../ingress/mcp/upstream.ts';
import type { McpServerSetting, McpServers } from './mcp-servers.ts';

/** What the door is opened over. */
export type McpDoorParts = {
  readonly servers: McpServers;
  readonly version: string;
  readonly onFailure: (what: string, error: unknown) => void;
};

/** Opens the door to the configured servers; each is started or reached when the first client needs it. */
export function openMcpDoor(parts: McpDoorParts): McpDoor {
  const { workspace } = parts.servers;
  const placeOf: DoorOptions['placeOf'] = (session) => ({ session, cwd: workspace, workspace });
  const opening: Opening = { ...parts, greeting: new Set() };
  return new McpDoor({
    placeOf,
    open: (wish) => (wish.target === null ? openMany(opening, wish) : openOne(opening, wish, wish.target)),
    abandon: async () => {
      await Promise.all([...opening.greeting].map((upstream) => upstream.close()));
    },
    recordRefusal: async ({ gate, target }, refused) => {
      const { tool, args } = proposedOf(refused);
      const call = { server: target ?? 'unlisted', tool, digest: null, args, callId: null, waitMs: 0, signal: null };
      await gate.decide({ ...call, ...placeOf('mcp-refused-headers') });
    },
  });
}

/** What servers are opened with, and those that were not greeted yet. */
type Opening = McpDoorParts & { readonly greeting: Set<Upstream> };

/** How long one server may take to be greeted before many are shown without it. */
const GREETING_MS = 15_000;

async function openOne(parts: Opening, wish: FrontWish, name: string): Promise<Front> {
  if (parts.servers.ownTools && name === OWN_SERVER) return openOwn(parts, wish);
  const setting = parts.servers.servers.get(name);
  if (setting === undefined) throw new Error(`open ${name}: no such server in the configuration`);
  return new SingleFront(await openServer(parts, wish, { name, setting }), wish.hello);
}

/** Servers that do not come up are left out and told of; where none does there is nothing to show. */
async function openMany(parts: Opening, wish: FrontWish): Promise<Front> {
  const all = [...parts.servers.servers].map(([name, setting]) =>
    openServer(parts, wish, { name, setting, greetingMs: GREETING_MS }),
  );
  const opened = await Promise.allSettled(all);
  const ready: GuardedServer[] = [];
  for (const [place, result] of opened.entries()) {
    if (result.status === 'fulfilled') ready.push(result.value);
    else parts.onFailure(`open the MCP server ${[...parts.servers.servers.keys()][place] ?? ''}`, result.reason);
  }
  const info = { name: 'countersign', title: 'Countersign', version: parts.version };
  const many = new ManyFront(ready, { hello: wish.hello, info, onFailure: parts.onFailure });
  return parts.servers.ownTools ? new BesideFront(openOwn(parts, wish), many) : many;
}

/** The gateway's own tools; their calls are about the workspace of the configuration. */
function openOwn({ servers, version }: McpDoorParts, { gate }: FrontWish): OwnFront {
  return new OwnFront({ gate, version, waitMs: servers.waitMs });
}

type Named = {
  readonly name: string;
  readonly setting: McpServerSetting;
  /** Left out: as long as the protocol's own greeting may take. */
  readonly greetingMs?: number;
};

async function openServer(
  parts: Opening,
  { hello, gate, lost }: FrontWish,
  { name, setting, greetingMs }: Named,
): Promise<GuardedServer> {
  const { waitMs, maxResultBytes } = parts.servers;
  const upstream = new Upstream(await openChannel(setting), { name, redact: redactResult, onFailure: parts.onFailure });
  const options: GuardOptions = {
    gate,
    waitMs,
    review: { maxBytes: maxResultBytes, redact: redactResult },
    onFailure: parts.onFailure,
  };
  parts.greeting.add(upstream);
  // A server that is closed before it answered makes the greeting fail.
  const late = greetingMs === undefined ? undefined : setTimeout(() => void upstream.close(), greetingMs);
  try {
    await upstream.open(hello);
  } catch (error) {
    await upstream.close();
    throw error;
  } finally {
    clearTimeout(late);
    parts.greeting.delete(upstream);
  }
  upstream.whenClosed(lost);
  const guarded = new GuardedServer(name, upstream, options);
  await guarded.noteInstructions();
  return guarded;
}

async function openChannel(setting: McpServerSetting) {
  if (setting.kind === 'http') return openHttpChannel(setting);
  const { command, args, env, cwd } = setting;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'));
  const started = startServer({
    command,
    args,
    env: { ...Object.fromEntries(inherited), ...env },
    stderr: 'ignore',
    ...(cwd === null ? {} : { cwd }),
  });
  return started.channel;
}
