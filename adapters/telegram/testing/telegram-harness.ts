import type { TestContext } from 'node:test';
import type {
  ChannelDeclaration,
  ChannelHarness,
  ChannelWebhooks,
} from '../../../ports/conformance/channel-harness.ts';
import type { ChannelRequest, NotificationChannel } from '../../../ports/notification-channel.ts';
import { openBoundedFetch } from '../../chat-http/open-bounded-fetch.ts';
import { openTelegram } from '../open-telegram.ts';
import type { TelegramOptions } from '../telegram-options.ts';
import { openTelegramServer, type TelegramServer } from './telegram-server.ts';

export const TOKEN = '123456789:AAtestTokenOfNobody-0123456789abcdefg';
export const SECRET = 'Webhook_secret-of-this-test';
export const PERSON = 4_242;
export const GROUP = '-1001234567890/42';
export const URL_PATH = '/channels/phone/update';

type Opened = {
  readonly server: TelegramServer;
  readonly open: (changes?: Partial<TelegramOptions>) => NotificationChannel;
};

/** A server of Telegram's, and channels that talk to it. */
export async function openBoth(t: TestContext, mode: TelegramOptions['mode']): Promise<Opened> {
  const server = await openTelegramServer(t, {
    token: TOKEN,
    chats: [PERSON, -1_001_234_567_890],
    botName: 'Countersign_bot',
  });
  const fetch = openBoundedFetch();
  return {
    server,
    open: (changes) =>
      openTelegram({
        name: 'phone',
        token: TOKEN,
        mode,
        fetch,
        apiRoot: server.root,
        timeoutMs: 1_000,
        pollMs: 0,
        retryMs: 5,
        settleMs: 100,
        ...changes,
      }),
  };
}

function harnessOf({ server, open }: Opened, rest: Pick<ChannelHarness, 'bring' | 'webhooks'>): ChannelHarness {
  return {
    service: server,
    open,
    place: String(PERSON),
    group: GROUP,
    unknownPlace: '-1009999999999',
    oddPlaces: ['0', '-0', '12.5', '@channel', '1/2/3', '+1', '１'],
    person: String(PERSON),
    stranger: '666',
    typed: { approve: '/approve 7k3m', deny: '/deny 7k3m because' },
    secrets: [TOKEN, SECRET, TOKEN.slice(10)],
    retryAfterMs: 7_000,
    ...rest,
  };
}

const COMMON = { presses: true, types: true, reacts: false, edits: true, refusesTwice: false, signsTime: false };

/** A bot that Telegram calls. */
export const telegramByWebhook: ChannelDeclaration = {
  ...COMMON,
  name: 'telegram by webhook',
  isCalled: true,
  asks: false,
  open: async (t) => {
    const opened = await openBoth(t, { kind: 'webhook', secret: SECRET });
    const signed = (body: string): ChannelRequest => ({
      method: 'POST',
      url: URL_PATH,
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
      body: new TextEncoder().encode(body),
    });
    const webhooks: ChannelWebhooks = {
      requestOf: (happening) => signed(JSON.stringify(opened.server.updateOf(happening))),
      signed: (_request, body) => signed(body),
      bodyOf: ({ body }) => new TextDecoder().decode(body),
      forged: (request) => {
        const given = (secret: string) => ({
          ...request,
          headers: { ...request.headers, 'x-telegram-bot-api-secret-token': secret },
        });
        const { 'content-type': type = '' } = request.headers;
        return {
          'no secret': { ...request, headers: { 'content-type': type } },
          'an empty secret': given(''),
          'another secret': given(`${SECRET}x`),
          'a prefix': given(SECRET.slice(0, -1)),
          'another case': given(SECRET.toUpperCase()),
          'the token': given(TOKEN),
          'the secret in the address': {
            ...request,
            url: `${URL_PATH}?secret_token=${SECRET}`,
            headers: { 'content-type': type },
          },
        };
      },
      stale: null,
    };
    return harnessOf(opened, {
      webhooks,
      bring: async (channel, happening, handle) =>
        (await channel.receive?.(webhooks.requestOf(happening), handle))?.status ?? null,
    });
  },
};

/** A bot that asks. */
export const telegramByPolling: ChannelDeclaration = {
  ...COMMON,
  name: 'telegram by polling',
  isCalled: false,
  asks: true,
  open: async (t) => {
    const opened = await openBoth(t, { kind: 'poll' });
    return harnessOf(opened, {
      webhooks: null,
      bring: async (channel, happening, handle) => {
        const confirmed = opened.server.put(opened.server.updateOf(happening));
        const ending = new AbortController();
        const listening = channel.listen?.(handle, ending.signal);
        await confirmed;
        ending.abort();
        await listening;
        return null;
      },
    });
  },
};
