import { join } from 'node:path';
import process from 'node:process';
import { openDashboard } from '../../ingress/dashboard/open-dashboard.ts';
import { proveInstance } from '../../ingress/http/prove-instance.ts';
import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import { readPlaces } from './environment.ts';
import { createGatewayApp, OPERATOR, reportFailure } from './gateway-app.ts';
import type { OpenDaemon } from './open-daemon.ts';
import { withAnswerLinks } from './serve-answer-links.ts';
import { withChannels } from './serve-channels.ts';
import { withMcp } from './serve-mcp.ts';
import { withModels } from './serve-models.ts';
import type { DaemonSettings } from './settings.ts';
import { openPayloadKey } from './state-directory.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/**
 * Serves every ingress of the gateway on one port, at all of loopback: a browser that opens `localhost` reaches this gateway or nobody.
 * Listens beyond loopback only when the operator named an address.
 */
export function serveGateway(
  { gateway, models, channels, files }: Pick<OpenDaemon, 'gateway' | 'models' | 'channels' | 'files'>,
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
  const other = proveInstance(openPayloadKey(files.instanceKey), served.other);
  return serveHttp(served.app, { port, hostname, exposed, other });
}
