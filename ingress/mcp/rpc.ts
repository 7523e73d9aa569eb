import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';

/** The id of a JSON-RPC 2.0 request, as MCP narrows it. */
export type RpcId = string | number;

/** A request or notification as it arrived; a notification has no id. */
export type RpcCall = { readonly method: string; readonly params: JsonObject };

/**
 * A result, and its very text where it is known. Who passes `text` on instead of `result` passes every byte on, fields and
 * numbers that this program does not know included.
 */
export type RpcAnswer = { readonly result: JsonObject; readonly text: string | null };

/** A message as it arrived, sorted. */
export type Incoming =
  | { readonly kind: 'request'; readonly id: RpcId; readonly call: RpcCall }
  | { readonly kind: 'notification'; readonly call: RpcCall }
  | { readonly kind: 'result'; readonly id: RpcId; readonly answer: RpcAnswer }
  | { readonly kind: 'error'; readonly id: RpcId | null; readonly fault: RpcFault }
  | { readonly kind: 'invalid'; readonly id: RpcId | null; readonly reason: string; readonly code?: number };

/** A message to send. `result` may be a text that is sent as it is. */
export type Outgoing =
  | { readonly kind: 'request'; readonly id: RpcId; readonly call: RpcCall }
  | { readonly kind: 'notification'; readonly call: RpcCall }
  | { readonly kind: 'result'; readonly id: RpcId; readonly answer: RpcAnswer }
  | { readonly kind: 'error'; readonly id: RpcId | null; readonly fault: RpcFault };

/** Error codes of JSON-RPC 2.0 §5.1 and of MCP 2026-07-28. */
export const RPC_CODES = {
  parse: -32_700,
  invalidRequest: -32_600,
  unknownMethod: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  headerMismatch: -32_020,
  missingCapability: -32_021,
  unsupportedVersion: -32_022,
  /** Countersign refused the request. Outside the codes that JSON-RPC and MCP keep for themselves. */
  refused: -31_403,
} as const;

/** An error of the protocol: it is answered as such and never as a tool's result. */
export class RpcFault extends Error {
  readonly code: number;
  readonly data: Json | undefined;

  constructor(code: number, message: string, data?: Json) {
    super(message);
    this.name = 'RpcFault';
    this.code = code;
    this.data = data;
  }
}

/** The gateway could not be asked, in words for people. A call becomes a refusal by it, any other request an error. */
export class UnreachableGate extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'the gateway did not answer as promised', { cause });
    this.name = 'UnreachableGate';
  }
}

/** A result without a text of its own. */
export function answerOf(result: JsonObject): RpcAnswer {
  return { result, text: null };
}

/** Sorts a parsed JSON-RPC 2.0 message. Batches are invalid in every version this speaks but one, and refused in that too. */
export function sortMessage(value: unknown, resultText: string | null = null): Incoming {
  if (!isJsonObject(value)) return invalid(null, 'want one JSON-RPC object');
  const { id, method, params } = value;
  const known = isRpcId(id) ? id : null;
  if (value['jsonrpc'] !== '2.0') return invalid(known, 'want "jsonrpc": "2.0"');
  if (typeof method === 'string') {
    if (params !== undefined && !isJsonObject(params)) return invalid(known, 'want params to be an object');
    const call = { method, params: params ?? {} };
    if (id === undefined) return { kind: 'notification', call };
    return known === null ? invalid(null, 'want an id that is text or a number') : { kind: 'request', id: known, call };
  }
  if (isJsonObject(value['error'])) return { kind: 'error', id: known, fault: faultOf(value['error']) };
  if (known !== null && isJsonObject(value['result'])) {
    return { kind: 'result', id: known, answer: { result: value['result'], text: resultText } };
  }
  return invalid(known, 'want a method, a result or an error');
}

/** The message as a value for transports that take values. */
export function messageOf(message: Outgoing): JsonObject {
  switch (message.kind) {
    case 'request':
      return { jsonrpc: '2.0', id: message.id, method: message.call.method, params: message.call.params };
    case 'notification':
      return { jsonrpc: '2.0', method: message.call.method, params: message.call.params };
    case 'result':
      return { jsonrpc: '2.0', id: message.id, result: message.answer.result };
    case 'error':
      return { jsonrpc: '2.0', id: message.id, error: errorOf(message.fault) };
  }
}

/** The message as one line of JSON, with the result's own text where there is one. */
export function lineOf(message: Outgoing): string {
  if (message.kind !== 'result' || message.answer.text === null) return JSON.stringify(messageOf(message));
  return `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":${message.answer.text}}`;
}

/** The error object of a fault. */
export function errorOf({ code, message, data }: RpcFault): JsonObject {
  return data === undefined ? { code, message } : { code, message, data };
}

/** What an error of any kind becomes on the wire; a stranger's message is not told. */
export function toFault(error: unknown): RpcFault {
  if (error instanceof RpcFault) return error;
  if (error instanceof UnreachableGate) return new RpcFault(RPC_CODES.internal, `Countersign: ${error.message}`);
  return new RpcFault(RPC_CODES.internal, 'Countersign could not do this.');
}

/** The member as an object; an empty one where it is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const member = value[key];
  return isJsonObject(member) ? member : {};
}

/** The member as text, empty where it is none: for addresses, of which none is empty. */
export function addressAt(value: JsonObject, key: string): string {
  return textAt(value, key) ?? '';
}

/** The member as text; null where it is none. */
export function textAt(value: JsonObject, key: string): string | null {
  const member = value[key];
  return typeof member === 'string' ? member : null;
}

function faultOf(error: JsonObject): RpcFault {
  const { code, message, data } = error;
  return new RpcFault(
    typeof code === 'number' ? code : RPC_CODES.internal,
    typeof message === 'string' ? message : 'an error without a message',
    data,
  );
}

function isRpcId(id: unknown): id is RpcId {
  return typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id));
}

function invalid(id: RpcId | null, reason: string): Incoming {
  return { kind: 'invalid', id, reason };
}
