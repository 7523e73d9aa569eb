import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { TestContext } from 'node:test';
import { until } from '../../../ports/conformance/channel-answers.ts';
import type {
  ChannelDeclaration,
  ChannelHarness,
  ChannelWebhooks,
} from '../../../ports/conformance/channel-harness.ts';
import type { ChannelRequest, NotificationChannel } from '../../../ports/notification-channel.ts';
import { openBoundedFetch } from '../../chat-http/open-bounded-fetch.ts';
import type { DiscordOptions } from '../discord-options.ts';
import { openDiscord } from '../open-discord.ts';
import { APPLICATION, type DiscordServer, openDiscordServer } from './discord-server.ts';

export const TOKEN = 'MTEyMjMzNDQ1NTY2Nzc4ODkw.Gtest0.of-nobody_0123456789';
export const PERSON = '424242424242424242';
export const DIRECT = '555555555555555551';
export const GROUP = '555555555555555552';
/** The moment at which these tests stand. */
export const nowMs = () => 1_763_737_000_000;

type Opened = {
  readonly server: DiscordServer;
  readonly open: (changes?: Partial<DiscordOptions>) => NotificationChannel;
};

/** A server of Discord's, and channels that talk to it. */
export async function openBoth(t: TestContext, { polls }: { readonly polls: boolean }): Promise<Opened> {
  const server = await openDiscordServer(t, { token: TOKEN, channels: { [DIRECT]: 1, [GROUP]: 0 }, nowMs });
  const { publicKey, root: apiRoot } = server;
  const poll = polls ? { places: [DIRECT, GROUP] } : null;
  const fetch = openBoundedFetch();
  return {
    server,
    open: (changes) =>
      openDiscord({
        name: 'guild',
        token: TOKEN,
        applicationId: APPLICATION,
        publicKey,
        poll,
        fetch,
        apiRoot,
        timeoutMs: 1_000,
        pollMs: 10,
        deferMs: 60,
        nowMs,
        ...changes,
      }),
  };
}

function webhooksOf(server: DiscordServer): ChannelWebhooks {
  return {
    requestOf: (happening) => server.signed(JSON.stringify(server.interactionOf(happening))),
    signed: (_request, body) => server.signed(body),
    bodyOf,
    forged: (request) => {
      const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': stamp = '' } = request.headers;
      const flipped = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
      const changed = new TextEncoder().encode(bodyOf(request).replace(PERSON, '666666666666666666'));
      return {
        'no headers': { ...request, headers: { 'content-type': 'application/json' } },
        'an empty signature': withHeaders(request, { 'x-signature-ed25519': '' }),
        'a flipped bit': withHeaders(request, { 'x-signature-ed25519': flipped }),
        'a short signature': withHeaders(request, { 'x-signature-ed25519': signature.slice(2) }),
        'no hexadecimal': withHeaders(request, { 'x-signature-ed25519': 'z'.repeat(128) }),
        'another time': withHeaders(request, { 'x-signature-timestamp': String(Number(stamp) + 1) }),
        'no time': withHeaders(request, { 'x-signature-timestamp': '' }),
        'another person': { ...request, body: changed },
        'a body with a space more': { ...request, body: new TextEncoder().encode(`${bodyOf(request)} `) },
        'another key': server.signed(bodyOf(request), { key: generateKeyPairSync('ed25519').privateKey }),
        'another application': server.signed(bodyOf(request).replace(APPLICATION, '998877665544332299')),
      };
    },
    stale: (request) =>
      [-301, 301, -86_400].map((offset) => server.signed(bodyOf(request), { seconds: nowMs() / 1_000 + offset })),
  };
}

function withHeaders(request: ChannelRequest, changes: { readonly [name: string]: string }): ChannelRequest {
  return { ...request, headers: { ...request.headers, ...changes } };
}

function bodyOf({ body }: ChannelRequest): string {
  return new TextDecoder().decode(body);
}

function harnessOf({ server, open }: Opened, changes: Partial<DiscordOptions>): ChannelHarness {
  const webhooks = webhooksOf(server);
  return {
    service: server,
    open: () => open(changes),
    place: DIRECT,
    group: GROUP,
    unknownPlace: '555555555555555559',
    oddPlaces: ['0', '12', '@me', '-1', `${DIRECT}/../${GROUP}`, '５'.repeat(18)],
    person: PERSON,
    stranger: '666666666666666666',
    typed: { approve: '!approve 7k3m', deny: '!deny 7k3m because' },
    secrets: [TOKEN],
    retryAfterMs: 7_000,
    webhooks: changes.publicKey === null ? null : webhooks,
    bring: async (channel, happening, handle) => {
      if (happening.act.kind === 'press') {
        const answer = await channel.receive?.(webhooks.requestOf(happening), handle);
        const { type, data } = JSON.parse(answer?.body ?? '{}') as {
          type?: number;
          data?: { content: string; flags: number };
        };
        if (type === 4 && data !== undefined) {
          assert.equal(data.flags, 64);
          server.show(data.content);
        }
        return answer?.status ?? null;
      }
      server.happen(happening);
      if (channel.listen === null) return null;
      const ending = new AbortController();
      const listening = channel.listen(handle, ending.signal);
      const before = server.asked.length;
      await until(
        () => server.asked.slice(before).filter(({ path }) => path === `/v10/channels/${GROUP}/messages`).length >= 3,
      );
      ending.abort();
      await listening;
      return null;
    },
  };
}

const COMMON = { edits: true, refusesTwice: true };

/** An application that Discord calls with buttons. */
export const discordByInteractions: ChannelDeclaration = {
  ...COMMON,
  name: 'discord by interactions',
  presses: true,
  types: false,
  reacts: false,
  isCalled: true,
  signsTime: true,
  asks: false,
  open: async (t) => harnessOf(await openBoth(t, { polls: false }), { poll: null }),
};

/** An application that asks for reactions and what was typed. */
export const discordByAsking: ChannelDeclaration = {
  ...COMMON,
  name: 'discord by asking',
  presses: false,
  types: true,
  reacts: true,
  isCalled: false,
  signsTime: false,
  asks: true,
  open: async (t) => harnessOf(await openBoth(t, { polls: true }), { publicKey: null }),
};

/** One with buttons that is asked too. */
export const discordByBoth: ChannelDeclaration = {
  ...discordByAsking,
  name: 'discord by both',
  presses: true,
  isCalled: true,
  signsTime: true,
  open: async (t) => harnessOf(await openBoth(t, { polls: true }), {}),
};
