import process from 'node:process';
import type { Gateway } from '../../application/gateway.ts';
import { createHttpApp } from '../../ingress/http/http-app.ts';
import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import type { DaemonSettings } from './settings.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/** Serves every ingress of the gateway on one port. Listens beyond loopback only when the operator named an address. */
export function serveGateway(gateway: Gateway, settings: DaemonSettings): Promise<ServedGateway> {
  const app = createHttpApp(gateway, {
    port: settings.port,
    hosts: settings.allowedHosts,
    origins: settings.allowedOrigins,
    operator: 'human:operator',
    version: gateway.health().version,
    onFailure: ({ requestId, operation, error }) => {
      const message = error instanceof Error ? error.message : 'unknown';
      process.stderr.write(`countersign: ${operation} failed (request ${requestId}): ${message}\n`);
    },
  });
  return serveHttp(app, { port: settings.port, hostname: settings.host, exposed: settings.exposed });
}
