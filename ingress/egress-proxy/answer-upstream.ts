import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EgressConnection } from '../../application/egress/egress-connection.ts';
import type { SecretBorder } from '../../application/secret/secret-border.ts';
import type { EgressRefusalCode } from '../../core/egress/egress-refusal.ts';
import { type HeaderPair, pairsOf, withoutNeighbourly } from './check-head.ts';
import { guarded } from './guarded.ts';

/** What an answer is handed on with. */
export type AnswerParts = {
  readonly connection: EgressConnection;
  readonly host: string;
  /** Null where the program holds no secrets. */
  readonly border: SecretBorder | null;
};

/** Why an answer is not handed on; the host stands for `%`. */
export type AnswerProblem = { readonly code: EgressRefusalCode; readonly said: string };

const PARTIAL = 206;

/**
 * Why an answer may not be handed on; null where it may. Its status must be one of a final answer, its transfer coding none or `chunked`
 * alone. A program that holds secrets gets no part of a thing, whose pieces would each be too short to be found, and nothing in a coding
 * that was not asked for and cannot be looked through.
 */
export function problemOf(
  { statusCode = 0, rawHeaders, headers }: IncomingMessage,
  { border, host }: AnswerParts,
): AnswerProblem | null {
  if (statusCode < 200 || statusCode > 599)
    return { code: 'egress.answer', said: `read the answer of %: found the status ${statusCode}, want 200 to 599` };
  const codings = pairsOf(rawHeaders).filter(([name]) => name.toLowerCase() === 'transfer-encoding');
  if (codings.length > 1 || !codings.every(([, value]) => value.trim().toLowerCase() === 'chunked'))
    return { code: 'egress.encoding', said: 'read the answer of %: found a transfer coding other than chunked' };
  if (border === null) return null;
  if (statusCode === PARTIAL)
    return { code: 'egress.encoding', said: 'read the answer of %: found a part, want the whole: a secret could hide' };
  const coding = headers['content-encoding']?.toLowerCase() ?? '';
  if (coding === '' || coding === 'identity' || border.scrubberFor(host) === null) return null;
  return { code: 'egress.encoding', said: 'read the answer of %: it came in a coding that cannot be looked through' };
}

/**
 * Hands an answer on: status, headers without those between neighbours, body as it comes, each byte asked for first. Where there are
 * secrets to look for now, nothing that repeats one passes, neither in a header nor in the body. Whatever fails ends this answer alone.
 */
export function handOn(answer: IncomingMessage, response: ServerResponse, parts: AnswerParts): void {
  const { connection, border, host } = parts;
  const status = answer.statusCode ?? 0;
  connection.status = status;
  const scrubber = border?.scrubberFor(host) ?? null;
  const pairs = withoutNeighbourly(pairsOf(answer.rawHeaders)).filter(([name]) => !isOurs(name));
  const headers =
    scrubber === null
      ? pairs
      : pairs.filter(([name]) => name.toLowerCase() !== 'content-length').flatMap((pair) => scrubbedPair(pair, parts));
  if (!connection.down(headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20))) return;
  response.writeHead(status, headers.flat());
  const breakOff = (): void => {
    answer.destroy();
    response.destroy();
  };
  const write = (bytes: Uint8Array): void => {
    if (bytes.length > 0 && !response.write(bytes)) answer.pause();
  };
  const onData = (chunk: Uint8Array): void => {
    if (!connection.down(chunk.length)) return;
    write(scrubber === null ? chunk : scrubber.take(chunk));
  };
  const onEnd = (): void => {
    if (!connection.isOpen) return;
    if (scrubber !== null) write(scrubber.end());
    response.end();
  };
  response.on('drain', () => answer.resume());
  answer.on('data', guarded(breakOff, onData)).on('end', guarded(breakOff, onEnd));
}

/** Our own headers say that we refused: no host may say so in our name. */
function isOurs(name: string): boolean {
  return name.toLowerCase().startsWith('x-countersign-');
}

/** A header without secrets in its value; none where its name holds one, which has no other form. */
function scrubbedPair([name, value]: HeaderPair, parts: AnswerParts): readonly HeaderPair[] {
  return scrubbed(name, parts) === name ? [[name, scrubbed(value, parts)]] : [];
}

function scrubbed(text: string, { border, host }: AnswerParts): string {
  const scrubber = border?.scrubberFor(host) ?? null;
  if (scrubber === null) return text;
  return Buffer.concat([scrubber.take(Buffer.from(text, 'latin1')), scrubber.end()]).toString('latin1');
}
