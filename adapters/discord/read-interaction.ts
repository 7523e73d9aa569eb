import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { handleOfCode } from '../../ports/button-code.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';
import { textOfCommand } from './announce-commands.ts';

/** Discord's ids: 64-bit numbers in decimal. */
const SNOWFLAKE = /^[1-9][0-9]{4,19}$/;
/** What stands in the address of a follow-up: nothing that could lead elsewhere. */
const TOKEN = /^[A-Za-z0-9_.-]{1,2048}$/;

const PING = 1;
const CHAT_INPUT = 1;
const COMMAND = 2;
const MESSAGE_COMPONENT = 3;
/** A denial with the longest reason that there is. */
const MAX_TYPED_LENGTH = 2_100;
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
  | { readonly kind: 'press' | 'command'; readonly update: ChannelUpdate; readonly token: string };

/** Reads one interaction. `foreign`: it is for another application. `other`: nothing that we offer. */
export function readInteraction(
  value: JsonObject,
  { applicationId, nowMs }: { readonly applicationId: string; readonly nowMs: number },
): ReadInteraction {
  if (value['application_id'] !== applicationId) return { kind: 'foreign' };
  if (value['type'] === PING) return { kind: 'ping' };
  const act = value['type'] === MESSAGE_COMPONENT ? pressOf(value) : value['type'] === COMMAND ? typedOf(value) : null;
  if (act === null) return { kind: 'other' };
  const { id, token, channel_id: place, guild_id: guild, context = BOT_DM } = value;
  const member = objectOf(value['member']);
  const { id: who, bot } = objectOf(guild === undefined ? value['user'] : member['user']);
  if (!isSnowflake(id) || !isSnowflake(place) || !isSnowflake(who)) return { kind: 'other' };
  if (typeof token !== 'string' || !TOKEN.test(token)) return { kind: 'other' };
  if (bot !== undefined && bot !== false) return { kind: 'other' };
  // An app that a person installed for themselves is heard in their talks with others too, which are no talk with the bot.
  const isPrivate = guild === undefined && context === BOT_DM && objectOf(value['channel'])['type'] === DIRECT_MESSAGE;
  const kind = act.kind === 'press' ? 'press' : 'command';
  return { kind, token, update: { id: `interaction:${id}`, user: who, place, isPrivate, atMs: nowMs, act } };
}

function pressOf(value: JsonObject): ChannelUpdate['act'] | null {
  const handle = handleOfCode(objectOf(value['data'])['custom_id']);
  const reference = objectOf(value['message'])['id'];
  return handle === null || !isSnowflake(reference) ? null : { kind: 'press', handle, reference };
}

/** A slash command is read as what people would type: its name, and its options in the order in which we offer them. */
function typedOf(value: JsonObject): ChannelUpdate['act'] | null {
  const { name, type, options = [] } = objectOf(value['data']);
  if (type !== CHAT_INPUT || !Array.isArray(options)) return null;
  const given = options.map(objectOf);
  const text = textOfCommand(name, (option) => given.find((one) => one['name'] === option)?.['value']);
  return text === null || text.length > MAX_TYPED_LENGTH ? null : { kind: 'text', text };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
