import process from 'node:process';
import type { Gateway } from '../../application/gateway.ts';
import type { HookOptions } from '../../ingress/hooks/agent-hook.ts';
import { claudeCodeRoutes } from '../../ingress/hooks/claude-code/claude-code-hook.ts';
import { codexRoutes } from '../../ingress/hooks/codex/codex-hook.ts';
import { copilotCliRoutes } from '../../ingress/hooks/copilot-cli/copilot-cli-hook.ts';
import { cursorRoutes } from '../../ingress/hooks/cursor/cursor-hook.ts';
import { geminiCliRoutes } from '../../ingress/hooks/gemini-cli/gemini-cli-hook.ts';
import { openCodeRoutes } from '../../ingress/hooks/opencode/opencode-hook.ts';
import { createHttpApp, type HttpApp } from '../../ingress/http/http-app.ts';
import type { HttpOptions } from '../../ingress/http/http-options.ts';

/** On whose behalf agents act that do not say. */
export const OPERATOR = 'human:operator';

/** The hooks of every agent that can be connected. */
const AGENT_ROUTES = [
  claudeCodeRoutes,
  codexRoutes,
  geminiCliRoutes,
  cursorRoutes,
  copilotCliRoutes,
  openCodeRoutes,
] as const;

/** The gateway's API with the agents' hooks beside it. */
export function createGatewayApp(
  gateway: Gateway,
  where: Pick<HttpOptions, 'port' | 'hosts' | 'origins' | 'pages'>,
): HttpApp {
  const hooks: HookOptions = {
    operator: OPERATOR,
    onFailure: ({ event, error }) => reportFailure(`hook ${event ?? 'unknown'}`, error),
  };
  return createHttpApp(gateway, {
    ...where,
    operator: OPERATOR,
    rawRoutes: AGENT_ROUTES.flatMap((routes) => routes(gateway, hooks)),
    version: gateway.health().version,
    onFailure: ({ requestId, operation, error }) => reportFailure(`${operation} (request ${requestId})`, error),
  });
}

/** Tells the operator of a failure; messages of ours hold no token and no body. */
export function reportFailure(what: string, error: unknown): void {
  process.stderr.write(`countersign: ${what} failed: ${error instanceof Error ? error.message : 'unknown'}\n`);
}
