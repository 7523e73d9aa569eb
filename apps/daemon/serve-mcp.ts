import type { Caller, Gateway } from '../../application/gateway.ts';
import { problemAnswer, type Refusal } from '../../ingress/http/answer.ts';
import { authenticate } from '../../ingress/http/authenticate.ts';
import { HostCheck } from '../../ingress/http/host-check.ts';
import type { HttpApp } from '../../ingress/http/http-app.ts';
import { readJsonBody } from '../../ingress/http/read-body.ts';
import type { McpDoor } from '../../ingress/mcp/door.ts';
import { RESERVED_SERVER_NAME } from '../../sdk/server-name.ts';
import { createLocalGate } from './local-gate.ts';
import type { McpServers } from './mcp-servers.ts';
import { openOnce } from './open-once.ts';

/** What the MCP endpoint is served with. */
export type ServeMcpOptions = {
  readonly servers: McpServers | null;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly operator: string;
  readonly version: string;
  readonly onFailure: (what: string, error: unknown) => void;
};

/** The largest message of a client. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const PATH = '/mcp';

/**
 * Serves MCP beside the API on the same port: `/mcp` for all configured servers under namespaces, with the gateway's own
 * tools where they are wanted, `/mcp/<server>` for one as it is. Host, Origin, token, content type and size are checked as everywhere; the protocol's code is loaded with the first
 * request.
 */
export function withMcp(app: HttpApp, gateway: Gateway, options: ServeMcpOptions): HttpApp {
  const { servers } = options;
  if (servers === null) return app;
  const hostCheck = new HostCheck({ hosts: options.hosts, origins: options.origins });
  const door = openOnce(() => openDoor(servers, options));
  return {
    fetch: (request, env) => {
      const { pathname } = new URL(request.url);
      if (pathname !== PATH && !pathname.startsWith(`${PATH}/`)) return app.fetch(request, env);
      const refusal = hostCheck.refuse(request.headers);
      if (refusal !== null) return problemAnswer(refusal, '-');
      return serve(request, { gateway, operator: options.operator, pathname, servers, opened: door.get });
    },
    listensOn: (port) => {
      hostCheck.allowPort(port);
      app.listensOn(port);
    },
    endStreams: async () => {
      const closing = door.opened()?.then(
        (open) => open.close(),
        () => undefined,
      );
      await Promise.all([app.endStreams(), closing]);
    },
  };
}

type Served = {
  readonly gateway: Gateway;
  readonly operator: string;
  readonly pathname: string;
  readonly servers: McpServers;
  readonly opened: () => Promise<McpDoor>;
};

async function serve(request: Request, { gateway, operator, pathname, servers, opened }: Served): Promise<Response> {
  const caller = await authenticate(gateway, request.headers, ['decide']);
  if (!caller.ok) return problemAnswer(caller.failure, '-');
  const target = pathname === PATH ? null : serverNamed(pathname.slice(PATH.length + 1));
  if (target !== null && !isServed(servers, target)) return problemAnswer(UNKNOWN, '-');
  if (!['POST', 'GET', 'DELETE'].includes(request.method)) return problemAnswer(METHOD, '-');
  const body = request.method === 'POST' ? await readJsonBody(request, { maxBytes: MAX_BODY_BYTES }) : null;
  if (body !== null && !body.ok) return problemAnswer(body.failure, '-');
  const open = await opened();
  const rights = rightsOf(caller.value);
  const gate = createLocalGate(gateway, rights, operator);
  return open.handle({ request, body: body?.value, bearer: JSON.stringify(rights), gate, target });
}

function isServed({ servers, ownTools }: McpServers, target: string): boolean {
  return servers.has(target) || (ownTools && target === RESERVED_SERVER_NAME);
}

/** The server that the rest of a path names; the empty name, which no server has, where it cannot be decoded. */
function serverNamed(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}

const UNKNOWN: Refusal = { code: 'route.unknown', reason: 'find the MCP server: want a name of mcp-servers.yaml' };
const METHOD: Refusal = {
  code: 'route.method',
  reason: 'serve the method: want POST, GET or DELETE here',
  headers: { allow: 'POST, GET, DELETE' },
};

async function openDoor(servers: McpServers, options: ServeMcpOptions): Promise<McpDoor> {
  const { openMcpDoor } = await import('./open-mcp-door.ts');
  const { version, onFailure } = options;
  return openMcpDoor({ servers, version, onFailure });
}

/**
 * What a caller may do through the door. Only a token that may elicit can answer for the person at the client: an agent's
 * own would approve what it proposes.
 */
function rightsOf({ principal, scopes, lease, boundLease }: Caller): Caller {
  const rights: Caller['scopes'] = scopes.includes('elicit') ? ['decide', 'outcome', 'elicit'] : ['decide', 'outcome'];
  return {
    principal,
    scopes: rights,
    ...(lease === undefined ? {} : { lease }),
    ...(boundLease === undefined ? {} : { boundLease }),
  };
}
