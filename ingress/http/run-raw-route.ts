import { fail } from '../../core/result.ts';
import { laneOf } from './admission.ts';
import { problemAnswer, type Refusal, refusalOf, textAnswer } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { ERROR_ANSWERS } from './error-status.ts';
import { HTTP_LIMITS } from './http-options.ts';
import type { RawRoute } from './raw-route.ts';
import { readJsonBody } from './read-body.ts';
import { BUSY, type HttpContext, type RouteSurroundings } from './run-route.ts';

/**
 * Serves one request of another protocol. A bad caller, a full lane and a bad body are handed to the route as values, so that
 * it can refuse in words its callers obey; only an exception becomes problem details.
 */
export async function runRawRoute(route: RawRoute, context: HttpContext, around: RouteSurroundings): Promise<Response> {
  const { requestId } = context.env;
  try {
    const { status, contentType, body } = await answer(route, context, around);
    return textAnswer(around.gateway.redactSecretValues(body), { status, contentType, requestId });
  } catch (error) {
    return refuse(error, { route, requestId, around });
  }
}

async function answer(route: RawRoute, context: HttpContext, around: RouteSurroundings) {
  const { raw } = context.req;
  const caller = await callerOf(route, context, around);
  const lane = laneOf(caller.ok ? caller.value : null);
  const { unknownBodyBytes } = HTTP_LIMITS;
  const early = lane === 'unknown' ? await readJsonBody(raw, { maxBytes: unknownBodyBytes }) : null;
  const query = (name: string) => context.req.query(name);
  const signal = () => raw.signal;
  if (!around.admission.enter(lane)) {
    return route.answer({ caller: fail(BUSY), body: fail(BUSY), query, signal });
  }
  try {
    const body = early ?? (await readJsonBody(raw, { maxBytes: around.maxBodyBytes }));
    return await route.answer({ caller, body, query, signal });
  } finally {
    around.admission.leave(lane);
  }
}

/** A failing token store is the route's to answer too. */
async function callerOf({ scopes, operation }: RawRoute, context: HttpContext, around: RouteSurroundings) {
  try {
    return await authenticate(around.gateway, context.req.raw.headers, scopes);
  } catch (error) {
    around.onFailure({ requestId: context.env.requestId, operation, error });
    return fail<Refusal>(refusalOf(error));
  }
}

function refuse(
  error: unknown,
  {
    route,
    requestId,
    around,
  }: { readonly route: RawRoute; readonly requestId: string; readonly around: RouteSurroundings },
): Response {
  const refusal = refusalOf(error);
  if (ERROR_ANSWERS[refusal.code].status >= 500) around.onFailure({ requestId, operation: route.operation, error });
  return problemAnswer(refusal, requestId);
}
