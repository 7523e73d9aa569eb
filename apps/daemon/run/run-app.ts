import type { Gateway } from '../../../application/gateway.ts';
import type { RunOrder } from '../../../application/run/run-order.ts';
import type { HttpApp } from '../../../ingress/http/http-app.ts';
import { MAX_RESULT_BYTES } from '../../../ingress/mcp/review-result.ts';
import { createGatewayApp, OPERATOR, reportFailure } from '../gateway-app.ts';
import { withMcp } from '../serve-mcp.ts';

/** How long a call of a tool waits for people who are asked elsewhere. */
const WAIT_MS = 50_000;

/**
 * What programs of a run reach at their door: the API as far as it is theirs, and beside it, where changes are made in place, the gateway's
 * own tools over MCP, for the run's own workspace.
 *
 * The operator's servers of MCP are not among them: they work outside of the sandbox, with the operator's logins, and reach hosts that
 * the run may not.
 */
export function createRunApp(
  gateway: Gateway,
  { workspace, changes, port }: Pick<RunOrder, 'workspace' | 'changes'> & { readonly port: number },
): HttpApp {
  const app = createGatewayApp(gateway, { port });
  if (changes !== 'keep') return app;
  const servers = { workspace, waitMs: WAIT_MS, maxResultBytes: MAX_RESULT_BYTES, ownTools: true, servers: new Map() };
  return withMcp(app, gateway, {
    servers,
    hosts: [],
    origins: [],
    operator: OPERATOR,
    version: gateway.health().version,
    onFailure: reportFailure,
  });
}
