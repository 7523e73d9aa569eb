import type { TestContext } from 'node:test';
import type {
  ChannelDeclaration,
  ChannelHarness,
  ChannelWebhooks,
} from '../../../ports/conformance/channel-harness.ts';
import type { ChannelRequest, NotificationChannel } from '../../../ports/notification-channel.ts';
import { openBoundedFetch } from '../../chat-http/open-bounded-fetch.ts';
import { openSlack } from '../open-slack.ts';
import type { SlackOptions } from '../slack-options.ts';
import { openSlackServer, type SlackServer, WORKSPACE } from './slack-server.ts';

export const TOKEN = 'xoxb-1234567890-testTokenOfNobody';
const SECRET = '0123456789abcdef0123456789abcdef';
export const PERSON = 'U024BE7LH';
export const DIRECT = 'D024BE91L';
export const GROUP = 'C012AB3CD';
const nowMs = () => 1_763_737_020_000;

type Opened = { readonly server: SlackServer; readonly open: (changes?: Partial<SlackOptions>) => NotificationChannel };

/** A server of Slack's, and channels that talk to it. */
export async function openBoth(
  t: TestContext,
  { mayOpenTalks = true }: { readonly mayOpenTalks?: boolean } = {},
): Promise<Opened> {
  const channels = [DIRECT, GROUP];
  const talks: { readonly [user: string]: string } = mayOpenTalks ? { [PERSON]: DIRECT } : {};
  const server = await openSlackServer(t, { token: TOKEN, secret: SECRET, channels, talks, nowMs });
  const fetch = openBoundedFetch();
  const apiRoot = `${server.root}/api/`;
  return {
    server,
    open: (changes) =>
      openSlack({
        name: 'team',
        token: TOKEN,
        signingSecret: SECRET,
        workspace: WORKSPACE,
        fetch,
        apiRoot,
        timeoutMs: 1_000,
        settleMs: 60,
        nowMs,
        ...changes,
      }),
  };
}

/** What stands before the JSON of an interaction. */
export const PREFIX = 'payload=';

function webhooksOf(server: SlackServer): ChannelWebhooks {
  return {
    requestOf: (happening) => {
      const door = happening.act.kind === 'press' ? 'interactions' : 'events';
      return server.signed(door, written(door, JSON.stringify(server.payloadOf(happening))));
    },
    signed: (request, body) => server.signed(doorOf(request), written(doorOf(request), body)),
    bodyOf,
    forged: (request) => {
      const {
        'x-slack-signature': signature = '',
        'x-slack-request-timestamp': stamp = '',
        'content-type': type = '',
      } = request.headers;
      const changed = new TextEncoder().encode(rawOf(request).replace(PERSON, 'U0STRANGER'));
      return {
        'no headers': { ...request, headers: { 'content-type': type } },
        'an empty signature': withHeaders(request, { 'x-slack-signature': '' }),
        'no version': withHeaders(request, { 'x-slack-signature': signature.slice(3) }),
        'another version': withHeaders(request, { 'x-slack-signature': `v1${signature.slice(2)}` }),
        'a flipped digit': withHeaders(request, {
          'x-slack-signature': `v0=${signature[3] === '0' ? '1' : '0'}${signature.slice(4)}`,
        }),
        'a short signature': withHeaders(request, { 'x-slack-signature': signature.slice(0, -2) }),
        'another time': withHeaders(request, { 'x-slack-request-timestamp': String(Number(stamp) + 1) }),
        'no time': withHeaders(request, { 'x-slack-request-timestamp': '' }),
        'another person': { ...request, body: changed },
        'another secret': server.signed(doorOf(request), rawOf(request), { secret: `${SECRET}0` }),
        'the token as secret': server.signed(doorOf(request), rawOf(request), { secret: TOKEN }),
      };
    },
    stale: (request) =>
      [-301, 301, -86_400].map((offset) =>
        server.signed(doorOf(request), rawOf(request), { seconds: nowMs() / 1_000 + offset }),
      ),
  };
}

function doorOf({ url }: ChannelRequest): 'events' | 'interactions' {
  return url.endsWith('/events') ? 'events' : 'interactions';
}

function rawOf({ body }: ChannelRequest): string {
  return new TextDecoder().decode(body);
}

/** The JSON in an event, or in the form of an interaction. */
function bodyOf(request: ChannelRequest): string {
  const raw = rawOf(request);
  return doorOf(request) === 'events' ? raw : decodeURIComponent(raw.slice(PREFIX.length).replaceAll('+', '%20'));
}

function written(door: 'events' | 'interactions', json: string): string {
  return door === 'events' ? json : PREFIX + encodeURIComponent(json);
}

function withHeaders(request: ChannelRequest, changes: { readonly [name: string]: string }): ChannelRequest {
  return { ...request, headers: { ...request.headers, ...changes } };
}

/** An app that Slack calls. */
export const slackChannel: ChannelDeclaration = {
  name: 'slack',
  presses: true,
  types: true,
  reacts: false,
  edits: true,
  refusesTwice: true,
  isCalled: true,
  signsTime: true,
  asks: false,
  open: async (t): Promise<ChannelHarness> => {
    const { server, open } = await openBoth(t);
    const webhooks = webhooksOf(server);
    return {
      service: server,
      open,
      place: DIRECT,
      group: GROUP,
      unknownPlace: 'C0NOBODYX',
      oddPlaces: ['#general', 'general', 'U024BE7LH', 'c012ab3cd', '@ada', 'C', `${GROUP},${DIRECT}`],
      person: PERSON,
      stranger: 'U0STRANGER',
      typed: { approve: '!approve 7k3m', deny: '!deny 7k3m a & b <c>' },
      secrets: [TOKEN, SECRET],
      retryAfterMs: 7_000,
      webhooks,
      bring: async (channel, happening, handle) =>
        (await channel.receive?.(webhooks.requestOf(happening), handle))?.status ?? null,
    };
  },
};
