import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { INSTANCE_PATH, instanceText } from '../../sdk/instance-proof.ts';
import { notOurs } from '../../sdk/proven-fetch.ts';

const TIMEOUT_MS = 5_000;
const MAX_ANSWER = 4_096;

/**
 * Connections over which nothing goes before the one who listens has proved to be the gateway of the key: while the gateway is down, any
 * user of the machine can listen at its port, and would be given the token and could let every call pass.
 *
 * A connection is asked once. What stands at its other end stays the same for as long as it is kept.
 */
export class ProvingAgent extends HttpAgent {
  private readonly key: Uint8Array;

  constructor(key: Uint8Array) {
    super({ keepAlive: true });
    this.key = key;
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const socket = connect(options as NetConnectOpts);
    proveListener(socket, this.key).then(
      () => callback?.(null, socket),
      (error: Error) => {
        socket.destroy();
        callback?.(error, socket);
      },
    );
  }
}

/** Resolves once who listens has proved what it is; raises CountersignError `unreachable` for another, the socket's error for nobody. */
async function proveListener(socket: Socket, key: Uint8Array): Promise<void> {
  await connected(socket);
  const { remoteAddress = '', remotePort = 0 } = socket;
  const nonce = randomBytes(16).toString('hex');
  const address = remoteAddress.startsWith('::ffff:') ? remoteAddress.slice('::ffff:'.length) : remoteAddress;
  const host = address.includes(':') ? `[${address}]` : address;
  socket.write(`GET ${INSTANCE_PATH}?nonce=${nonce} HTTP/1.1\r\nHost: ${host}:${remotePort}\r\n\r\n`);
  const answer = await wholeAnswer(socket);
  const expected = createHmac('sha256', key)
    .update(instanceText({ nonce, address, port: remotePort }))
    .digest();
  const given = proofIn(answer);
  if (given === null || !timingSafeEqual(given, expected)) throw notOurs(`${host}:${remotePort}`);
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('connect', () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

/** The body of one answer with a length, and of nothing else; null for whatever else came, or did not in time. */
function wholeAnswer(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const end = (body: string | null): void => {
      clearTimeout(timer);
      socket.off('data', take).off('error', gone).off('close', gone);
      resolve(body);
    };
    const gone = (): void => end(null);
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      const read = bodyOf(text);
      if (read !== 'not yet') end(read.body);
    };
    const timer = setTimeout(gone, TIMEOUT_MS);
    socket.on('data', take).on('error', gone).on('close', gone);
  });
}

function bodyOf(text: string): { readonly body: string | null } | 'not yet' {
  if (text.length > MAX_ANSWER) return { body: null };
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return 'not yet';
  const lines = text.slice(0, headEnd).toLowerCase().split('\r\n');
  const length = Number(lines.find((line) => line.startsWith('content-length: '))?.slice('content-length: '.length));
  if (!lines[0]?.startsWith('http/1.1 200 ') || !Number.isSafeInteger(length)) return { body: null };
  const body = text.slice(headEnd + 4);
  if (body.length < length) return 'not yet';
  return { body: body.length === length ? body : null };
}

/** The 32 bytes of a proof; null for anything else. */
function proofIn(answer: string | null): Buffer | null {
  try {
    const { proof } = JSON.parse(answer ?? '') as { readonly proof?: unknown };
    const bytes = typeof proof === 'string' && proof.length === 64 ? Buffer.from(proof, 'hex') : null;
    return bytes?.length === 32 ? bytes : null;
  } catch {
    return null;
  }
}
