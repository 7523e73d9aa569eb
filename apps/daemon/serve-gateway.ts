import process from 'node:process';
import type { Gateway } from '../../application/gateway.ts';
import type { HookOptions } from '../../ingress/hooks/agent-hook.ts';
import { claudeCodeRoutes } from '../../ingress/hooks/claude-code/claude-code-hook.ts';
import { codexRoutes } from '../../ingress/hooks/codex/codex-hook.ts';
import { copilotCliRoutes } from '../../ingress/hooks/copilot-cli/copilot-cli-hook.ts';
import { cursorRoutes } from '../../ingress/hooks/cursor/cursor-hook.ts';
import { geminiCliRoutes } from '../../ingress/hooks/gemini-cli/gemini-cli-hook.ts';
import { openCodeRoutes } from '../../ingress/hooks/opencode/opencode-hook.ts';
import { createHttpApp } from '../../ingress/http/http-app.ts';
import { type HttpServer, serveHttp } from '../../ingress/http/serve-http.ts';
import { withMcp } from './serve-mcp.ts';
import type { DaemonSettings } from './settings.ts';

/** The gateway's server, listening. */
export type ServedGateway = HttpServer;

/** The hooks of every agent that can be connected. */
const AGENT_ROUTES = [
  claudeCodeRoutes,
  codexRoutes,
  geminiCliRoutes,
  cursorRoutes,
  copilotCliRoutes,
  openCodeRoutes,
] as const;

/** Serves every ingress of the gateway on one port. Listens beyond loopback only when the operator named an address. */
export function serveGateway(gateway: Gateway, settings: DaemonSettings): Promise<ServedGateway> {
  const operator = 'human:operator';
  const hooks: HookOptions = {
    operator,
    onFailure: ({ event, error }) => report(`hook ${event ?? 'unknown'}`, error),
  };
  const app = createHttpApp(gateway, {
    port: settings.port,
    hosts: settings.allowedHosts,
    origins: settings.allowedOrigins,
    operator,
    rawRoutes: AGENT_ROUTES.flatMap((routes) => routes(gateway, hooks)),
    version: gateway.health().version,
    onFailure: ({ requestId, operation, error }) => report(`${operation} (request ${requestId})`, error),
  });
  const served = withMcp(app, gateway, {
    servers: settings.mcpServers,
    hosts: settings.allowedHosts,
    origins: settings.allowedOrigins,
    operator,
    version: gateway.health().version,
    onFailure: report,
  });
  return serveHttp(served, { port: settings.port, hostname: settings.host, exposed: settings.exposed });
}

/** Tells the operator of a failure; messages of ours hold no token and no body. */
function report(what: string, error: unknown): void {
  process.stderr.write(`countersign: ${what} failed: ${error instanceof Error ? error.message : 'unknown'}\n`);
}
