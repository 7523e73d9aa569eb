import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChannelAnswer, ChannelRequest, HandleUpdate } from '../../ports/notification-channel.ts';
import type { UpdateTaker } from './take-update.ts';
import { waitAtMost } from './wait-for.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const MAX_BODY_BYTES = 1_048_576;

/**
 * Takes a webhook request of Telegram's.
 *
 * The secret header is all the proof there is; it is compared in constant time before anything of the body is read. What proved its
 * origin is answered 200 even where there is nothing in it for us, since Telegram would send it again and hold back what comes after.
 * After `settleMs` the answer goes out whatever becomes of the update.
 */
export async function receiveUpdate(
  request: ChannelRequest,
  handle: HandleUpdate,
  { secret, settleMs, taker }: { readonly secret: string; readonly settleMs: number; readonly taker: UpdateTaker },
): Promise<ChannelAnswer> {
  const path = request.url.split('?', 1)[0] ?? '';
  if (!path.endsWith('/update')) return answer(404);
  if (request.method !== 'POST') return answer(405);
  if (!isSame(request.headers[SECRET_HEADER] ?? '', secret)) return answer(401);
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json')
    return answer(415);
  if (request.body.byteLength > MAX_BODY_BYTES) return answer(413);
  const update = readJson(request.body);
  if (update === undefined) return answer(400);
  await waitAtMost(settleMs, taker.take(update, handle));
  return answer(200);
}

function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(wanted));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function answer(status: number): ChannelAnswer {
  return { status, contentType: 'application/json', body: '{}' };
}
