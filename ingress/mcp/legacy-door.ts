import { randomUUID } from 'node:crypto';
import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { ConnectionFront } from './connection-front.ts';
import type { DoorOptions, DoorRequest } from './door.ts';
import { LEGACY_VERSIONS } from './eras.ts';
import { faultResponse } from './modern-response.ts';
import { RPC_CODES, RpcFault } from './rpc.ts';
import { openSessionChannel } from './session-channel.ts';

/** Sessions at once; a client that begins another one is refused. */
const MAX_SESSIONS = 64;
/** A session that nobody uses for so long is ended. */
const IDLE_MS = 30 * 60_000;

type Session = {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly front: ConnectionFront;
  readonly bearer: string;
  readonly target: string | null;
  idle: NodeJS.Timeout;
};

/**
 * The legacy era over HTTP: sessions, each with servers of its own, by the official transport.
 *
 * A session belongs to the token and the address that it was begun with; to any other it does not exist.
 */
export class LegacyDoor {
  private readonly options: DoorOptions;
  private readonly sessions = new Map<string, Session>();

  constructor(options: DoorOptions) {
    this.options = options;
  }

  /** Answers one request of the session that its header names, or begins one. */
  async handle(door: DoorRequest, isInitialize: boolean): Promise<Response> {
    const id = door.request.headers.get('mcp-session-id');
    if (id === null) return isInitialize ? this.begin(door) : refuse(400, 'Bad Request: initialize first');
    const session = this.sessions.get(id);
    if (session === undefined || session.bearer !== door.bearer || session.target !== door.target) {
      return refuse(404, 'Session not found');
    }
    session.idle.refresh();
    return this.pass(session.transport, door);
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((id) => this.end(id)));
  }

  private async begin(door: DoorRequest): Promise<Response> {
    if (this.sessions.size >= MAX_SESSIONS) return refuse(503, `${MAX_SESSIONS} sessions are open, want fewer`);
    const { WebStandardStreamableHTTPServerTransport } = await import('@modelcontextprotocol/server');
    const id = randomUUID();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      supportedProtocolVersions: [...LEGACY_VERSIONS],
      onsessionclosed: () => void this.end(id),
    });
    const { gate } = door;
    const lost = (): void => void this.end(id);
    const front = new ConnectionFront(openSessionChannel(transport), {
      gate,
      place: this.options.placeOf(`mcp-${id}`),
      connect: (hello) => this.options.open({ target: door.target, hello, gate, lost }),
      closed: lost,
    });
    await front.start();
    const idle = setTimeout(lost, IDLE_MS).unref();
    this.sessions.set(id, { transport, front, bearer: door.bearer, target: door.target, idle });
    return this.pass(transport, door);
  }

  private pass(transport: WebStandardStreamableHTTPServerTransport, { request, body }: DoorRequest): Promise<Response> {
    return transport.handleRequest(request, body === undefined ? {} : { parsedBody: body });
  }

  private async end(id: string): Promise<void> {
    const session = this.sessions.get(id);
    if (session === undefined) return;
    this.sessions.delete(id);
    clearTimeout(session.idle);
    await session.front.close();
  }
}

function refuse(status: number, message: string): Response {
  return faultResponse(new RpcFault(status === 404 ? -32_001 : RPC_CODES.invalidRequest, message), null, status);
}
