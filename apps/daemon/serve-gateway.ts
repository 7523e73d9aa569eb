import { join } from 'node:path';
import process from 'node:process';
import { openDashboard } from '../../ingress/dashboard/open-dashboard.ts';
import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import { readPlaces } from './environment.ts';
import { createGatewayApp, OPERATOR, reportFailure } from './gateway-app.ts';
import type { OpenDaemon } from './open-daemon.ts';
import { withAnswerLinks } from './serve-answer-links.ts';
import { withChannels } from './serve-channels.ts';
import { withMcp } from './serve-mcp.ts';
import { withModels } from './serve-models.ts';
import type { DaemonSettings } from './settings.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/** Serves every ingress of the gateway on one port. Listens beyond loopback only when the operator named an address. */
export function serveGateway(
  { gateway, models, channels }: Pick<OpenDaemon, 'gateway' | 'models' | 'channels'>,
  settings: DaemonSettings,
): Promise<ServedGateway> {
  const { allowedHosts: hosts, allowedOrigins: origins } = settings;
  const { packageDirectory } = readPlaces(process.env);
  const pages = openDashboard({ directory: join(packageDirectory, 'dist', 'dashboard') }).answer;
  const api = createGatewayApp(gateway, { port: settings.port, hosts, origins, pages });
  const app = withAnswerLinks(api, channels.answerLinks);
  const withTools = withMcp(app, gateway, {
    servers: settings.mcpServers,
    hosts,
    origins,
    operator: OPERATOR,
    version: gateway.health().version,
    onFailure: reportFailure,
  });
  const known = { hosts: [...hosts, ...channels.hosts], origins };
  const served = withChannels(withModels(withTools, models, { hosts, origins }), channels.door, known);
  const { port, host: hostname, exposed } = settings;
  return serveHttp(served.app, { port, hostname, exposed, other: served.other });
}
