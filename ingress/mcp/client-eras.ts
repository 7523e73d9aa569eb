import type { Json, JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import type { GuardedContext } from './call-context.ts';
import { META, MODERN_VERSION } from './eras.ts';
import type { Front, FrontHello } from './front.ts';
import type { McpGate } from './mcp-gate.ts';
import { answerOf, objectAt, RPC_CODES, type RpcAnswer, type RpcCall, RpcFault, type RpcId } from './rpc.ts';
import { wantedChanges } from './server-changes.ts';

/** The answer to `server/discover`. */
export function discoverAnswer({ capabilities, info, instructions }: FrontHello): RpcAnswer {
  return answerOf({
    resultType: 'complete',
    supportedVersions: [MODERN_VERSION],
    capabilities,
    ...(instructions === null ? {} : { instructions }),
    ttlMs: 0,
    cacheScope: 'private',
    _meta: { [META.serverInfo]: info },
  });
}

/** The answer to `initialize`. */
export function initializeAnswer({ capabilities, info, instructions }: FrontHello, version: string): RpcAnswer {
  return answerOf({
    protocolVersion: version,
    capabilities,
    serverInfo: info,
    ...(instructions === null ? {} : { instructions }),
  });
}

/** A modern client's subscription, with the id it is known by. */
export type Subscription = {
  readonly id: RpcId;
  readonly call: RpcCall;
  readonly notify: (call: RpcCall) => void;
  readonly signal: AbortSignal;
  /** For whom it is decided which resources are watched. */
  readonly context: GuardedContext;
};

/**
 * Serves `subscriptions/listen` until its signal ends: acknowledges what of the wish can be kept, then tells of exactly that.
 * Answers at once where nothing of it can be.
 */
export async function serveSubscription(
  front: Front,
  { id, call, notify, signal, context }: Subscription,
): Promise<RpcAnswer> {
  const wish = call.params['notifications'];
  if (!isJsonObject(wish)) throw new RpcFault(RPC_CODES.invalidParams, 'subscriptions/listen: want notifications');
  const honored = await honoredWish(front, wish, context);
  const mark = { [META.subscription]: id };
  const uris = new Set(Array.isArray(honored['resourceSubscriptions']) ? honored['resourceSubscriptions'] : []);
  notify({ method: 'notifications/subscriptions/acknowledged', params: { notifications: honored, _meta: mark } });
  const over = answerOf({ resultType: 'complete', _meta: mark });
  if (Object.keys(honored).length === 0) return over;
  const stop = front.listen(({ method, params }) => {
    const flag = CHANGES[method];
    const isWanted = flag === undefined ? method === UPDATED && uris.has(params['uri'] ?? '') : honored[flag] === true;
    if (isWanted) notify({ method, params: { ...params, _meta: { ...objectAt(params, '_meta'), ...mark } } });
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stop();
  for (const uri of uris) await front.unwatch(String(uri)).catch(() => undefined);
  return over;
}

const UPDATED = 'notifications/resources/updated';
const CHANGES: { readonly [method: string]: string } = {
  'notifications/tools/list_changed': 'toolsListChanged',
  'notifications/prompts/list_changed': 'promptsListChanged',
  'notifications/resources/list_changed': 'resourcesListChanged',
};

async function honoredWish(front: Front, wish: JsonObject, context: GuardedContext): Promise<JsonObject> {
  const { capabilities } = front.hello;
  const possible = wantedChanges(capabilities);
  const honored: Record<string, Json> = {};
  for (const key of Object.keys(possible)) if (wish[key] === true) honored[key] = true;
  const uris = wish['resourceSubscriptions'];
  if (!Array.isArray(uris) || objectAt(capabilities, 'resources')['subscribe'] !== true) return honored;
  const watched: string[] = [];
  for (const uri of new Set(uris)) {
    if (typeof uri === 'string' && (await watches(front, uri, context))) watched.push(uri);
  }
  if (watched.length > 0) honored['resourceSubscriptions'] = watched;
  return honored;
}

function watches(front: Front, uri: string, context: GuardedContext): Promise<boolean> {
  return front.watch(uri, context).then(
    () => true,
    () => false,
  );
}

/** Tells the gateway of a state that came back and is refused, so that it is spent, and on record. */
export function misusedIn(session: string, gate: McpGate): (requestState: string) => Promise<void> {
  return async (requestState) => {
    await gate.answerQuestion({ requestState, session, action: 'misused' }).catch(() => false);
  };
}
