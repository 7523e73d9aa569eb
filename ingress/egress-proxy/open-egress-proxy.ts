import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createListener, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { domainToASCII } from 'node:url';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import { acceptSocks, type SocksClient } from './accept-socks.ts';
import { carryTunnel, type TunnelParts } from './carry-tunnel.ts';
import { type Client, Clients } from './clients.ts';
import { type ForwardParts, trustContext } from './connect-upstream.ts';
import { forwardRequest } from './forward-request.ts';
import { guarded } from './guarded.ts';
import { openTlsServer } from './open-tls-server.ts';
import { dialDirectly, PROXY_TIMEOUTS, type ProxyOptions, SECRET_BODY_BYTES } from './proxy-options.ts';
import { readConnectTarget } from './read-connect-target.ts';
import { writeRefusal } from './refuse.ts';
import { tokenOf } from './token-of.ts';

/** A place where the proxy listens for whoever has a token. */
export type ProxyListener = { readonly port: number; readonly close: () => Promise<void> };

/** The proxy that programs go out through. */
export type EgressProxy = {
  /** Takes over a connection whose holder is known by where it came in, such as the door of a sandbox. */
  readonly accept: (socket: Socket, pass: EgressPass) => void;
  /**
   * Listens for clients that show a token: as the password of `Proxy-Authorization: Basic`, as `Bearer`, or as the password of SOCKS5.
   * `passFor` answers null for one that does not count.
   */
  readonly listen: (
    place: { readonly host: string; readonly port: number },
    passFor: (token: string) => EgressPass | null,
  ) => Promise<ProxyListener>;
  /** Breaks off every connection. */
  readonly close: () => void;
};

type PassFor = (token: string) => EgressPass | null;
/** Connections that may wait beside those that are open, such as idle ones. */
const SPARE_CONNECTIONS = 128;
/** Connections of one listener at once, of clients that may not have shown a token yet; more are closed as they come. */
const LISTENER_CONNECTIONS = 4_096;
const MAX_HEAD_BYTES = 65_536;
const SOCKS = 5;

/**
 * Opens the proxy: HTTP CONNECT, plain HTTP with absolute URLs, and SOCKS5, told apart by the first byte.
 *
 * It decides nothing: every attempt is put to the pass of its connection. What is refused is answered with the reason and what is allowed
 * instead.
 */
export function openEgressProxy(options: ProxyOptions = {}): EgressProxy {
  return new ProxyServer(options).face();
}

class ProxyServer {
  private readonly clients = new Clients();
  private readonly tokens = new WeakMap<Duplex, PassFor>();
  private readonly sockets = new Set<Socket>();
  private readonly waiting = new WeakMap<EgressPass, { count: number }>();
  private readonly deadlines = new WeakMap<Duplex, NodeJS.Timeout>();
  /** Requests of a connection that are not answered yet. */
  private readonly underWay = new WeakMap<Duplex, number>();
  private readonly forwarding: ForwardParts;
  private readonly tunnels: TunnelParts;
  private readonly server: Server;
  private readonly listenerConnections: number;

  constructor(options: ProxyOptions) {
    const timeouts = { ...PROXY_TIMEOUTS, ...options.timeouts };
    const connect = options.connect ?? dialDirectly;
    this.forwarding = {
      timeouts,
      connect,
      toAscii: options.toAscii ?? domainToASCII,
      secretBodyBytes: options.secretBodyBytes ?? SECRET_BODY_BYTES,
      trust: trustContext(options.trusted ?? []),
    };
    const authority = options.authority ?? null;
    const serve = (socket: Socket, client: Client): void => this.serve(socket, client);
    this.tunnels = {
      timeouts,
      connect,
      serveInside: (socket, bytes, { inside, pass, via }) => {
        // The head inside the tunnel has as long as the one before it.
        this.expectHead(socket, timeouts.headMs);
        socket.unshift(bytes);
        serve(socket, { pass, inside, via });
      },
      openTls: authority === null ? null : openTlsServer({ authority, timeoutMs: timeouts.headMs, serve }),
    };
    this.listenerConnections = options.listenerConnections ?? LISTENER_CONNECTIONS;
    this.server = this.openServer();
  }

  face(): EgressProxy {
    return {
      accept: (socket, pass) => this.accept(socket, { kind: 'known', pass }),
      listen: (place, passFor) => this.listen(place, passFor),
      close: () => {
        for (const socket of this.sockets) socket.destroy();
      },
    };
  }

  private openServer(): Server {
    const server = createServer({
      maxHeaderSize: MAX_HEAD_BYTES,
      keepAliveTimeout: 0,
      requestTimeout: 0,
      noDelay: true,
    });
    server.on('request', (request, response) => void this.onRequest({ request, response, mustContinue: false }));
    server.on('checkContinue', (request, response) => void this.onRequest({ request, response, mustContinue: true }));
    server.on('connect', (request, socket: Socket, head) => void this.onConnect(request, { socket, head }));
    server.on('upgrade', (request, socket: Socket) => {
      this.onUpgrade(request, socket).catch(() => socket.destroy());
    });
    const onClientError = (_: Error, socket: Socket): void => {
      // In the middle of an answer nothing else can be said.
      if ((this.underWay.get(socket) ?? 0) > 0) return void socket.destroy();
      const reason = 'read the request: it is malformed or too long, want HTTP/1.1';
      writeRefusal(socket, { refusal: { code: 'egress.unreadable', reason, alarm: 'none' }, allowed: [] }, undefined);
      socket.destroySoon();
    };
    server.on('clientError', (error, socket: Socket) => guarded(() => socket.destroy(), onClientError)(error, socket));
    return server;
  }

  private accept(socket: Socket, client: SocksClient): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
    socket.setNoDelay(true);
    if (client.kind === 'known' && !this.hasRoom(socket, client.pass)) return void socket.destroy();
    this.expectHead(socket, this.tunnels.timeouts.headMs);
    const onFirst = (chunk: Buffer): void => {
      socket.pause();
      socket.unshift(chunk);
      if (chunk[0] === SOCKS) {
        this.headCame(socket);
        return void acceptSocks(this.tunnels, socket, client).catch(() => socket.destroy());
      }
      if (client.kind === 'by-token') this.tokens.set(socket, client.passFor);
      this.serve(socket, client.kind === 'known' ? { pass: client.pass, inside: null, via: 'http' } : null);
    };
    socket.once(
      'data',
      guarded(() => socket.destroy(), onFirst),
    );
  }

  /** A program that opens connections and says nothing holds up only itself. */
  private hasRoom(socket: Socket, pass: EgressPass): boolean {
    const held = this.waiting.get(pass) ?? { count: 0 };
    this.waiting.set(pass, held);
    if (held.count >= pass.maxConnections + SPARE_CONNECTIONS) return false;
    held.count += 1;
    socket.once('close', () => {
      held.count -= 1;
    });
    return true;
  }

  private serve(socket: Socket, client: Client | null): void {
    if (client !== null) this.clients.set(socket, client);
    if (!this.deadlines.has(socket)) this.expectHead(socket, this.tunnels.timeouts.headMs);
    this.server.emit('connection', socket);
    socket.resume();
  }

  /** Turns a client away whose next head does not come in time. */
  private expectHead(socket: Duplex, timeoutMs: number): void {
    if (!this.deadlines.has(socket)) socket.once('close', () => this.headCame(socket));
    this.headCame(socket);
    const timer = setTimeout(() => socket.destroy(), timeoutMs);
    timer.unref();
    this.deadlines.set(socket, timer);
  }

  private headCame(socket: Duplex): void {
    clearTimeout(this.deadlines.get(socket));
  }

  private clientOf(request: IncomingMessage): Client | null {
    const known = this.clients.get(request.socket);
    if (known !== null) return known;
    const token = tokenOf(request.headers['proxy-authorization']);
    const pass = token === null ? null : (this.tokens.get(request.socket)?.(token) ?? null);
    return pass === null ? null : { pass, inside: null, via: 'http' };
  }

  private async onRequest({
    request,
    response,
    mustContinue,
  }: {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly mustContinue: boolean;
  }): Promise<void> {
    const { socket } = request;
    this.headCame(socket);
    this.underWay.set(socket, (this.underWay.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (this.underWay.get(socket) ?? 1) - 1;
      this.underWay.set(socket, left);
      if (!socket.destroyed && left === 0) this.expectHead(socket, this.tunnels.timeouts.keepAliveMs);
    });
    try {
      const client = this.clientOf(request);
      if (client === null) return askForToken(response);
      await forwardRequest(this.forwarding, { request, response, client, mustContinue });
    } catch {
      response.destroy();
    }
  }

  private async onConnect(
    request: IncomingMessage,
    { socket, head }: { readonly socket: Socket; readonly head: Buffer },
  ): Promise<void> {
    // Nothing that comes before somebody listens again may be lost.
    socket.pause();
    this.headCame(socket);
    try {
      const client = this.clientOf(request);
      if (client === null) return void socket.end(TOKEN_WANTED);
      const target = client.inside === null ? readConnectTarget(request.url ?? '') : null;
      const { pass } = client;
      const { accept } = request.headers;
      if (target === null) {
        const refusal = {
          code: 'egress.unreadable',
          reason: 'connect: want CONNECT host:port, outside of tunnels',
          alarm: 'none',
        } as const;
        const attempt = { via: 'connect', host: (request.url ?? '').slice(0, 1_024), port: 0, request: null } as const;
        return writeRefusal(socket, await pass.refuseLater(attempt, refusal, null), accept);
      }
      const attempt = { via: 'connect', ...target, request: null } as const;
      await carryTunnel(this.tunnels, {
        socket,
        head,
        pass,
        attempt,
        reply: {
          established: () => void socket.write('HTTP/1.1 200 Connection established\r\n\r\n'),
          refused: (refused) => writeRefusal(socket, refused, accept),
        },
      });
    } catch {
      socket.destroy();
    }
  }

  private async onUpgrade(request: IncomingMessage, socket: Socket): Promise<void> {
    this.headCame(socket);
    const client = this.clientOf(request);
    if (client === null) return void socket.end(TOKEN_WANTED);
    const refusal = {
      code: 'egress.upgrade',
      reason: 'switch protocols: found Upgrade, want CONNECT: what comes after it would not be seen',
      alarm: 'none',
    } as const;
    const attempt = { via: client.via, host: client.inside?.host ?? '', port: client.inside?.port ?? 0, request: null };
    writeRefusal(socket, await client.pass.refuseLater(attempt, refusal, null), request.headers.accept);
  }

  private async listen(
    place: { readonly host: string; readonly port: number },
    passFor: PassFor,
  ): Promise<ProxyListener> {
    const listener = createListener({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.accept(socket, { kind: 'by-token', passFor }),
    );
    listener.maxConnections = this.listenerConnections;
    const listening = Promise.withResolvers<void>();
    listener.once('error', listening.reject);
    listener.listen(place.port, place.host, 1_024, () => listening.resolve());
    await listening.promise;
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : place.port;
    return {
      port,
      close: () => {
        const closed = Promise.withResolvers<void>();
        listener.close(() => closed.resolve());
        return closed.promise;
      },
    };
  }
}

const TOKEN_WANTED =
  'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="countersign"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

function askForToken(response: ServerResponse): void {
  response.shouldKeepAlive = false;
  response.writeHead(407, {
    'proxy-authenticate': 'Basic realm="countersign"',
    'content-length': 0,
    connection: 'close',
  });
  response.end();
}
