import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Happening, SeenMessage } from '../../../ports/conformance/channel-harness.ts';
import {
  type FakeService,
  openFakeService,
  type ServiceReply,
  type ServiceRequest,
} from '../../../ports/conformance/stand-in-server.ts';
import type { ChannelRequest } from '../../../ports/notification-channel.ts';
import { renderMarkdown } from './render-markdown.ts';

type Held = {
  readonly id: string;
  readonly channel: string;
  readonly author: { readonly id: string; readonly bot?: boolean };
  content: string;
  components: { components: { label: string; custom_id: string }[] }[];
  readonly nonce: string | null;
  readonly type: number;
  readonly reactions: Map<string, { id: string; bot?: boolean }[]>;
};

/** A server of Discord's REST API with one bot, and the side of it that calls interactions endpoints. */
export type DiscordServer = FakeService & {
  readonly seen: () => readonly SeenMessage[];
  readonly told: () => readonly string[];
  /** Discord shows the person what an answer to its own request says. */
  readonly show: (content: string) => void;
  readonly publicKey: string;
  readonly interactionOf: (happening: Happening) => object;
  readonly signed: (body: string, signing?: { readonly seconds?: number; readonly key?: KeyObject }) => ChannelRequest;
  /** A person types or reacts. */
  readonly happen: (happening: Happening) => void;
  readonly asked: readonly { readonly method: string; readonly path: string; readonly body: Record<string, unknown> }[];
};

export const APPLICATION = '112233445566778899';
export const BOT = '112233445566778890';
const EPOCH_MS = 1_420_070_400_000;

/** Starts one that speaks what Discord documents of the routes that are used, limits included. */
export async function openDiscordServer(
  t: TestContext,
  {
    token,
    channels,
    nowMs,
  }: { readonly token: string; readonly channels: { readonly [id: string]: number }; readonly nowMs: () => number },
): Promise<DiscordServer> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const held: Held[] = [];
  const told: string[] = [];
  const asked: { method: string; path: string; body: Record<string, unknown> }[] = [];
  const events = new Map<string, string>();
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return String((BigInt(nowMs() - EPOCH_MS) << 22n) + BigInt(count));
  };
  const state: State = { held, told, nextId, channels };
  const service = await openFakeService(t, {
    answer: (request) => {
      const body = (request.body === '' ? {} : JSON.parse(request.body)) as Record<string, unknown>;
      asked.push({ method: request.method, path: request.path, body });
      if (request.path.startsWith(`/v10/webhooks/${APPLICATION}/`)) return followUp(body, told);
      if (request.headers.authorization !== `Bot ${token}`)
        return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
      return answerRoute(request, body, state);
    },
    faults: FAULTS,
  });
  return {
    ...service,
    asked,
    seen: () => held.filter(({ author }) => author.id === BOT).map(seenOf),
    told: () => told,
    show: (content) => void told.push(renderMarkdown(content).text),
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
    interactionOf: (happening) => {
      const id = events.get(String(happening.event)) ?? nextId();
      events.set(String(happening.event), id);
      return interactionOf(happening, id);
    },
    signed: (body, { seconds = Math.floor(nowMs() / 1_000), key = privateKey } = {}) => ({
      method: 'POST',
      url: '/channels/guild/interactions',
      headers: {
        'content-type': 'application/json',
        'x-signature-timestamp': String(seconds),
        'x-signature-ed25519': sign(null, Buffer.from(`${seconds}${body}`), key).toString('hex'),
      },
      body: new TextEncoder().encode(body),
    }),
    happen: (happening) => happen(happening, state),
  };
}

const FAULTS = {
  'rate-limited': {
    status: 429,
    headers: { 'retry-after': '7', 'x-ratelimit-scope': 'user' },
    body: { message: 'You are being rate limited.', retry_after: 7, global: false },
  },
  'refused-token': { status: 401, body: { message: '401: Unauthorized', code: 0 } },
};

type State = {
  readonly held: Held[];
  readonly told: string[];
  readonly nextId: () => string;
  readonly channels: { readonly [id: string]: number };
};

function answerRoute(
  { method, path, query }: ServiceRequest,
  body: Record<string, unknown>,
  state: State,
): ServiceReply {
  const [, version, first, channel = '', third, id, fifth, emoji] = path.split('/');
  if (version !== 'v10') return { status: 404, body: { message: '404: Not Found', code: 0 } };
  if (first === 'users' && channel === '@me')
    return { status: 200, body: { id: BOT, bot: true, username: 'operator' } };
  if (method === 'PUT' && first === 'applications' && channel === APPLICATION && third === 'commands')
    return { status: 200, body: [] };
  const type = state.channels[channel];
  if (first !== 'channels' || type === undefined)
    return { status: 404, body: { message: 'Unknown Channel', code: 10_003 } };
  if (third === undefined) return { status: 200, body: { id: channel, type } };
  if (id === undefined)
    return method === 'POST' ? post(channel, body, state) : { status: 200, body: list(channel, query, state) };
  const message = state.held.find((one) => one.id === id && one.channel === channel);
  if (message === undefined) return { status: 404, body: { message: 'Unknown Message', code: 10_008 } };
  if (fifth === 'reactions') return { status: 200, body: message.reactions.get(emoji ?? '') ?? [] };
  if (method === 'GET') return { status: 200, body: wireOf(message) };
  const bad = badContent(body);
  if (bad !== null) return bad;
  message.content = String(body['content']);
  message.components = body['components'] as Held['components'];
  return { status: 200, body: wireOf(message) };
}

function post(channel: string, body: Record<string, unknown>, { held, told, nextId }: State): ServiceReply {
  const bad = badContent(body);
  if (bad !== null) return bad;
  if (body['message_reference'] !== undefined) {
    told.push(renderMarkdown(String(body['content'])).text);
    return { status: 200, body: { id: nextId() } };
  }
  const nonce = typeof body['nonce'] === 'string' ? body['nonce'] : null;
  const same =
    body['enforce_nonce'] === true ? held.find((one) => one.nonce === nonce && one.channel === channel) : undefined;
  if (same !== undefined) return { status: 200, body: wireOf(same) };
  const message: Held = {
    id: nextId(),
    channel,
    author: { id: BOT, bot: true },
    content: String(body['content']),
    components: (body['components'] as Held['components'] | undefined) ?? [],
    nonce,
    type: 0,
    reactions: new Map(),
  };
  held.push(message);
  return { status: 200, body: wireOf(message) };
}

function badContent(body: Record<string, unknown>): ServiceReply | null {
  const { content, nonce, flags, allowed_mentions: mentions, components = [] } = body;
  if (typeof content !== 'string' || content === '' || [...content].length > 2_000) return bad('content');
  if (nonce !== undefined && JSON.stringify(nonce).length > 27) return bad('nonce');
  if (JSON.stringify(mentions) !== '{"parse":[]}') return bad('these tests want no mention to count');
  if (body['message_reference'] === undefined && flags !== 4) return bad('these tests want no embeds');
  const buttons = (components as Held['components']).flatMap((row) => row.components);
  return buttons.some(({ custom_id: id, label }) => id.length > 100 || label.length > 80) ? bad('components') : null;
}

function bad(words: string): ServiceReply {
  return { status: 400, body: { message: 'Invalid Form Body', code: 50_035, errors: { words } } };
}

function followUp(body: Record<string, unknown>, told: string[]): ServiceReply {
  if (body['flags'] !== 64)
    return { status: 400, body: { message: 'these tests want it for one person alone', code: 0 } };
  told.push(renderMarkdown(String(body['content'])).text);
  return { status: 200, body: { id: '1' } };
}

function list(channel: string, query: URLSearchParams, { held }: State): readonly object[] {
  const after = BigInt(query.get('after') ?? '0');
  const found = held.filter((message) => message.channel === channel && BigInt(message.id) > after);
  return found
    .slice(0, Number(query.get('limit') ?? '50'))
    .reverse()
    .map(wireOf);
}

function wireOf({ id, channel, author, content, components, type, reactions }: Held): object {
  const shown = [...reactions].map(([name, people]) => ({
    count: people.length,
    me: false,
    emoji: { id: null, name },
  }));
  const when = new Date(Number(BigInt(id) >> 22n) + EPOCH_MS).toISOString();
  const marks = shown.length === 0 ? {} : { reactions: shown };
  return {
    id,
    channel_id: channel,
    author: { username: 'operator', ...author },
    content,
    components,
    type,
    timestamp: when,
    ...marks,
  };
}

function seenOf({ id, channel, content, components }: Held): SeenMessage {
  const { text, live } = renderMarkdown(content.trim());
  const buttons = components.flatMap((row) => row.components).map(({ label, custom_id: code }) => ({ label, code }));
  return { place: channel, reference: id, text, live, buttons };
}

function happen({ person, place, isBot = false, act }: Happening, { held, nextId }: State): void {
  const author = { id: person, ...(isBot ? { bot: true } : {}) };
  if (act.kind === 'type') {
    held.push({
      id: nextId(),
      channel: place,
      author,
      content: act.text,
      components: [],
      nonce: null,
      type: 0,
      reactions: new Map(),
    });
  } else if (act.kind === 'react') {
    const reactions = held.find(({ id }) => id === act.message.reference)?.reactions;
    const emoji = act.verb === 'approve' ? '✅' : '❌';
    const people = reactions?.get(emoji) ?? [];
    if (!people.some(({ id }) => id === person)) reactions?.set(emoji, [...people, author]);
  }
}

function interactionOf({ person, place, isPrivate, isBot, act }: Happening, id: string): object {
  const user = {
    id: person,
    username: 'operator',
    global_name: 'human:operator',
    ...(isBot === true ? { bot: true } : {}),
  };
  const who = isPrivate ? { user } : { guild_id: '998877665544332211', member: { user, nick: 'operator' } };
  const message = act.kind === 'press' ? { id: act.message.reference, content: act.message.text } : {};
  return {
    id,
    application_id: APPLICATION,
    type: 3,
    token: 'aW50ZXJhY3Rpb246dG9rZW4-_x',
    version: 1,
    channel_id: place,
    channel: { id: place, type: isPrivate ? 1 : 0 },
    ...who,
    message,
    data: { component_type: 2, custom_id: act.kind === 'press' ? act.code : '' },
  };
}
