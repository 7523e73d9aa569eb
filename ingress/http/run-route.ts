import type { Context } from 'hono';
import type { z } from 'zod';
import type { Caller, Gateway } from '../../application/gateway.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { WireInputProblem } from '../../sdk/problem.ts';
import { type Admission, laneOf } from './admission.ts';
import { jsonAnswer, problemAnswer, type Refusal, refusalOf, SECURITY_HEADERS, textAnswer } from './answer.ts';
import { findCaller } from './browser-session.ts';
import { describeIssues } from './describe-issues.ts';
import { ERROR_ANSWERS } from './error-status.ts';
import { HTTP_LIMITS, type HttpOptions } from './http-options.ts';
import { type BodyRefusal, readJsonBody } from './read-body.ts';
import type { Route, RouteInput, RouteReply } from './route.ts';
import { type Operation, ROUTE_ACCESS } from './scopes.ts';

/** What travels with a request: its id, and the server's own response where there is a server. */
export type HttpBindings = { readonly requestId: string; readonly outgoing?: { readonly destroy: () => unknown } };

/** The Hono context of this ingress. */
export type HttpContext = Context<{ Bindings: HttpBindings }>;

/** What every route needs. */
export type RouteSurroundings = {
  readonly gateway: Gateway;
  readonly admission: Admission;
  readonly maxBodyBytes: number;
  readonly onFailure: NonNullable<HttpOptions['onFailure']>;
};

const NOBODY: Caller = { principal: 'nobody', scopes: [] };

/**
 * Answered in every crowd: they wait for nothing, read no body and take no longer than to refuse them would. Nothing stands between a
 * person and a number to call.
 */
const WITHOUT_A_PLACE: ReadonlySet<Operation> = new Set(['showSupport', 'ping']);

/** Said when a lane is full. */
export const BUSY: Refusal = {
  code: 'busy',
  reason: 'take a request: too many are in work; nothing was allowed',
  remedies: ['try again in a second'],
};

/**
 * Serves one request: who calls, is there a place, what is asked, then the handler.
 *
 * Whoever needs not say who they are waits in a line of their own, and only once what they ask has arrived: a slow sender holds no
 * place there.
 *
 * Everything that goes wrong becomes problem details; nothing is thrown. A handler that fails unexpectedly is answered with
 * 503 `unavailable`, which for a caller is a deny.
 */
export async function runRoute(route: Route, context: HttpContext, around: RouteSurroundings): Promise<Response> {
  const { requestId } = context.env;
  try {
    const caller = await callerOf(route, context, { gateway: around.gateway, isUse: true });
    if (!caller.ok) return problemAnswer(caller.failure, requestId);
    const reading = { caller: caller.value, around };
    if (WITHOUT_A_PLACE.has(route.operation)) return await handled(route, context, { ...reading, given: ok({}) });
    const lane = laneOf(caller.value === NOBODY ? null : caller.value);
    const early = lane === 'unknown' ? await readBody(route, context, HTTP_LIMITS.unknownBodyBytes) : null;
    if (!around.admission.enter(lane)) return problemAnswer(BUSY, requestId);
    try {
      const given = early ?? (await readBody(route, context, around.maxBodyBytes));
      return await handled(route, context, { ...reading, given });
    } finally {
      around.admission.leave(lane);
    }
  } catch (error) {
    const refusal = refusalOf(error);
    const { operation } = route;
    if (ERROR_ANSWERS[refusal.code].status >= 500) around.onFailure({ requestId, operation, error });
    return problemAnswer(around.gateway.withoutSecretValues(refusal), requestId);
  }
}

async function callerOf(
  route: Route,
  context: HttpContext,
  { gateway, isUse }: { readonly gateway: Gateway; readonly isUse: boolean },
): Promise<Result<Caller, Refusal>> {
  const access = ROUTE_ACCESS[route.operation];
  if (access === 'public') return ok(NOBODY);
  return findCaller(gateway, context.req.raw, { scopes: access, isUse });
}

type Body = Result<unknown, BodyRefusal>;
type Reading = { readonly caller: Caller; readonly around: RouteSurroundings; readonly given: Body };

async function readBody(route: Route, context: HttpContext, maxBytes: number): Promise<Body> {
  return route.body === undefined ? ok({}) : readJsonBody(context.req.raw, { maxBytes });
}

async function handled(route: Route, context: HttpContext, reading: Reading): Promise<Response> {
  const { gateway } = reading.around;
  const { requestId } = context.env;
  const input = readInput(route, context, reading);
  if (!input.ok) return problemAnswer(gateway.withoutSecretValues(input.failure), requestId);
  return replyOf(await route.handle(input.value), { requestId, gateway });
}

function readInput(
  route: Route,
  context: HttpContext,
  { caller, around, given }: Reading,
): Result<RouteInput<unknown, unknown, unknown>, Refusal> {
  const { raw } = context.req;
  const problems: WireInputProblem[] = [];
  if (!given.ok) return given;
  const params = parsePart(route.params, context.req.param(), { name: 'path', problems });
  const query = parsePart(route.query, queryOf(raw.url, problems), { name: 'query', problems });
  const body = parsePart(route.body, given.value, { name: '$', problems });
  if (problems.length > 0) return fail(invalid(problems));
  return ok({
    caller,
    params,
    query,
    body,
    method: raw.method,
    headers: raw.headers,
    signal: () => raw.signal,
    stillPermitted: async () => (await callerOf(route, context, { gateway: around.gateway, isUse: false })).ok,
    disconnect: () => context.env.outgoing?.destroy(),
  });
}

function parsePart(
  schema: z.ZodType | undefined,
  value: unknown,
  { name, problems }: { readonly name: string; readonly problems: WireInputProblem[] },
): unknown {
  if (schema === undefined) return {};
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const problem of describeIssues(parsed.error.issues, value)) {
    problems.push({ ...problem, path: `${name}${problem.path.slice(1)}` });
  }
  return undefined;
}

/** The query as an object. A name that comes twice is a problem: two readers could take two values. */
function queryOf(url: string, problems: WireInputProblem[]): { readonly [name: string]: string } {
  const start = url.indexOf('?');
  if (start < 0) return {};
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (values.has(name)) problems.push({ path: `query.${name.slice(0, 64)}`, found: 'it twice', wanted: 'it once' });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function invalid(problems: readonly WireInputProblem[]): Refusal {
  const shown = problems.slice(0, 3).map(({ path, found, wanted }) => `${path}: found ${found}, want ${wanted}`);
  const more = problems.length > shown.length ? `; and ${problems.length - shown.length} more` : '';
  return { code: 'input.invalid', reason: `read the request: ${shown.join('; ')}${more}`, problems };
}

/** No value of the vault leaves in an answer, wherever it came from. */
function replyOf(
  reply: RouteReply,
  { requestId, gateway }: { readonly requestId: string; readonly gateway: Gateway },
): Response {
  const { status } = reply;
  if ('body' in reply) {
    const answer = jsonAnswer(gateway.withoutSecretValues(reply.body), { status, requestId });
    for (const [name, value] of Object.entries(reply.headers ?? {})) answer.headers.set(name, value);
    return answer;
  }
  if ('text' in reply) return textAnswer(reply.text, { status, contentType: reply.contentType, requestId });
  if (!('stream' in reply)) return jsonAnswer(null, { status, requestId });
  const headers = { ...SECURITY_HEADERS, 'content-type': reply.contentType, 'x-request-id': requestId };
  return new Response(reply.stream, { status, headers });
}
