import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type {
  AbortSignalLike,
  ChannelAnswer,
  ChannelRequest,
  ChannelUpdate,
  HandleUpdate,
} from '../../ports/notification-channel.ts';
import { isFromSlack } from './check-request.ts';
import { inOwnTalk, isPairing, PAIR_BY_MESSAGE } from './own-talk.ts';
import { type ReadOptions, type ReadRequest, readCommand, readEvent, readInteraction } from './read-request.ts';
import { escaped } from './slack-blocks.ts';
import type { SlackCalls } from './slack-calls.ts';
import { waitAtMost } from './wait-for.ts';

/** What requests are taken with. */
export type ReceiveOptions = {
  readonly secret: string;
  readonly workspace: string | null;
  readonly calls: SlackCalls;
  readonly settleMs: number;
  readonly nowMs: () => number;
  readonly closing: AbortSignalLike;
};

const MAX_BODY_BYTES = 1_048_576;
const MAX_REPLY_LENGTH = 200;
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** The addresses that Slack calls, and what it sends there. */
const DOORS: {
  readonly [end: string]: {
    readonly type: string;
    readonly read: (body: string, by: ReadOptions) => ReadRequest | null;
  };
} = {
  interactions: {
    type: FORM,
    read: (body, by) => {
      const payloads = new URLSearchParams(body).getAll('payload');
      const value = payloads.length === 1 ? readJson(payloads[0] ?? '') : null;
      return value === null ? null : readInteraction(value, by);
    },
  },
  commands: { type: FORM, read: (body, by) => readCommand(new URLSearchParams(body), by) },
  events: {
    type: JSON_TYPE,
    read: (body, by) => {
      const value = readJson(body);
      return value === null ? null : readEvent(value, by);
    },
  },
};

/**
 * Takes a request of Slack's.
 *
 * The signature over the very bytes is checked before any of them is read. What proved its origin is answered 200 within `settleMs`
 * whatever becomes of it, since Slack would send it again; what is to be said to the person is a message that only they see.
 */
export async function receiveRequest(
  request: ChannelRequest,
  handle: HandleUpdate,
  { secret, workspace, calls, settleMs, nowMs, closing }: ReceiveOptions,
): Promise<ChannelAnswer> {
  const path = request.url.split('?', 1)[0] ?? '';
  const end = path.slice(path.lastIndexOf('/') + 1);
  const door = path.split('/').length === 4 && Object.hasOwn(DOORS, end) ? DOORS[end] : undefined;
  if (door === undefined) return answer(404);
  if (request.method !== 'POST') return answer(405);
  if (request.body.byteLength > MAX_BODY_BYTES) return answer(413);
  if (!isFromSlack(request, { secret, nowMs: nowMs() })) return answer(401);
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== door.type) return answer(415);
  const text = readUtf8(request.body);
  const read = text === null ? null : door.read(text, { workspace, nowMs: nowMs() });
  if (read === null) return answer(400);
  if (read.kind === 'challenge') return { status: 200, contentType: 'text/plain', body: read.challenge };
  if (read.kind === 'update') await waitAtMost(settleMs, take(read.update, handle, { calls, closing }));
  return answer(200);
}

async function take(
  update: ChannelUpdate,
  handle: HandleUpdate,
  { calls, closing }: Pick<ReceiveOptions, 'calls' | 'closing'>,
): Promise<void> {
  const known = isPairing(update) ? await inOwnTalk(update, { calls, closing }) : update;
  const text = known === null ? PAIR_BY_MESSAGE : await wordsOf(known, handle);
  if (text === null) return;
  const { place: channel, user } = known ?? update;
  const options = {
    channel,
    user,
    text: escaped(text.slice(0, MAX_REPLY_LENGTH)),
    parse: 'none',
    link_names: false,
    mrkdwn: false,
  };
  await calls.run('tell one person', { method: 'chat.postEphemeral', options }, closing);
}

async function wordsOf(update: ChannelUpdate, handle: HandleUpdate): Promise<string | null> {
  try {
    return (await handle(update))?.text ?? null;
  } catch {
    return 'This could not be taken. Nothing was decided by it.';
  }
}

function readUtf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function readJson(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function answer(status: number): ChannelAnswer {
  return { status, contentType: 'text/plain', body: '' };
}
