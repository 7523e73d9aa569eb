import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { EgressRefused } from '../../application/egress/egress-attempt.ts';
import type { EgressRefusalCode } from '../../core/egress/egress-refusal.ts';

/** What a refused program reads. */
export type Refusal = Pick<EgressRefused, 'refusal' | 'allowed'>;

/** The header that names the code of a refusal, so that programs can tell it from an answer of the host. */
export const REFUSAL_HEADER = 'x-countersign-refused';

const STATUSES: { readonly [Code in EgressRefusalCode]?: number } = {
  'egress.unreadable': 400,
  'egress.rate': 429,
  'egress.connections': 503,
  'egress.name-unresolved': 502,
  'egress.unreachable': 502,
  'egress.unrecorded': 503,
  'egress.encoding': 502,
  'egress.answer': 502,
};

/** The status a refusal is answered with: 403 where it is a matter of permission. */
export function statusOf({ refusal }: Refusal): number {
  return STATUSES[refusal.code] ?? 403;
}

/** Answers a refusal, as JSON where the program asks for it and as text elsewhere; the connection is closed with it. */
export function answerRefusal(response: ServerResponse, refused: Refusal, accept: string | undefined): void {
  const { text, type } = bodyOf(refused, accept);
  response.shouldKeepAlive = false;
  response.writeHead(statusOf(refused), {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    [REFUSAL_HEADER]: refused.refusal.code,
    connection: 'close',
  });
  response.end(text);
}

/** The same on a bare socket, for what is refused before there is a response to write to. */
export function writeRefusal(socket: Socket, refused: Refusal, accept: string | undefined): void {
  const { text, type } = bodyOf(refused, accept);
  const status = statusOf(refused);
  const head = [
    `HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Refused'}`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'cache-control: no-store',
    `${REFUSAL_HEADER}: ${refused.refusal.code}`,
    'connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  else socket.destroy();
}

function bodyOf(
  { refusal, allowed }: Refusal,
  accept: string | undefined,
): { readonly text: string; readonly type: string } {
  if (accept?.includes('json') === true) {
    const body = { code: refusal.code, reason: refusal.reason, allowed };
    return { text: `${JSON.stringify(body)}\n`, type: 'application/json' };
  }
  const lines = [`Countersign refused: ${refusal.reason}`, `code: ${refusal.code}`];
  const more = allowed.length === 0 ? [] : ['Allowed here:', ...allowed.map((line) => `  ${line}`)];
  return { text: `${[...lines, ...more].join('\n')}\n`, type: 'text/plain; charset=utf-8' };
}
