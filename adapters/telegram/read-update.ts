import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { handleOfCode } from '../../ports/button-code.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';

/** What is told to whom after an update. */
export type TelegramReplyTo =
  | { readonly kind: 'callback'; readonly id: string }
  | { readonly kind: 'message'; readonly chat: number; readonly thread: number | null; readonly message: number };

/** An update as Telegram tells it. Without `update` there is nothing to hand on, and a spinner to stop at most. */
export type ReadUpdate = { readonly update: ChannelUpdate | null; readonly replyTo: TelegramReplyTo | null };

const NOTHING: ReadUpdate = { update: null, replyTo: null };
/** A denial with the longest reason that there is. */
const MAX_TYPED_LENGTH = 2_100;

/**
 * Reads one `Update` of the Bot API.
 *
 * Counts only what a person did on their own: no bots, no anonymous administrators, nothing forwarded, posted through another bot or
 * edited. In groups only commands are read. A command for another bot is not ours; `botName` in lower case, null while unknown.
 */
export function readUpdate(value: unknown, { botName, nowMs }: { botName: string | null; nowMs: number }): ReadUpdate {
  const update = isJsonObject(value) ? value : {};
  const number = update['update_id'];
  if (!Number.isSafeInteger(number)) return NOTHING;
  const id = `update:${Number(number)}`;
  const pressed = update['callback_query'];
  if (isJsonObject(pressed)) return readPress(pressed, { id, nowMs });
  const message = update['message'];
  return isJsonObject(message) ? readText(message, { id, botName }) : NOTHING;
}

function readPress(query: JsonObject, { id, nowMs }: { readonly id: string; readonly nowMs: number }): ReadUpdate {
  const callback = query['id'];
  if (typeof callback !== 'string' || callback === '' || callback.length > 128) return NOTHING;
  const replyTo: TelegramReplyTo = { kind: 'callback', id: callback };
  const message = isJsonObject(query['message']) ? query['message'] : {};
  const user = personOf(query['from']);
  const place = placeOf(message);
  const handle = handleOfCode(query['data']);
  const reference = message['message_id'];
  if (user === null || place === null || handle === null || !Number.isSafeInteger(reference))
    return { update: null, replyTo };
  const act = { kind: 'press' as const, handle, reference: String(Number(reference)) };
  return {
    update: { id, user: String(user), place: place.name, isPrivate: place.isPrivateTo === user, atMs: nowMs, act },
    replyTo,
  };
}

function readText(message: JsonObject, { id, botName }: { id: string; botName: string | null }): ReadUpdate {
  const { text, date, message_id: number } = message;
  const user = personOf(message['from']);
  const place = placeOf(message);
  if (user === null || place === null || typeof text !== 'string' || text.length > MAX_TYPED_LENGTH) return NOTHING;
  if (!Number.isSafeInteger(date) || !Number.isSafeInteger(number)) return NOTHING;
  if (BORROWED.some((name) => message[name] !== undefined)) return NOTHING;
  const isPrivate = place.isPrivateTo === user;
  const typed = withoutBotName(text.trim(), botName);
  if (typed === null || typed === '' || (!isPrivate && !typed.startsWith('/'))) return NOTHING;
  return {
    update: {
      id,
      user: String(user),
      place: place.name,
      isPrivate,
      atMs: Number(date) * 1_000,
      act: { kind: 'text', text: typed },
    },
    replyTo: { kind: 'message', chat: place.chat, thread: place.thread, message: Number(number) },
  };
}

/** Marks of messages whose words are not the sender's own, or not those that were sent. */
const BORROWED = [
  'forward_origin',
  'forward_date',
  'via_bot',
  'sender_chat',
  'sender_business_bot',
  'edit_date',
] as const;

function personOf(from: unknown): number | null {
  if (!isJsonObject(from) || from['is_bot'] !== false) return null;
  return Number.isSafeInteger(from['id']) ? Number(from['id']) : null;
}

type Place = {
  readonly name: string;
  readonly chat: number;
  readonly thread: number | null;
  readonly isPrivateTo: number | null;
};

/** A chat, and the topic in it where it has topics: `-1001234567890/42`. */
function placeOf(message: JsonObject): Place | null {
  const chat = message['chat'];
  if (!isJsonObject(chat) || !Number.isSafeInteger(chat['id'])) return null;
  const id = Number(chat['id']);
  const topic = message['is_topic_message'] === true ? message['message_thread_id'] : null;
  const thread = Number.isSafeInteger(topic) ? Number(topic) : null;
  return {
    name: thread === null ? String(id) : `${id}/${thread}`,
    chat: id,
    thread,
    isPrivateTo: chat['type'] === 'private' ? id : null,
  };
}

/** `/approve@OurBot 7k3m` is `/approve 7k3m`; null for a command that names another bot. */
function withoutBotName(text: string, botName: string | null): string | null {
  const end = text.indexOf(' ');
  const command = end < 0 ? text : text.slice(0, end);
  const at = command.indexOf('@');
  if (!command.startsWith('/') || at < 0) return text;
  if (command.slice(at + 1).toLowerCase() !== botName) return null;
  return `${command.slice(0, at)}${end < 0 ? '' : text.slice(end)}`;
}
