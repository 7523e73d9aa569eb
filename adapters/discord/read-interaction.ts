import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { handleOfCode } from '../../ports/button-code.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';

/** Discord's ids: 64-bit numbers in decimal. */
const SNOWFLAKE = /^[1-9][0-9]{4,19}$/;
/** What stands in the address of a follow-up: nothing that could lead elsewhere. */
const TOKEN = /^[A-Za-z0-9_.-]{1,2048}$/;

const PING = 1;
const MESSAGE_COMPONENT = 3;
const DIRECT_MESSAGE = 1;
const BOT_DM = 1;

/** Tells whether this is an id of Discord's. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && SNOWFLAKE.test(value);
}

/** An interaction of Discord's, read: nothing of what people call themselves. */
export type ReadInteraction =
  | { readonly kind: 'ping' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'other' }
  | { readonly kind: 'press'; readonly update: ChannelUpdate; readonly token: string };

/** Reads one interaction. `foreign`: it is for another application. `other`: nothing that we offer. */
export function readInteraction(
  value: JsonObject,
  { applicationId, nowMs }: { readonly applicationId: string; readonly nowMs: number },
): ReadInteraction {
  if (value['application_id'] !== applicationId) return { kind: 'foreign' };
  if (value['type'] === PING) return { kind: 'ping' };
  if (value['type'] !== MESSAGE_COMPONENT) return { kind: 'other' };
  const { id, token, channel_id: place, guild_id: guild, context = BOT_DM } = value;
  const message = objectOf(value['message']);
  const member = objectOf(value['member']);
  const user = objectOf(guild === undefined ? value['user'] : member['user']);
  const handle = handleOfCode(objectOf(value['data'])['custom_id']);
  const { id: who, bot } = user;
  const reference = message['id'];
  if (!isSnowflake(id) || !isSnowflake(place) || !isSnowflake(who) || !isSnowflake(reference)) return { kind: 'other' };
  if (handle === null || typeof token !== 'string' || !TOKEN.test(token)) return { kind: 'other' };
  if (bot !== undefined && bot !== false) return { kind: 'other' };
  // An app that a person installed for themselves is heard in their talks with others too, which are no talk with the bot.
  const isPrivate = guild === undefined && context === BOT_DM && objectOf(value['channel'])['type'] === DIRECT_MESSAGE;
  const act = { kind: 'press' as const, handle, reference };
  return { kind: 'press', token, update: { id: `interaction:${id}`, user: who, place, isPrivate, atMs: nowMs, act } };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
