import type { JsonObject } from '../../core/encoding/json.ts';
import { objectAt, type RpcCall } from './rpc.ts';

/**
 * Requests that make nobody do anything, or that something decided has begun (`tasks/…`, `watchResource`), with the members of their
 * parameters that the protocol names (MCP 2025-11-25 and 2026-07-28). `_meta` goes with each.
 */
const UNDECIDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['ping', []],
  ['logging/setLevel', ['level']],
  ['resources/subscribe', ['uri']],
  ['resources/unsubscribe', ['uri']],
  ['tasks/get', ['taskId']],
  ['tasks/list', ['cursor']],
  ['tasks/result', ['taskId']],
  ['tasks/cancel', ['taskId']],
  ['tasks/update', ['taskId', 'inputResponses']],
]);

/** Tells whether a request needs no decision. */
export function isUndecided({ method }: Pick<RpcCall, 'method'>): boolean {
  return UNDECIDED.has(method);
}

/** Notifications of a client that servers are told. */
const TOLD: ReadonlySet<string> = new Set(['notifications/roots/list_changed', 'notifications/progress']);

type Redact = (params: JsonObject) => JsonObject;

/** A request that needs no decision, as it is sent: only what the protocol names, and no secrets in what it says of itself. */
export function undecidedCall({ method, params }: RpcCall, redact: Redact): RpcCall {
  const names = UNDECIDED.get(method) ?? [];
  const kept = Object.fromEntries(Object.entries(params).filter(([name]) => names.includes(name)));
  return { method, params: { ...kept, ...metaOf(params, redact) } };
}

/** The parameters of a call that was decided: the decided ones as they are, and of everything else what holds no secret. */
export function decidedParams(params: JsonObject, decided: readonly string[], redact: Redact): JsonObject {
  const entries = Object.entries(params);
  const own = Object.fromEntries(entries.filter(([name]) => decided.includes(name)));
  return { ...redact(Object.fromEntries(entries.filter(([name]) => !decided.includes(name)))), ...own };
}

/** A notification as it is sent on; null for one that no server needs to be told. */
export function toldCall({ method, params }: RpcCall, redact: Redact): RpcCall | null {
  return TOLD.has(method) ? { method, params: redact(params) } : null;
}

function metaOf(params: JsonObject, redact: Redact): JsonObject {
  return params['_meta'] === undefined ? {} : { _meta: redact(objectAt(params, '_meta')) };
}
