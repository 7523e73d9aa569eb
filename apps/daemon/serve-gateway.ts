import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import { createGatewayApp, OPERATOR, reportFailure } from './gateway-app.ts';
import type { OpenDaemon } from './open-daemon.ts';
import { withMcp } from './serve-mcp.ts';
import { withModels } from './serve-models.ts';
import type { DaemonSettings } from './settings.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/** Serves every ingress of the gateway on one port. Listens beyond loopback only when the operator named an address. */
export function serveGateway(
  { gateway, models }: Pick<OpenDaemon, 'gateway' | 'models'>,
  settings: DaemonSettings,
): Promise<ServedGateway> {
  const { allowedHosts: hosts, allowedOrigins: origins } = settings;
  const app = createGatewayApp(gateway, { port: settings.port, hosts, origins });
  const withTools = withMcp(app, gateway, {
    servers: settings.mcpServers,
    hosts,
    origins,
    operator: OPERATOR,
    version: gateway.health().version,
    onFailure: reportFailure,
  });
  const served = withModels(withTools, models, { hosts, origins });
  const { port, host: hostname, exposed } = settings;
  return serveHttp(served.app, { port, hostname, exposed, other: served.other });
}
