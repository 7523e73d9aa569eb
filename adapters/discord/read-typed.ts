import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';
import { isSnowflake } from './read-interaction.ts';

/** A denial with the longest reason that there is. */
const MAX_TYPED_LENGTH = 2_100;
const DEFAULT = 0;
const REPLY = 19;

/**
 * Reads a message as something a person typed to the gateway; null for all else.
 *
 * Only what people wrote themselves counts: no bots, no webhooks, nothing forwarded or edited, and in groups only what begins with `!`. Discord
 * hides the words of others from bots without the message content intent, but for those that mention the bot: that mention is left out.
 */
export function readTyped(
  message: JsonObject,
  {
    place,
    isPrivate,
    me,
    nowMs,
  }: { readonly place: string; readonly isPrivate: boolean; readonly me: string; readonly nowMs: number },
): ChannelUpdate | null {
  const { id, content, type, webhook_id: webhook, timestamp, edited_timestamp: edited, author } = message;
  const { id: user, bot } = isJsonObject(author) ? author : {};
  if (!isSnowflake(id) || !isSnowflake(user) || typeof content !== 'string') return null;
  if ((bot !== undefined && bot !== false) || webhook !== undefined) return null;
  if ((type !== DEFAULT && type !== REPLY) || (edited !== undefined && edited !== null)) return null;
  if (message['message_snapshots'] !== undefined || content.length > MAX_TYPED_LENGTH) return null;
  const text = withoutMention(content.trim(), me);
  if (text === '' || (!isPrivate && !text.startsWith('!'))) return null;
  const saidMs = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  const atMs = Number.isSafeInteger(saidMs) ? saidMs : nowMs;
  return { id: `message:${id}`, user, place, isPrivate, atMs, act: { kind: 'text', text } };
}

function withoutMention(text: string, me: string): string {
  const mention = [`<@${me}>`, `<@!${me}>`].find((form) => text.startsWith(form));
  return mention === undefined ? text : text.slice(mention.length).trim();
}
