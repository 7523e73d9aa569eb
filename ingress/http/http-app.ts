import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Gateway } from '../../application/gateway.ts';
import { Admission } from './admission.ts';
import { problemAnswer, refusalOf } from './answer.ts';
import { EventClients } from './event-clients.ts';
import { HostCheck } from './host-check.ts';
import { HTTP_LIMITS, type HttpOptions } from './http-options.ts';
import { loginPage } from './login/login-page.ts';
import { actRoutes } from './resource/act.ts';
import { approvalRoutes } from './resource/approvals.ts';
import { batchRoutes } from './resource/batch.ts';
import { brokerRoutes } from './resource/brokers.ts';
import { budgetRoutes } from './resource/budgets.ts';
import { channelRoutes } from './resource/channels.ts';
import { checkpointRoutes } from './resource/checkpoints.ts';
import { crisisRoutes } from './resource/crisis.ts';
import { decideRoutes } from './resource/decide.ts';
import { emergencyRoutes } from './resource/emergency.ts';
import { eventRoutes } from './resource/events.ts';
import { factorRoutes } from './resource/factors.ts';
import { fatigueRoutes } from './resource/fatigue.ts';
import { healthRoutes } from './resource/health.ts';
import { leaseRoutes } from './resource/leases.ts';
import { logRoutes } from './resource/log.ts';
import { loginRoutes } from './resource/login.ts';
import { openapiRoute } from './resource/openapi.ts';
import { outcomeRoutes } from './resource/outcome.ts';
import { peopleRoutes } from './resource/people.ts';
import { policyRoutes } from './resource/policy.ts';
import { pushRoutes } from './resource/push.ts';
import { questionRoutes } from './resource/questions.ts';
import { readingRoutes } from './resource/reading.ts';
import { retryRoutes } from './resource/retries.ts';
import { revertRoutes } from './resource/reverts.ts';
import { reviewerRoutes } from './resource/reviewers.ts';
import { runRoutes } from './resource/runs.ts';
import { secretRoutes } from './resource/secrets.ts';
import { sessionRoutes } from './resource/sessions.ts';
import { tokenRoutes } from './resource/tokens.ts';
import { toolRoutes } from './resource/tools.ts';
import { usageRoutes } from './resource/usage.ts';
import type { Route } from './route.ts';
import { runRawRoute } from './run-raw-route.ts';
import { type HttpBindings, type RouteSurroundings, runRoute } from './run-route.ts';

/** The HTTP ingress, ready to be served. */
export type HttpApp = {
  /** Answers one request. Never rejects. */
  readonly fetch: (request: Request, env?: Omit<HttpBindings, 'requestId'>) => Response | Promise<Response>;
  /** Serves loopback's names at this port from now on. */
  readonly listensOn: (port: number) => void;
  /** Ends every event stream, and what was started to serve others; answers when all of it has ended. */
  readonly endStreams: () => Promise<void>;
};

type App = Hono<{ Bindings: HttpBindings }>;

/**
 * The gateway's HTTP API, with the agents' hooks beside it.
 *
 * In this order a request is checked: Host, Origin, address and method, token and scope, a free place, content type, size,
 * JSON, schema. So nobody without a token gets anything parsed. Every answer carries security headers and a request id;
 * every refusal is problem details.
 */
export function createHttpApp(gateway: Gateway, options: HttpOptions): HttpApp {
  const hostCheck = new HostCheck({ hosts: options.hosts ?? [], origins: options.origins ?? [] });
  if (options.port !== 0) hostCheck.allowPort(options.port);
  const { maxEventClients = HTTP_LIMITS.eventClients, heartbeatMs = HTTP_LIMITS.heartbeatMs } = options;
  const clients = new EventClients({ maxClients: maxEventClients, heartbeatMs });
  const app = assemble(routesOf(gateway, clients, options), surroundingsOf(gateway, options), options);
  return {
    fetch: (request, env) => {
      const requestId = randomUUID();
      const refusal = hostCheck.refuse(request.headers);
      if (refusal !== null) return problemAnswer(refusal, requestId);
      return loginPage(request) ?? options.pages?.(request) ?? app.fetch(request, { ...env, requestId });
    },
    listensOn: (port) => hostCheck.allowPort(port),
    endStreams: async () => clients.closeAll(),
  };
}

/** Every route of the API, the description of it included. */
export function routesOf(
  gateway: Gateway,
  clients: EventClients,
  options: Pick<HttpOptions, 'operator' | 'version'>,
): readonly Route[] {
  const routes = [
    ...decideRoutes(gateway, options),
    ...batchRoutes(gateway, options),
    ...outcomeRoutes(gateway),
    ...sessionRoutes(gateway),
    ...approvalRoutes(gateway),
    ...fatigueRoutes(gateway),
    ...questionRoutes(gateway),
    ...toolRoutes(gateway),
    ...actRoutes(gateway, options),
    ...retryRoutes(),
    ...checkpointRoutes(gateway),
    ...revertRoutes(gateway, options),
    ...runRoutes(gateway),
    ...leaseRoutes(gateway),
    ...budgetRoutes(gateway),
    ...usageRoutes(gateway),
    ...channelRoutes(gateway),
    ...pushRoutes(gateway),
    ...crisisRoutes(gateway),
    ...reviewerRoutes(gateway),
    ...emergencyRoutes(gateway),
    ...readingRoutes(gateway),
    ...logRoutes(gateway),
    ...policyRoutes(gateway),
    ...tokenRoutes(gateway),
    ...factorRoutes(gateway),
    ...peopleRoutes(gateway),
    ...loginRoutes(gateway),
    ...secretRoutes(gateway),
    ...brokerRoutes(gateway, options),
    ...eventRoutes(gateway, clients),
    ...healthRoutes(gateway),
  ];
  return [...routes, openapiRoute(routes, options)];
}

function surroundingsOf(gateway: Gateway, options: HttpOptions): RouteSurroundings {
  const { concurrentAgents: agents, concurrentPeople: people, concurrentUnknown: unknown } = HTTP_LIMITS;
  return {
    gateway,
    admission: new Admission({ agents, people, unknown, ...options.maxConcurrent }),
    maxBodyBytes: options.maxBodyBytes ?? HTTP_LIMITS.bodyBytes,
    onFailure: options.onFailure ?? (() => {}),
  };
}

function assemble(routes: readonly Route[], around: RouteSurroundings, { rawRoutes = [] }: HttpOptions): App {
  const app: App = new Hono();
  const methods = new Map<string, string[]>();
  const know = (path: string, method: string) => methods.set(path, [...(methods.get(path) ?? []), method]);
  for (const raw of rawRoutes) {
    app.post(raw.path, (context) => runRawRoute(raw, context, around));
    know(raw.path, 'POST');
  }
  for (const route of routes) {
    const path = route.path.replaceAll('{', ':').replaceAll('}', '');
    app.on(route.method, path, (context) => runRoute(route, context, around));
    know(path, route.method);
  }
  for (const [path, allowed] of methods) refuseOtherMethods(app, path, allowed);
  app.notFound(({ env }) =>
    problemAnswer({ code: 'route.unknown', reason: 'find the address: want one of GET /openapi.json' }, env.requestId),
  );
  app.onError((error, { env }) => {
    around.onFailure({ requestId: env.requestId, operation: 'http', error });
    return problemAnswer(refusalOf(error), env.requestId);
  });
  return app;
}

function refuseOtherMethods(app: App, path: string, allowed: readonly string[]): void {
  const allow = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  app.all(path, ({ env }) => {
    const reason = `serve the method: want ${allow.join(' or ')} here`;
    return problemAnswer({ code: 'route.method', reason, headers: { allow: allow.join(', ') } }, env.requestId);
  });
}
