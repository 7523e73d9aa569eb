import type { Gateway } from '../../application/gateway.ts';
import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import { createGatewayApp, OPERATOR, reportFailure } from './gateway-app.ts';
import { withMcp } from './serve-mcp.ts';
import type { DaemonSettings } from './settings.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/** Serves every ingress of the gateway on one port. Listens beyond loopback only when the operator named an address. */
export function serveGateway(gateway: Gateway, settings: DaemonSettings): Promise<ServedGateway> {
  const { allowedHosts: hosts, allowedOrigins: origins } = settings;
  const app = createGatewayApp(gateway, { port: settings.port, hosts, origins });
  const served = withMcp(app, gateway, {
    servers: settings.mcpServers,
    hosts,
    origins,
    operator: OPERATOR,
    version: gateway.health().version,
    onFailure: reportFailure,
  });
  return serveHttp(served, { port: settings.port, hostname: settings.host, exposed: settings.exposed });
}
