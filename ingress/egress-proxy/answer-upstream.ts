import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { SecretBorder } from '../../application/secret/secret-border.ts';
import { type HeaderPair, pairsOf, withoutNeighbourly } from './check-head.ts';

/** What an answer is handed on with. */
export type AnswerParts = {
  readonly connection: EgressConnection;
  /** Null where no secret ever went to this host. */
  readonly scrub: { readonly border: SecretBorder; readonly host: string } | null;
};

/** Tells whether an answer that must be looked through cannot be: it comes in another coding than was asked for. */
export function isUnreadable({ headers }: IncomingMessage, { scrub }: AnswerParts): boolean {
  const coding = headers['content-encoding'] ?? 'identity';
  return scrub !== null && coding.toLowerCase() !== 'identity' && coding !== '';
}

/**
 * Hands an answer on: status, headers without those between neighbours, body as it comes, each byte asked for first. Where a secret
 * went to the host, nothing that repeats it passes, neither in a header nor in the body.
 */
export function handOn(answer: IncomingMessage, response: ServerResponse, parts: AnswerParts): void {
  const { connection, scrub } = parts;
  const status = answer.statusCode ?? 502;
  connection.status = status;
  const pairs = withoutNeighbourly(pairsOf(answer.rawHeaders));
  const headers =
    scrub === null
      ? pairs
      : pairs.filter(([name]) => name.toLowerCase() !== 'content-length').map((pair) => scrubbedPair(pair, scrub));
  if (!connection.down(headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20))) return;
  response.writeHead(status, headers.flat());
  const scrubber = scrub === null ? null : scrub.border.scrubberFor(scrub.host);
  const write = (bytes: Uint8Array): void => {
    if (bytes.length > 0 && !response.write(bytes)) answer.pause();
  };
  answer.on('data', (chunk: Uint8Array) => {
    if (!connection.down(chunk.length)) return;
    write(scrubber === null ? chunk : scrubber.take(chunk));
  });
  response.on('drain', () => answer.resume());
  answer.on('end', () => {
    if (!connection.isOpen) return;
    if (scrubber !== null) write(scrubber.end());
    response.end();
  });
}

function scrubbedPair([name, value]: HeaderPair, { border, host }: NonNullable<AnswerParts['scrub']>): HeaderPair {
  const scrubber = border.scrubberFor(host);
  if (scrubber === null) return [name, value];
  const parts = [scrubber.take(Buffer.from(value, 'latin1')), scrubber.end()];
  return [name, Buffer.concat(parts).toString('latin1')];
}
