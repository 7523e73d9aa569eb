import { isJsonObject } from '../../core/encoding/json.ts';
import { type ClientHello, LEGACY_VERSIONS, META, MODERN_VERSION, modernMeta, type ServerHello } from './eras.ts';
import { objectAt, RPC_CODES, RpcFault, textAt } from './rpc.ts';
import type { RpcPeer } from './rpc-peer.ts';

/** How long a server may leave the first word of an era unanswered before the other era is tried. */
const PROBE_MS = 5_000;
const GREETING_MS = 60_000;

/**
 * Finds out which era a server speaks, the client's own first: what needs no translation is not translated.
 *
 * Raises `RpcFault` with the server's answer to the client's own era when it speaks neither.
 */
export async function greetServer(peer: RpcPeer, client: ClientHello): Promise<ServerHello> {
  const order = client.era === 'modern' ? [discover, initialize] : [initialize, discover];
  let first: unknown = null;
  for (const [place, greet] of order.entries()) {
    try {
      return await greet(peer, client, place === 0 && client.era === 'modern' ? PROBE_MS : GREETING_MS);
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

async function discover(peer: RpcPeer, client: ClientHello, timeoutMs: number): Promise<ServerHello> {
  const { result } = await peer.request('server/discover', { _meta: modernMeta({}, client) }, { timeoutMs });
  const supported = result['supportedVersions'];
  if (!Array.isArray(supported) || !supported.includes(MODERN_VERSION)) {
    throw new RpcFault(RPC_CODES.internal, `the MCP server does not speak ${MODERN_VERSION}`);
  }
  const info = objectAt(result, '_meta')[META.serverInfo];
  return {
    era: 'modern',
    version: MODERN_VERSION,
    capabilities: objectAt(result, 'capabilities'),
    info: isJsonObject(info) ? info : UNNAMED,
    instructions: textAt(result, 'instructions'),
  };
}

async function initialize(peer: RpcPeer, client: ClientHello, timeoutMs: number): Promise<ServerHello> {
  const params = {
    protocolVersion: client.era === 'legacy' ? client.version : LEGACY_VERSIONS[0],
    capabilities: client.capabilities,
    clientInfo: client.info ?? { name: 'countersign', version: '0' },
  };
  const { result } = await peer.request('initialize', params, { timeoutMs });
  const version = textAt(result, 'protocolVersion');
  if (version === null || !LEGACY_VERSIONS.some((known) => known === version)) {
    throw new RpcFault(RPC_CODES.internal, `the MCP server speaks ${JSON.stringify(version)}, want a known version`);
  }
  const info = result['serverInfo'];
  return {
    era: 'legacy',
    version,
    capabilities: objectAt(result, 'capabilities'),
    info: isJsonObject(info) ? info : UNNAMED,
    instructions: textAt(result, 'instructions'),
  };
}

const UNNAMED = { name: 'unnamed', version: '0' };
