import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { withMembers } from './member-text.ts';
import { objectAt, RPC_CODES, type RpcAnswer, RpcFault, textAt } from './rpc.ts';

/** Which of the two protocols somebody speaks: `modern` is 2026-07-28, stateless; `legacy` is everything before. */
export type Era = 'modern' | 'legacy';

/** The modern version this speaks, and the legacy one it offers first. */
export const MODERN_VERSION = '2026-07-28';
export const LEGACY_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** Keys of `_meta` that MCP 2026-07-28 reserves. */
export const META = {
  version: 'io.modelcontextprotocol/protocolVersion',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
  logLevel: 'io.modelcontextprotocol/logLevel',
  subscription: 'io.modelcontextprotocol/subscriptionId',
} as const;

/** What a client says of itself, once (legacy) or with every request (modern). Unverified: nothing is permitted by it. */
export type ClientHello = {
  readonly era: Era;
  readonly version: string;
  readonly capabilities: JsonObject;
  readonly info: JsonObject | null;
};

/** What a server says of itself, in either era. */
export type ServerHello = {
  readonly era: Era;
  readonly version: string;
  readonly capabilities: JsonObject;
  readonly info: JsonObject;
  readonly instructions: string | null;
};

/** Whether a request speaks of the modern era: it names a version in `_meta`. */
export function isModernRequest(params: JsonObject): boolean {
  return objectAt(params, '_meta')[META.version] !== undefined;
}

/** Reads what a modern request must say of its client; raises the fault MCP 2026-07-28 asks for. */
export function readModernHello(params: JsonObject): ClientHello {
  const meta = objectAt(params, '_meta');
  const version = textAt(meta, META.version);
  if (version === null) throw new RpcFault(RPC_CODES.invalidParams, `read _meta: want ${META.version}`);
  if (version !== MODERN_VERSION) {
    const data = { supported: [MODERN_VERSION], requested: version };
    throw new RpcFault(RPC_CODES.unsupportedVersion, `Unsupported protocol version: ${version.slice(0, 64)}`, data);
  }
  const capabilities = meta[META.capabilities];
  if (!isJsonObject(capabilities)) throw new RpcFault(RPC_CODES.invalidParams, `read _meta: want ${META.capabilities}`);
  const info = meta[META.clientInfo];
  return { era: 'modern', version, capabilities, info: isJsonObject(info) ? info : null };
}

/** Reads an `initialize` request. */
export function readLegacyHello(params: JsonObject): ClientHello {
  const version = textAt(params, 'protocolVersion');
  if (version === null) throw new RpcFault(RPC_CODES.invalidParams, 'initialize: want protocolVersion');
  const info = params['clientInfo'];
  return {
    era: 'legacy',
    version: LEGACY_VERSIONS.some((known) => known === version) ? version : LEGACY_VERSIONS[0],
    capabilities: objectAt(params, 'capabilities'),
    info: isJsonObject(info) ? info : null,
  };
}

/** The `_meta` that a modern server wants with every request of this client. */
export function modernMeta(meta: JsonObject, hello: ClientHello): JsonObject {
  return {
    ...meta,
    [META.version]: MODERN_VERSION,
    [META.capabilities]: hello.capabilities,
    ...(hello.info === null ? {} : { [META.clientInfo]: hello.info }),
  };
}

/** The `_meta` for a legacy server: without what only the modern era knows. */
export function legacyMeta(meta: JsonObject): JsonObject {
  const modern: ReadonlySet<string> = new Set(Object.values(META));
  return Object.fromEntries(Object.entries(meta).filter(([key]) => !modern.has(key)));
}

/** Whether the client can be asked with a form. An empty `elicitation` means forms (MCP 2025-06-18 and later). */
export function canElicitForm({ capabilities }: ClientHello): boolean {
  const elicitation = capabilities['elicitation'];
  return isJsonObject(elicitation) && (elicitation['form'] !== undefined || elicitation['url'] === undefined);
}

const CACHED: ReadonlySet<string> = new Set([
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
]);

/**
 * Makes a legacy server's result one of the modern era: complete, and not to be cached where the era wants a word on that.
 * The rest of its text stays as it is.
 */
export function toModernAnswer(method: string, { result, text }: RpcAnswer): RpcAnswer {
  const added: Record<string, Json> = {};
  if (result['resultType'] === undefined) added['resultType'] = 'complete';
  if (CACHED.has(method)) {
    if (result['ttlMs'] === undefined) added['ttlMs'] = 0;
    if (result['cacheScope'] === undefined) added['cacheScope'] = 'private';
  }
  if (Object.keys(added).length === 0) return { result, text };
  return { result: { ...added, ...result }, text: text === null ? null : withMembers(text, added) };
}

/** Takes from a legacy server's result what would be a question in the modern era: none of its own can be. */
export function withoutQuestions(answer: RpcAnswer): RpcAnswer {
  const { resultType, inputRequests, requestState, ...rest } = answer.result;
  const isPlain = resultType === undefined && inputRequests === undefined && requestState === undefined;
  return isPlain ? answer : { result: rest, text: null };
}

/** Takes from a modern server's result what only says of which era it is. */
export function toLegacyAnswer({ result }: RpcAnswer): RpcAnswer {
  const { resultType: _type, ttlMs: _ttl, cacheScope: _scope, ...rest } = result;
  return { result: rest, text: null };
}
