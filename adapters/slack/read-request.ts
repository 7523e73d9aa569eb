import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import { handleOfCode } from '../../ports/button-code.ts';
import type { ChannelUpdate } from '../../ports/notification-channel.ts';

/** Something that Slack told, read: nothing of what people call themselves. */
export type ReadRequest =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'update'; readonly update: ChannelUpdate }
  | { readonly kind: 'nothing' };

/** What reading goes by. */
export type ReadOptions = { readonly workspace: string | null; readonly nowMs: number };

const NOTHING: ReadRequest = { kind: 'nothing' };
/** A denial with the longest reason that there is. */
const MAX_TYPED_LENGTH = 2_100;
const ID = /^[A-Z0-9]{2,32}$/;
const TIMESTAMP = /^[0-9]{1,12}\.[0-9]{1,9}$/;

/** Tells whether this is an id of a conversation that has messages, and no name and no person. */
export function isConversation(value: unknown): value is string {
  return typeof value === 'string' && /^[CDG][A-Z0-9]{2,31}$/.test(value);
}

/** Tells whether this names a message in a conversation. */
export function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && TIMESTAMP.test(value);
}

/** Reads the payload of an interaction: a button of a message that was pressed, and nothing else. */
export function readInteraction(value: JsonObject, { workspace, nowMs }: ReadOptions): ReadRequest {
  if (value['type'] !== 'block_actions' || !Array.isArray(value['actions'])) return NOTHING;
  const container = objectOf(value['container']);
  const { id: user, team_id: userTeam } = objectOf(value['user']);
  const place = objectOf(value['channel'])['id'];
  const { message_ts: reference, type } = container;
  const action = objectOf(value['actions'][0]);
  const handle = handleOfCode(action['value']);
  const pressedAt = action['action_ts'];
  if (!isOurs(objectOf(value['team'])['id'], workspace) || !isOurs(userTeam ?? workspace, workspace)) return NOTHING;
  if (type !== 'message' || !isId(user) || !isConversation(place) || !isTimestamp(reference)) return NOTHING;
  if (handle === null || !isTimestamp(pressedAt) || value['actions'].length !== 1) return NOTHING;
  const id = `press:${place}:${reference}:${pressedAt}:${user}`;
  return {
    kind: 'update',
    update: { id, user, place, isPrivate: isPrivate(place), atMs: nowMs, act: { kind: 'press', handle, reference } },
  };
}

/**
 * Reads what the Events API told: the challenge that proves an address, or a message that a person typed.
 *
 * Bots, edits, joins and all else that has a subtype are nothing. In groups only commands are read.
 */
export function readEvent(value: JsonObject, { workspace, nowMs }: ReadOptions): ReadRequest {
  if (value['type'] === 'url_verification') {
    const { challenge } = value;
    return typeof challenge === 'string' && challenge.length <= 1_024 ? { kind: 'challenge', challenge } : NOTHING;
  }
  const { type, event_id: id, team_id: team } = value;
  const event = objectOf(value['event']);
  const { user, channel: place, text, ts, subtype, bot_id: bot } = event;
  if (type !== 'event_callback' || event['type'] !== 'message' || subtype !== undefined || bot !== undefined)
    return NOTHING;
  if (event['edited'] !== undefined) return NOTHING;
  if (!isOurs(team, workspace) || !isOurs(event['user_team'] ?? event['team'] ?? workspace, workspace)) return NOTHING;
  if (!isId(id) || !isId(user) || !isConversation(place) || !isTimestamp(ts) || typeof text !== 'string')
    return NOTHING;
  const typed = text.length <= MAX_TYPED_LENGTH ? withoutMention(unescaped(text.trim())) : '';
  if (typed === '' || (!isPrivate(place) && !typed.startsWith('/') && !typed.startsWith('!'))) return NOTHING;
  const atMs = Number(ts.split('.')[0]) * 1_000 || nowMs;
  return {
    kind: 'update',
    update: { id: `event:${id}`, user, place, isPrivate: isPrivate(place), atMs, act: { kind: 'text', text: typed } },
  };
}

/**
 * Reads a slash command, which Slack sends in place of a message that begins with its name.
 *
 * Where it stands is never known to be private: people use the app's commands in conversations that the app has no part in.
 */
export function readCommand(form: URLSearchParams, { workspace, nowMs }: ReadOptions): ReadRequest {
  const [command, rest, user, place, team, trigger] = FIELDS.map((name) => {
    const values = form.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  });
  if (!isOurs(team, workspace) || !isId(user) || !isConversation(place)) return NOTHING;
  if (command === undefined || !/^\/[a-z][a-z_-]{0,31}$/.test(command)) return NOTHING;
  if (trigger === undefined || !/^[A-Za-z0-9.]{1,128}$/.test(trigger)) return NOTHING;
  const text = `${command} ${(rest ?? '').trim()}`.trim();
  if (text.length > MAX_TYPED_LENGTH) return NOTHING;
  const act = { kind: 'text' as const, text };
  return {
    kind: 'update',
    update: { id: `command:${trigger}`, user, place, isPrivate: false, atMs: nowMs, act },
  };
}

const FIELDS = ['command', 'text', 'user_id', 'channel_id', 'team_id', 'trigger_id'] as const;

function isOurs(team: unknown, workspace: string | null): boolean {
  return workspace === null || team === workspace;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && (ID.test(value) || /^Ev[A-Z0-9]{2,32}$/.test(value));
}

/** Direct messages between one person and the app begin with D; those of several do not. */
function isPrivate(place: string): boolean {
  return place.startsWith('D');
}

/** Slack writes its three control characters as entities. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function withoutMention(text: string): string {
  const end = text.startsWith('<@') ? text.indexOf('>') : -1;
  return end < 0 ? text : text.slice(end + 1).trim();
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
