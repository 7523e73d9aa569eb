import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { problemAnswer, problemOf, type Refusal, SECURITY_HEADERS } from './answer.ts';
import { ConnectionPlaces } from './connection-places.ts';
import { DoorClock, type DoorTimes } from './door-clock.ts';
import type { HttpApp } from './http-app.ts';
import { listenEverywhere, shown } from './listen-everywhere.ts';

/** Where and how to listen. */
export type ServeOptions = {
  readonly port: number;
  /** Default `127.0.0.1`. Any of loopback's names stands for `127.0.0.1` and `::1` both. */
  readonly hostname?: string;
  /** Must be true for any other address than loopback's. */
  readonly exposed?: boolean;
  /** Time for a request to arrive whole; default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Time for its headers; default 10,000. */
  readonly headersTimeoutMs?: number;
  /** Connections at once; default 2,048. Beyond it those that are of no use give way (see `ConnectionPlaces`). */
  readonly maxConnections?: number;
  /** What else is served here, beside the app. */
  readonly other?: OtherProtocol;
};

/** A listening server. */
export type HttpServer = {
  readonly port: number;
  /** For example `http://127.0.0.1:7391`. */
  readonly address: string;
  /** Takes no more requests, ends event streams, gives requests in work `graceMs`, then breaks off. */
  readonly close: (graceMs?: number) => Promise<void>;
};

/** Serves connections that somebody else accepted. */
export type HttpDoor = {
  readonly accept: (connection: Socket) => void;
  /** Breaks every connection off, and takes no more. */
  readonly close: () => void;
};

/** Answers requests that are not the app's: those of another protocol behind the same door. True for one that it took. */
export type OtherProtocol = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** What a door is: the port that callers name, what else is behind it, and whose token every request counts as having. */
export type DoorOptions = {
  readonly port: number;
  readonly other?: OtherProtocol;
  readonly token: string;
  /** Defaults 10,000, 30,000 and 65,000. */
} & Partial<DoorTimes>;

/**
 * Serves the app to connections that were accepted elsewhere, as if it listened at `port`: for programs that can reach nothing else.
 * Who they are is known from the door; whatever token a request brings is replaced by the door's. Bounded like a server that listens.
 */
export function openHttpDoor(app: HttpApp, options: DoorOptions): HttpDoor {
  const { port, other = () => false, token } = options;
  const times = timesOf(options);
  const server = makeServer(app, {
    places: new ConnectionPlaces(MAX_AT_DOOR),
    other: (incoming, outgoing) => {
      replaceToken(incoming, token);
      return other(incoming, outgoing);
    },
  });
  const connections = new Map<Socket, DoorClock>();
  let isOpen = true;
  app.listensOn(port);
  server.prependListener('request', (incoming, outgoing) =>
    connections.get(incoming.socket)?.began(incoming, outgoing),
  );
  return {
    accept: (connection) => {
      if (!isOpen || connections.size >= MAX_AT_DOOR) {
        connection.destroy();
        return;
      }
      connections.set(connection, new DoorClock(connection, { times, onLate: () => breakOff(connection) }));
      connection.once('close', () => connections.delete(connection));
      server.emit('connection', connection);
    },
    close: () => {
      isOpen = false;
      void app.endStreams();
      for (const connection of connections.keys()) connection.destroy();
      server.close();
    },
  };
}

const MAX_AT_DOOR = 256;
const MAX_CONNECTIONS = 2_048;

function timesOf({
  headersTimeoutMs = 10_000,
  requestTimeoutMs = 30_000,
  keepAliveTimeoutMs = 65_000,
}: DoorOptions): DoorTimes {
  return { headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs };
}

/** Says so where it still can, and does not wait for whoever does not read it. */
function breakOff(connection: Socket): void {
  refuseUnreadable(connection);
  connection.destroySoon();
  setTimeout(() => connection.destroy(), 1_000).unref();
}

function replaceToken(incoming: IncomingMessage, token: string): void {
  const { rawHeaders } = incoming;
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2)
    if (rawHeaders[index]?.toLowerCase() === 'authorization') rawHeaders.splice(index, 2);
  rawHeaders.push('authorization', `Bearer ${token}`);
  incoming.headers.authorization = `Bearer ${token}`;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
const NO_REQUEST = '-';
const UNREADABLE: Refusal = { code: 'input.malformed', reason: 'read a request: want HTTP/1.1 in time, with one Host' };

/**
 * Listens for HTTP/1.1 and serves the app.
 *
 * Loopback only, unless `exposed` says that the operator wants otherwise: raises RangeError. On loopback it listens at all of it or at
 * nothing (see `listenEverywhere`): raises GatewayError `unavailable` when a part of it is held by another program. Slow headers, slow
 * bodies and too many connections are ended.
 */
export async function serveHttp(app: HttpApp, options: ServeOptions): Promise<HttpServer> {
  const { hostname = '127.0.0.1', port, exposed = false } = options;
  if (!exposed && !LOOPBACK.has(hostname)) {
    throw new RangeError(
      `listen at ${hostname}: want 127.0.0.1, ::1 or localhost unless the gateway is meant to be exposed`,
    );
  }
  const places = new ConnectionPlaces(options.maxConnections ?? MAX_CONNECTIONS);
  const make = (): Server => makeServer(app, { ...options, places });
  const { servers, port: listening } = await listenEverywhere(make, { hostname, port });
  app.listensOn(listening);
  return {
    port: listening,
    address: `http://${shown(hostname, listening)}`,
    close: async (graceMs = 2_000) => {
      await Promise.all([app.endStreams(), ...servers.map((server) => close(server, graceMs))]);
    },
  };
}

type Making = Pick<ServeOptions, 'requestTimeoutMs' | 'headersTimeoutMs' | 'other'> & {
  readonly places: ConnectionPlaces;
};

function makeServer(app: HttpApp, { requestTimeoutMs, headersTimeoutMs, other = () => false, places }: Making): Server {
  const listener = getRequestListener((request, { outgoing }) => app.fetch(request, { outgoing }), {
    errorHandler: () => problemAnswer(UNREADABLE, NO_REQUEST),
  });
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs ?? 30_000,
      headersTimeout: headersTimeoutMs ?? 10_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
      noDelay: true,
    },
    (incoming, outgoing) => {
      places.began(incoming, outgoing);
      // A target with a host of its own would be another one than the Host that was checked (RFC 9112, §3.2.2).
      if (incoming.url?.startsWith('/') !== true) refuseRequest(outgoing);
      else if (!other(incoming, outgoing)) void listener(incoming, outgoing);
    },
  );
  server.on('connection', (socket) => places.enter(socket));
  server.on('checkExpectation', (_incoming, outgoing) => refuseRequest(outgoing));
  server.on('clientError', (_error, socket) => refuseUnreadable(socket));
  return server;
}

/** Answers a request that is HTTP, and nothing that is served here. */
function refuseRequest(outgoing: ServerResponse): void {
  const headers = { ...SECURITY_HEADERS, 'content-type': 'application/problem+json', connection: 'close' };
  outgoing.writeHead(400, headers).end(JSON.stringify(problemOf(UNREADABLE, NO_REQUEST)));
}

/** Answers what is not HTTP, or came too slowly, as the server's parser saw it. */
function refuseUnreadable(socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(problemOf(UNREADABLE, NO_REQUEST));
  const headers = { ...SECURITY_HEADERS, 'content-type': 'application/problem+json', connection: 'close' };
  const lines = Object.entries({ ...headers, 'content-length': body.length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
