import type { Socket } from 'node:net';
import type { EgressPass } from '../../application/egress/egress-pass.ts';
import type { EgressRefusalCode } from '../../core/egress/egress-refusal.ts';
import { carryTunnel, type TunnelParts } from './carry-tunnel.ts';
import { guarded } from './guarded.ts';

const CONNECT = 1;
const NO_AUTHENTICATION = 0;
const PASSWORD = 2;
const NOTHING_ACCEPTABLE = 0xff;
/** Replies of RFC 1928 §6. */
const REPLIES = { granted: 0, failed: 1, notAllowed: 2, unreachable: 4, unknownCommand: 7, unknownAddress: 8 } as const;

const UNREACHABLE: ReadonlySet<EgressRefusalCode> = new Set(['egress.unreachable', 'egress.name-unresolved']);

/** Who speaks: known by the connection, or found by a token that stands for the password (RFC 1929). */
export type SocksClient =
  | { readonly kind: 'known'; readonly pass: EgressPass }
  | { readonly kind: 'by-token'; readonly passFor: (token: string) => EgressPass | null };

/** Speaks SOCKS5 (RFC 1928) with a client, CONNECT only; names are resolved here, never by the program. */
export async function acceptSocks(parts: TunnelParts, socket: Socket, client: SocksClient): Promise<void> {
  const reader = new ByteReader(socket);
  const timer = setTimeout(() => socket.destroy(), parts.timeouts.headMs);
  let pass: EgressPass | null;
  let request: Awaited<ReturnType<typeof readRequest>>;
  try {
    pass = await greet(reader, socket, client);
    request = pass === null ? null : await readRequest(reader, socket);
  } finally {
    clearTimeout(timer);
  }
  if (pass === null || request === null) return socket.destroySoon();
  const head = reader.release();
  const attempt = { via: 'socks5' as const, ...request, request: null };
  const reply = {
    established: () => void socket.write(replyOf(REPLIES.granted)),
    refused: ({ refusal }: { readonly refusal: { readonly code: EgressRefusalCode } }) =>
      void endWith(socket, UNREACHABLE.has(refusal.code) ? REPLIES.unreachable : REPLIES.notAllowed),
  };
  await carryTunnel(parts, { socket, head, pass, attempt, reply });
}

async function greet(reader: ByteReader, socket: Socket, client: SocksClient): Promise<EgressPass | null> {
  const [version, count = 0] = (await reader.take(2)) ?? [];
  const methods = version === 5 ? await reader.take(count) : null;
  if (methods === null) return null;
  if (client.kind === 'known' && methods.includes(NO_AUTHENTICATION)) {
    socket.write(Uint8Array.of(5, NO_AUTHENTICATION));
    return client.pass;
  }
  if (!methods.includes(PASSWORD)) {
    socket.write(Uint8Array.of(5, NOTHING_ACCEPTABLE));
    return null;
  }
  socket.write(Uint8Array.of(5, PASSWORD));
  const token = await readPassword(reader);
  const pass = client.kind === 'known' ? client.pass : token === null ? null : client.passFor(token);
  socket.write(Uint8Array.of(1, pass === null ? 1 : 0));
  return pass;
}

async function readPassword(reader: ByteReader): Promise<string | null> {
  const [version, nameLength = 0] = (await reader.take(2)) ?? [];
  const name = version === 1 ? await reader.take(nameLength) : null;
  const [length = 0] = (name === null ? null : await reader.take(1)) ?? [];
  const password = name === null ? null : await reader.take(length);
  return password === null ? null : Buffer.from(password).toString('utf8');
}

async function readRequest(
  reader: ByteReader,
  socket: Socket,
): Promise<{ readonly host: string; readonly port: number } | null> {
  const [version, command, , kind] = (await reader.take(4)) ?? [];
  if (version !== 5) return null;
  const host = await readAddress(reader, kind);
  if (host === null) return endWith(socket, REPLIES.unknownAddress);
  const port = await reader.take(2);
  if (port === null) return null;
  if (command !== CONNECT) return endWith(socket, REPLIES.unknownCommand);
  return { host, port: (port[0] ?? 0) * 256 + (port[1] ?? 0) };
}

async function readAddress(reader: ByteReader, kind: number | undefined): Promise<string | null> {
  if (kind === 1) return (await reader.take(4))?.join('.') ?? null;
  if (kind === 3) {
    const [length = 0] = (await reader.take(1)) ?? [];
    const name = await reader.take(length);
    return name === null ? null : Buffer.from(name).toString('utf8');
  }
  if (kind !== 4) return null;
  const bytes = await reader.take(16);
  return bytes === null ? null : `[${Buffer.from(bytes).toString('hex').match(/.{4}/g)?.join(':') ?? ''}]`;
}

function replyOf(code: number): Uint8Array {
  return Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0);
}

function endWith(socket: Socket, code: number): null {
  if (socket.writable) socket.end(replyOf(code));
  return null;
}

/** Most bytes that wait to be read: a greeting and a request are below 1 KiB, and what comes behind them can wait where it is. */
const MAX_WAITING_BYTES = 16 * 1024;

/**
 * Reads exact numbers of bytes from a socket; null once it ended before. Holds the client back where it sends more than is read, and
 * breaks it off where a chunk cannot be taken. How long it is waited for is the caller's to bound: a socket that is destroyed ends
 * every wait.
 */
class ByteReader {
  private readonly socket: Socket;
  private bytes: Buffer = Buffer.alloc(0);
  private isOver = false;
  private waiting: (() => void) | null = null;
  private readonly onData = guarded(
    () => this.socket.destroy(),
    (chunk: Buffer): void => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      if (this.bytes.length >= MAX_WAITING_BYTES) this.socket.pause();
      this.waiting?.();
    },
  );
  private readonly onGone = (): void => {
    this.isOver = true;
    this.waiting?.();
  };

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', this.onData).on('end', this.onGone).on('close', this.onGone).on('error', this.onGone);
    socket.resume();
  }

  async take(length: number): Promise<Uint8Array | null> {
    while (this.bytes.length < length && !this.isOver) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.waiting = resolve;
      await promise;
    }
    this.waiting = null;
    if (this.bytes.length < length) return null;
    const taken = this.bytes.subarray(0, length);
    this.bytes = this.bytes.subarray(length);
    return taken;
  }

  /** Lets go of the socket, paused; answers what was read too far. */
  release(): Buffer {
    this.socket.pause();
    this.socket.off('data', this.onData).off('end', this.onGone).off('close', this.onGone).off('error', this.onGone);
    return this.bytes;
  }
}
