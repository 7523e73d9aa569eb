import { createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Happening, SeenMessage } from '../../../ports/conformance/channel-harness.ts';
import { type FakeService, openFakeService, type ServiceReply } from '../../../ports/conformance/stand-in-server.ts';
import type { ChannelRequest } from '../../../ports/notification-channel.ts';

type Element = { readonly type: string; readonly text?: string; readonly url?: string };
type Block = {
  readonly type: string;
  readonly elements: readonly {
    readonly type: string;
    readonly elements?: readonly Element[];
    readonly text?: { text: string };
    readonly value?: string;
  }[];
};
type Held = {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly Block[];
  readonly id: string | null;
};

/** A server of Slack's Web API with one workspace, and the side of it that calls an app. */
export type SlackServer = FakeService & {
  readonly seen: () => readonly SeenMessage[];
  readonly told: () => readonly string[];
  readonly signed: (
    door: 'interactions' | 'events' | 'commands',
    body: string,
    signing?: { readonly seconds?: number; readonly secret?: string },
  ) => ChannelRequest;
  /** The payload of an interaction, or an event. */
  readonly payloadOf: (happening: Happening) => object;
  readonly asked: readonly { readonly method: string; readonly options: URLSearchParams }[];
};

export const WORKSPACE = 'T012AB3CD';

/** Starts one that speaks what Slack documents of the methods that are used, limits included. */
export async function openSlackServer(
  t: TestContext,
  {
    token,
    secret,
    channels,
    talks = {},
    nowMs,
  }: {
    readonly token: string;
    readonly secret: string;
    readonly channels: readonly string[];
    /** Conversations of the app with one person, by the person; none where the app may not open any. */
    readonly talks?: { readonly [user: string]: string };
    readonly nowMs: () => number;
  },
): Promise<SlackServer> {
  const held: Held[] = [];
  const told: string[] = [];
  const asked: { method: string; options: URLSearchParams }[] = [];
  const service = await openFakeService(t, {
    answer: ({ path, body, headers }) => {
      const method = path.slice('/api/'.length);
      const options = new URLSearchParams(body);
      asked.push({ method, options });
      if (headers.authorization !== `Bearer ${token}` || options.has('token')) return refusal('invalid_auth');
      if (method === 'conversations.open') return talkWith(options, talks);
      if (!channels.includes(options.get('channel') ?? '')) return refusal('channel_not_found');
      if (method === 'chat.postMessage') return post(options, held);
      if (method === 'chat.update') return update(options, held);
      if (method !== 'chat.postEphemeral') return refusal('unknown_method');
      told.push(unescaped(options.get('text') ?? ''));
      return { status: 200, body: { ok: true, message_ts: '1.1' } };
    },
    faults: {
      'rate-limited': { status: 429, headers: { 'retry-after': '7' }, body: { ok: false, error: 'ratelimited' } },
      'refused-token': refusal('token_revoked'),
    },
  });
  return {
    ...service,
    asked,
    seen: () => held.map(seenOf),
    told: () => told,
    signed: (door, body, { seconds = Math.floor(nowMs() / 1_000), secret: key = secret } = {}) => ({
      method: 'POST',
      url: `/channels/team/${door}`,
      headers: {
        'content-type': door === 'events' ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': `v0=${createHmac('sha256', key).update(`v0:${seconds}:${body}`).digest('hex')}`,
      },
      body: new TextEncoder().encode(body),
    }),
    payloadOf,
  };
}

function talkWith(options: URLSearchParams, talks: { readonly [user: string]: string }): ServiceReply {
  if (Object.keys(talks).length === 0) return refusal('missing_scope');
  const id = talks[options.get('users') ?? ''];
  return id === undefined ? refusal('user_not_found') : { status: 200, body: { ok: true, channel: { id } } };
}

function refusal(error: string): ServiceReply {
  return { status: 200, body: { ok: false, error } };
}

function badMessage(options: URLSearchParams): ServiceReply | null {
  const blocks = options.get('blocks') ?? '[]';
  if (blocks.length > 13_000) return refusal('msg_blocks_too_long');
  const elements = (JSON.parse(blocks) as Block[]).flatMap((block) => block.elements);
  if (
    (options.get('text') ?? '') === '' ||
    elements.some(({ elements: inner }) => inner?.some(({ text, url }) => (text ?? url) === ''))
  )
    return refusal('invalid_blocks');
  const values = elements.map(({ value }) => value ?? '');
  return values.some((value) => value.length > 2_000) || options.get('parse') !== 'none'
    ? refusal('invalid_arguments')
    : null;
}

function post(options: URLSearchParams, held: Held[]): ServiceReply {
  const bad = badMessage(options);
  if (bad !== null) return bad;
  const id = options.get('client_msg_id');
  const same = held.find((message) => message.id === id && id !== null);
  const message = same ?? heldOf(options, { ts: `17637370${10 + held.length}.000200`, id });
  if (same === undefined) held.push(message);
  return { status: 200, body: { ok: true, channel: message.channel, ts: message.ts, message: { text: message.text } } };
}

function update(options: URLSearchParams, held: Held[]): ServiceReply {
  const index = held.findIndex(({ ts, channel }) => ts === options.get('ts') && channel === options.get('channel'));
  const before = held[index];
  if (before === undefined) return refusal('message_not_found');
  const bad = badMessage(options);
  if (bad !== null) return bad;
  held[index] = heldOf(options, before);
  return { status: 200, body: { ok: true, channel: before.channel, ts: before.ts } };
}

function heldOf(options: URLSearchParams, { ts, id }: Pick<Held, 'ts' | 'id'>): Held {
  const blocks = JSON.parse(options.get('blocks') ?? '[]') as readonly Block[];
  return { channel: options.get('channel') ?? '', ts, id, text: options.get('text') ?? '', blocks };
}

/** Rich text is shown element by element; what the notification says is in Slack's own syntax. */
function seenOf({ channel, ts, text, blocks }: Held): SeenMessage {
  const lines: string[] = [];
  const live: string[] = [];
  const buttons: { label: string; code: string }[] = [];
  for (const { type, elements } of blocks) {
    for (const element of elements) {
      if (type === 'actions') buttons.push({ label: element.text?.text ?? '', code: element.value ?? '' });
      else lines.push((element.elements ?? []).map((part) => part.text ?? part.url ?? '').join(''));
      for (const part of element.elements ?? []) if (part.type !== 'text' && part.type !== 'link') live.push(part.type);
    }
    if (type !== 'actions' && type !== 'rich_text') live.push(type);
  }
  if (text.includes('<') || text.includes('>')) live.push(`notification: ${text}`);
  const title = unescaped(text);
  if (!lines[0]?.startsWith(title)) live.push(`the notification says otherwise: ${title}`);
  return { place: channel, reference: ts, text: lines.join('\n'), live, buttons };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function payloadOf({ event, person, place, isPrivate, isBot, act }: Happening): object {
  const user = { id: person, username: 'operator', name: 'human:operator', team_id: WORKSPACE };
  const team = { id: WORKSPACE, domain: 'operator' };
  if (act.kind === 'press')
    return {
      type: 'block_actions',
      user,
      api_app_id: 'A02',
      token: 'Shh',
      container: { type: 'message', message_ts: act.message.reference, channel_id: place, is_ephemeral: false },
      trigger_id: `1${event}.2.ab`,
      team,
      channel: { id: place, name: isPrivate ? 'directmessage' : 'operator' },
      message: { type: 'message', bot_id: 'B1', text: act.message.text, ts: act.message.reference },
      actions: [
        {
          action_id: 'x',
          block_id: 'y',
          text: { type: 'plain_text', text: 'Approve' },
          value: act.code,
          type: 'button',
          action_ts: `176373702${event}.0012`,
        },
      ],
    };
  const text =
    act.kind === 'type' ? act.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : '';
  return {
    token: 'Shh',
    team_id: WORKSPACE,
    api_app_id: 'A02',
    event: {
      type: 'message',
      channel: place,
      user: person,
      text,
      ts: `176373701${event}.0001`,
      channel_type: isPrivate ? 'im' : 'channel',
      ...(isBot === true ? { bot_id: 'B2' } : {}),
    },
    type: 'event_callback',
    event_id: `Ev0${event}ABC`,
    event_time: 1_763_737_010,
  };
}
