import type { KeyObject } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type {
  AbortSignalLike,
  ChannelAnswer,
  ChannelRequest,
  ChannelUpdate,
  HandleUpdate,
  UpdateReply,
} from '../../ports/notification-channel.ts';
import { isFromDiscord } from './check-interaction.ts';
import type { DiscordCalls } from './discord-calls.ts';
import { escaped } from './discord-text.ts';
import { type ReadInteraction, readInteraction } from './read-interaction.ts';
import { waitAtMost } from './wait-for.ts';

/** What interactions are taken with. */
export type InteractionOptions = {
  readonly applicationId: string;
  readonly key: KeyObject;
  readonly calls: DiscordCalls;
  readonly deferMs: number;
  readonly nowMs: () => number;
  readonly closing: AbortSignalLike;
};

const MAX_BODY_BYTES = 1_048_576;
const MAX_REPLY_LENGTH = 200;
const EPHEMERAL = 64;
const PONG = 1;
const MESSAGE = 4;
const DEFERRED_MESSAGE = 5;
const DEFERRED_UPDATE = 6;
const NOTHING_TAKEN = { text: 'This could not be taken now. Nothing was decided by it.', isAlert: true };

/**
 * Takes an interaction of Discord's.
 *
 * The signature over the very bytes is checked before any of them is read; Discord itself sends bad ones to see that they are refused.
 * What is decided within `deferMs` is the answer, for the one who pressed alone; what takes longer is deferred and told when it is done.
 */
export async function receiveInteraction(
  request: ChannelRequest,
  handle: HandleUpdate,
  options: InteractionOptions,
): Promise<ChannelAnswer> {
  const path = request.url.split('?', 1)[0] ?? '';
  if (!path.endsWith('/interactions')) return answer(404);
  if (request.method !== 'POST') return answer(405);
  if (request.body.byteLength > MAX_BODY_BYTES) return answer(413);
  if (!isFromDiscord(request, { key: options.key, nowMs: options.nowMs() })) return answer(401);
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json')
    return answer(415);
  const value = readJson(request.body);
  if (value === null) return answer(400);
  const read = readInteraction(value, { applicationId: options.applicationId, nowMs: options.nowMs() });
  if (read.kind === 'foreign') return answer(401);
  if (read.kind === 'ping') return answer(200, { type: PONG });
  return read.kind === 'other' ? answer(200, { type: DEFERRED_UPDATE }) : await answerPress(read, handle, options);
}

async function answerPress(
  { kind, update, token }: Extract<ReadInteraction, { readonly kind: 'press' | 'command' }>,
  handle: HandleUpdate,
  { calls, applicationId, deferMs, closing }: InteractionOptions,
): Promise<ChannelAnswer> {
  let isDeferred = false;
  let reply: UpdateReply | null | 'waiting' = 'waiting';
  const handling = handled(update, handle).then(async (said) => {
    // A command shows that it is worked at until something is said.
    const found = said ?? (kind === 'command' ? NOTHING_TAKEN : null);
    reply = found;
    if (!isDeferred || found === null) return;
    const route = `/webhooks/${applicationId}/${token}` as const;
    await calls.run({ task: 'tell who pressed', method: 'POST', route, body: told(found), auth: false }, closing);
  });
  await waitAtMost(deferMs, handling);
  const settled = reply as UpdateReply | null | 'waiting';
  if (settled !== 'waiting' && settled !== null) return answer(200, { type: MESSAGE, data: told(settled) });
  isDeferred = true;
  return answer(
    200,
    kind === 'press' ? { type: DEFERRED_UPDATE } : { type: DEFERRED_MESSAGE, data: { flags: EPHEMERAL } },
  );
}

async function handled(update: ChannelUpdate, handle: HandleUpdate): Promise<UpdateReply | null> {
  try {
    return await handle(update);
  } catch {
    return { text: 'This could not be taken. Nothing was decided by it.', isAlert: true };
  }
}

function told({ text }: UpdateReply) {
  return { content: escaped(text.slice(0, MAX_REPLY_LENGTH)), flags: EPHEMERAL, allowed_mentions: { parse: [] } };
}

function readJson(body: Uint8Array): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function answer(status: number, body: object = {}): ChannelAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}
