import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { boundStream } from './bound-stream.ts';
import type { CallerPlace } from './call-context.ts';
import { type ClientHello, isModernRequest, MODERN_VERSION } from './eras.ts';
import type { Front } from './front.ts';
import { LegacyDoor } from './legacy-door.ts';
import type { McpGate } from './mcp-gate.ts';
import { ModernDoor } from './modern-door.ts';
import { faultResponse } from './modern-response.ts';
import { calledName } from './namespace.ts';
import { RPC_CODES, type RpcCall, RpcFault, sortMessage } from './rpc.ts';

/** One request whose Host, Origin and token were found good, and whose body was bounded and parsed. */
export type DoorRequest = {
  readonly request: Request;
  /** Undefined where the method has none. */
  readonly body: unknown;
  /** Who calls, and with which rights: equal only for equal callers. */
  readonly bearer: string;
  /** The gateway as this caller may ask it. */
  readonly gate: McpGate;
  /** The one server that the address names; null for all under namespaces. */
  readonly target: string | null;
};

/** What a front is opened for. `lost` is called when a server of it is gone, so that the next client gets a new one. */
export type FrontWish = {
  readonly target: string | null;
  readonly hello: ClientHello;
  readonly gate: McpGate;
  readonly lost: () => void;
};

/** What the door needs of whoever starts it. */
export type DoorOptions = {
  readonly open: (wish: FrontWish) => Promise<Front>;
  readonly placeOf: (session: string) => CallerPlace;
  /** Ends what was started for fronts that are not ready yet, so that nobody waits for their greeting. */
  readonly abandon: () => Promise<void>;
  /** Puts a request on record that was refused before it could be proposed. */
  readonly recordRefusal: (door: DoorRequest, call: RpcCall) => Promise<void>;
};

/** MCP over HTTP for any client: decides of each request which era it belongs to, as MCP 2026-07-28 says. */
export class McpDoor {
  private readonly modern: ModernDoor;
  private readonly legacy: LegacyDoor;
  private readonly options: DoorOptions;

  constructor(options: DoorOptions) {
    this.options = options;
    this.modern = new ModernDoor(options);
    this.legacy = new LegacyDoor(options);
  }

  /** Answers one request; the body of a POST must be one message. */
  async handle(door: DoorRequest): Promise<Response> {
    return boundStream(await this.answer(door));
  }

  /** Ends every session, subscription and server. */
  async close(): Promise<void> {
    await Promise.all([this.modern.close(), this.legacy.close(), this.options.abandon()]);
  }

  private async answer(door: DoorRequest): Promise<Response> {
    const { request, body } = door;
    const namesModern = request.headers.get('mcp-protocol-version')?.trim() === MODERN_VERSION;
    if (request.method !== 'POST') {
      return namesModern
        ? new Response(null, { status: 405, headers: { allow: 'POST' } })
        : this.legacy.handle(door, false);
    }
    if (Array.isArray(body)) return refuse('Bad Request: want one message, found a batch');
    const message = sortMessage(body);
    if (message.kind === 'invalid') return refuse(`Bad Request: ${message.reason}`);
    const params = message.kind === 'request' || message.kind === 'notification' ? message.call.params : {};
    const isModern = namesModern || isModernRequest(params);
    if (!isModern) return this.legacy.handle(door, message.kind === 'request' && message.call.method === 'initialize');
    if (message.kind === 'notification') return new Response(null, { status: 202 });
    if (message.kind !== 'request') return refuse('Bad Request: want a request, found an answer');
    return this.modern.handle(message.id, message.call, door);
  }
}

function refuse(message: string): Response {
  return faultResponse(new RpcFault(RPC_CODES.invalidRequest, message), null, 400);
}

/** The name and arguments of a request that was refused unseen: of a tool's call its own, of any other its method. */
export function proposedOf({ method, params }: RpcCall): { readonly tool: string; readonly args: JsonObject } {
  const { name, arguments: args } = params;
  if (method !== 'tools/call') return { tool: calledName(method.slice(0, MAX_METHOD)), args: {} };
  return { tool: typeof name === 'string' ? calledName(name) : '', args: isJsonObject(args) ? args : {} };
}

const MAX_METHOD = 96;
