import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  ChannelAnswer,
  ChannelRequest,
  HandleUpdate,
  NotificationChannel,
} from '../../ports/notification-channel.ts';
import { readBounded } from './read-bounded.ts';

/** A channel whose server may call the gateway, and what becomes of what it tells. */
export type CalledChannel = {
  readonly receive: NonNullable<NotificationChannel['receive']>;
  readonly handle: HandleUpdate;
};

/** How the door is set up. */
export type ChannelDoorOptions = {
  /** The channel of this name, asked for with every request; null where there is none, or none that is called. */
  readonly find: (name: string) => CalledChannel | null;
  /** Requests in work at once, of all channels together; default 32. */
  readonly maxConcurrent?: number;
  /** The largest body; default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** From a request's head to its answer; default 3,000. */
  readonly timeoutMs?: number;
  /** Told of a channel that failed to answer, for the operator's log. Holds nothing of the request. */
  readonly onFailure?: (failure: { readonly channel: string; readonly error: unknown }) => void;
};

/** What channels' servers knock at. */
export type ChannelDoor = {
  /** Whether this address is one of the door's. */
  readonly takes: (url: string) => boolean;
  /** Answers one request. Never rejects. */
  readonly handle: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
};

const PREFIX = '/channels/';
/** `/channels/<name>/<door>`, and a query. Linear: fixed parts, one class each. */
const ADDRESS = /^\/channels\/([a-z0-9][a-z0-9-]{0,63})\/[a-z-]{1,32}(?:\?|$)/;
const MAX_URL_LENGTH = 2_048;

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;
/** The same to the byte for a name that nobody has, and for an address that a channel does not know. */
const NOT_FOUND: ChannelAnswer = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'not found\n' };

/**
 * Opens the way in for the servers of chat services: `POST /channels/{name}/{door}`.
 *
 * No token is asked for, since these servers have none: the channel's own proof counts, and it sees the bytes as they came. Whoever
 * has no proof gets no further than that, and at most `maxConcurrent` at a time: a flood of them takes no place from the API. Where all
 * places are taken, the one that has been sending its body for longest loses its own (408): services send it at once, and nobody keeps them
 * out with requests that never end. Where all have been read the new one is answered 503. Nothing waits longer than `timeoutMs`; what
 * was handed on goes on.
 */
export function openChannelDoor(options: ChannelDoorOptions): ChannelDoor {
  const { maxConcurrent = 32 } = options;
  let inWork = 0;
  const reading = new Set<AbortController>();
  return {
    takes: (url) => url.startsWith(PREFIX),
    handle: async (incoming, outgoing) => {
      const name = nameIn(incoming.url ?? '');
      const channel = name === null ? null : options.find(name);
      if (name === null || channel === null) return refuse(incoming, outgoing, NOT_FOUND);
      if (inWork >= maxConcurrent && !endSlowest(reading)) return refuse(incoming, outgoing, BUSY);
      const place = new AbortController();
      inWork += 1;
      reading.add(place);
      try {
        const isRead = () => void reading.delete(place);
        await serve(incoming, outgoing, { name, channel, options, place: place.signal, isRead });
      } finally {
        reading.delete(place);
        inWork -= 1;
      }
    },
  };
}

/** Takes the place of whoever has been sending a body for longest; false where nobody is. */
function endSlowest(reading: Set<AbortController>): boolean {
  const [slowest] = reading;
  if (slowest === undefined) return false;
  reading.delete(slowest);
  slowest.abort();
  return true;
}

const BUSY: ChannelAnswer = { status: 503, contentType: 'text/plain; charset=utf-8', body: 'busy\n' };
const TOO_LARGE: ChannelAnswer = { status: 413, contentType: 'text/plain; charset=utf-8', body: 'too large\n' };
const TOO_SLOW: ChannelAnswer = { status: 408, contentType: 'text/plain; charset=utf-8', body: 'too slow\n' };
const NOT_ANSWERED: ChannelAnswer = { status: 504, contentType: 'text/plain; charset=utf-8', body: 'not answered\n' };
const FAILED: ChannelAnswer = { status: 500, contentType: 'text/plain; charset=utf-8', body: 'failed\n' };

function nameIn(url: string): string | null {
  return url.length > MAX_URL_LENGTH ? null : (ADDRESS.exec(url)?.[1] ?? null);
}

type Serving = {
  readonly name: string;
  readonly channel: CalledChannel;
  readonly options: ChannelDoorOptions;
  /** Ends when the place is given to another. */
  readonly place: AbortSignal;
  readonly isRead: () => void;
};

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { name, channel, options, place, isRead }: Serving,
): Promise<void> {
  const { maxBodyBytes = 1_048_576, timeoutMs = 3_000, onFailure = () => {} } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const body = await readBounded(incoming, { maxBodyBytes, deadline: AbortSignal.any([deadline, place]) });
  isRead();
  if (body === 'broken') return void outgoing.destroy();
  if (body === 'too-large') return refuse(incoming, outgoing, TOO_LARGE);
  if (body === 'too-slow') return refuse(incoming, outgoing, TOO_SLOW);
  const request: ChannelRequest = {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    headers: headersOf(incoming),
    body,
  };
  const late = new Promise<ChannelAnswer>((resolve) => {
    deadline.addEventListener('abort', () => resolve(NOT_ANSWERED), { once: true });
    if (deadline.aborted) resolve(NOT_ANSWERED);
  });
  try {
    send(outgoing, await Promise.race([channel.receive(request, channel.handle), late]));
  } catch (error) {
    onFailure({ channel: name, error });
    send(outgoing, FAILED);
  }
}

function headersOf({ headers }: IncomingMessage): { readonly [name: string]: string } {
  const read: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') read.push([name, value]);
  return Object.fromEntries(read);
}

function send(outgoing: ServerResponse, answer: ChannelAnswer): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const { status, contentType, body } = answer.status === 404 ? NOT_FOUND : answer;
  const bytes = Buffer.from(body, 'utf8');
  const retry = status === 503 ? { 'retry-after': '1' } : {};
  outgoing.writeHead(status, { ...HEADERS, ...retry, 'content-type': contentType, 'content-length': bytes.length });
  outgoing.end(bytes);
}

/** Answers without reading the rest, and lets go of the connection soon after. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, answer: ChannelAnswer): void {
  if (!incoming.complete) {
    outgoing.setHeader('connection', 'close');
    outgoing.once('finish', () => setTimeout(() => incoming.socket.destroy(), LINGER_MS).unref());
  }
  send(outgoing, answer);
}

const LINGER_MS = 250;
