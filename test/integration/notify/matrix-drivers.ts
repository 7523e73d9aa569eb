import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import { discordByBoth } from '../../../adapters/discord/testing/discord-harness.ts';
import { createLinkSigner } from '../../../adapters/node-crypto/link-signer.ts';
import { slackChannel } from '../../../adapters/slack/testing/slack-harness.ts';
import { openBoth as openSms } from '../../../adapters/sms/testing/sms-harness.ts';
import { openBoth as openSmtp } from '../../../adapters/smtp/testing/smtp-harness.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import { telegramByPolling, telegramByWebhook } from '../../../adapters/telegram/testing/telegram-harness.ts';
import { openBoth as openWebPush } from '../../../adapters/web-push/testing/push-harness.ts';
import { openBoth as openWebhook } from '../../../adapters/webhook/testing/webhook-harness.ts';
import { receiveOnRecord } from '../../../application/notify/receive-on-record.ts';
import type { KnownPlace } from '../../../core/notify/routing.ts';
import { answerLinkOf, createAnswerLinksApp } from '../../../ingress/answer-links/answer-links-app.ts';
import { until } from '../../../ports/conformance/channel-answers.ts';
import type { ChannelDeclaration, ChannelHarness, Happening } from '../../../ports/conformance/channel-harness.ts';
import { OPERATOR } from '../../harness/test-gateway.ts';
import type { Driver, Given, Live, Surface } from './matrix-world.ts';

const TELLS_ONLY = 'it tells and takes no answer: people answer at the dashboard, the command line or the API';
const IS_NOT_CALLED = 'nobody calls the gateway for it, and whoever is called checks our signature';

/** A chat service: a paired person presses buttons, and types where there are none. */
function chat(declared: ChannelDeclaration): Omit<Driver, 'without'> {
  return { name: declared.name, open: async (t) => chatSurface(await declared.open(t), declared) };
}

function chatSurface(harness: ChannelHarness, declared: ChannelDeclaration): Surface {
  const { service, person, place, stranger } = harness;
  const sign = harness.typed.approve.slice(0, 1);
  const bring = async ({ gateway, channel }: Live, happening: Happening): Promise<string> => {
    const before = service.told().length;
    let heard = 0;
    const handle = gateway.notify.handler(channel.name);
    await harness.bring(channel, happening, async (update) => {
      const reply = await handle(update);
      heard += reply === null ? 0 : 1;
      return reply;
    });
    if (heard > 0 || channel.receive !== null) await until(() => service.told().length > before);
    return service.told().slice(before).join('\n');
  };
  const by = (event: number, act: Happening['act']): Happening => ({ event, person, place, isPrivate: true, act });
  const press = (id: string, verb: Given['verb']): Happening['act'] => {
    const message = kept.get(id);
    const button = message?.buttons.find(({ label }) => label.startsWith(verb === 'approve' ? 'Approve' : 'Deny'));
    assert.ok(message !== undefined && button !== undefined);
    return { kind: 'press', message, code: button.code };
  };
  const kept = new Map<string, ReturnType<typeof service.seen>[number]>();
  return {
    harness,
    open: harness.open,
    places: [],
    answeredOn: declared.name.split(' ')[0] ?? '',
    settled: /(?:Denied|Approved) by/,
    recordsReplay: declared.isCalled,
    refusedWith: 401,
    meet: async (live, isFirst) => {
      if (!isFirst) return;
      const order = { channel: live.channel.name, principal: 'human:ada' };
      const { code } = await live.gateway.gateway.offerPairing(OPERATOR, order);
      assert.match(await bring(live, by(100, { kind: 'type', text: `${sign}pair ${code}` })), /Paired/);
    },
    prepare: async (_live, id) => {
      const message = service.seen().find(({ text, buttons }) => text.includes(id.slice(0, 8)) && buttons.length > 0);
      if (message !== undefined) kept.set(id, message);
    },
    answer: (live, { id, verb, event }) => bring(live, by(event, press(id, verb))),
    fallback: (live, { id, verb, event }) => {
      const message = kept.get(id);
      const act: Happening['act'] =
        declared.reacts && verb === 'approve' && message !== undefined
          ? { kind: 'react', message, verb }
          : { kind: 'type', text: `${sign}${verb} ${id.slice(0, 8)}` };
      return bring(live, by(event, act));
    },
    foreign: (live, { id, verb, event }) => bring(live, { ...by(event, press(id, verb)), person: stranger }),
    forge: async ({ gateway, channel }, { id, verb, event }) => {
      const { webhooks } = harness;
      assert.ok(webhooks !== null && channel.receive !== null);
      const genuine = webhooks.requestOf(by(event, press(id, verb)));
      const requests = [...Object.values(webhooks.forged(genuine)), ...(webhooks.stale?.(genuine) ?? [])];
      const handle = gateway.notify.handler(channel.name);
      const receive = receiveOnRecord(channel, gateway.notify);
      const statuses = requests.map(async (request) => (await receive?.(request, handle))?.status ?? 0);
      return Promise.all(statuses);
    },
  };
}

const ORIGIN = 'https://gate.example';

/** A mailbox: the link of a mail leads to a page, and a button there answers. */
async function mailSurface(t: TestContext): Promise<Surface> {
  const signer = createLinkSigner(new Uint8Array(32).fill(3), openSystemRandomness());
  const harness = await openSmtp(t);
  const pages = new Map<string, { readonly link: string; readonly form: string; readonly cookie: string }>();
  const fetchPage = (live: Live, link: string, init: RequestInit = {}): Promise<Response> =>
    createAnswerLinksApp({ desk: live.gateway.answerLinks(signer), origin: ORIGIN }).fetch(new Request(link, init));
  const linkOf = (id: string): string => {
    const mails = harness.service.seen().filter(({ text }) => text.includes('/answer/') && text.includes(id));
    return (
      mails[0]?.text
        .split('\n')
        .find((line) => line.includes('/answer/'))
        ?.trim() ?? ''
    );
  };
  const answer: Surface['answer'] = async (live, { id, verb }) => {
    const page = pages.get(id);
    assert.ok(page !== undefined);
    const { link, form, cookie } = page;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, cookie };
    const response = await fetchPage(live, link, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ form, verb }),
    });
    return response.text();
  };
  return {
    harness,
    open: () =>
      harness.openWith({ timeoutMs: 5_000, answerLink: (claims) => answerLinkOf(ORIGIN, signer.seal(claims)) }),
    places: [],
    answeredOn: 'email',
    settled: /(?:Denied|Approved) by/,
    recordsReplay: true,
    refusedWith: 404,
    meet: async ({ gateway, channel }) => {
      await gateway.notify.pairKnown([{ principal: 'human:ada', channel: channel.name, to: harness.person }]);
    },
    prepare: async (live, id) => {
      const link = linkOf(id);
      const response = await fetchPage(live, link);
      const form = /name="form" value="([^"]*)"/.exec(await response.text())?.[1] ?? '';
      pages.set(id, { link, form, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' });
    },
    answer,
    fallback: answer,
    foreign: async (live, given) => {
      const [pairing] = live.gateway.gateway.listPairings();
      await live.gateway.gateway.unpair(OPERATOR, pairing?.id ?? '');
      return answer(live, given);
    },
    forge: async (live, { id }) => {
      const link = linkOf(id);
      const other = createLinkSigner(new Uint8Array(32).fill(4), openSystemRandomness());
      const claims = {
        delivery: id,
        request: id,
        channel: 'mail',
        user: harness.person,
        fingerprint: '0',
        notAfterMs: 9e14,
      };
      const sealed = other.seal(claims as unknown as Parameters<typeof other.seal>[0]);
      const forged = [`${link}x`, link.slice(0, -1), `${link.slice(0, -4)}AAAA`, answerLinkOf(ORIGIN, sealed)];
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN };
      const body = 'form=x&verb=approve';
      const shown = forged.map((address) => fetchPage(live, address));
      const pressed = forged.map((address) => fetchPage(live, address, { method: 'POST', headers, body }));
      return (await Promise.all([...shown, ...pressed])).map(({ status }) => status);
    },
  };
}

/** What a channel that only tells has of a surface. */
function alerts(
  harness: ChannelHarness,
  parts: Pick<Surface, 'open' | 'places' | 'settled'> & Partial<Surface>,
): Surface {
  const none = async (): Promise<never> => assert.fail(TELLS_ONLY);
  const answers = { answer: none, fallback: none, foreign: none, forge: none, meet: async () => undefined };
  return {
    harness,
    answeredOn: '',
    recordsReplay: false,
    refusedWith: 401,
    prepare: async () => undefined,
    ...answers,
    ...parts,
  };
}

function placeOf(channel: string, to: string): readonly KnownPlace[] {
  return [{ channel, to, person: 'human:ada', name: null }];
}

const CALLBACK = 'https://gate.example/channels/pager/status';

/** Telephones: the server's signed report is the only thing that ever comes back. */
async function smsSurface(t: TestContext): Promise<Surface> {
  const harness = await openSms(t);
  return alerts(harness, {
    open: () => harness.openWith({ timeoutMs: 5_000, callbackUrl: CALLBACK }),
    places: placeOf('pager', harness.place),
    settled: /is settled/,
    forge: async ({ gateway, channel }, { id }) => {
      const report = async (key: string, MessageStatus: string): Promise<number> => {
        const fields = { MessageSid: harness.service.seen()[0]?.reference.split('/')[0] ?? '', MessageStatus };
        const about = `?about=${id}`;
        const text = `${CALLBACK}${about}MessageSid${fields.MessageSid}MessageStatus${MessageStatus}`;
        const headers = { 'x-twilio-signature': createHmac('sha1', key).update(text).digest('base64') };
        const request = { method: 'POST', url: `/channels/pager/status${about}`, headers };
        const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
        const handle = gateway.notify.handler(channel.name);
        return (await receiveOnRecord(channel, gateway.notify)?.({ ...request, body }, handle))?.status ?? 0;
      };
      const forged = [await report('another', 'delivered'), await report('', 'failed')];
      const states = async () =>
        (await gateway.entries('notification.delivered'))
          .filter(({ data }) => data['channel'] === channel.name)
          .map(({ data }) => data['proof']);
      assert.deepEqual(await states(), ['accepted']);
      // The genuine report counts, and once however often it is told.
      for (let times = 0; times < 2; times += 1) assert.equal(await report('hunter2-secret', 'delivered'), 204);
      assert.deepEqual(await states(), ['accepted', 'delivered']);
      return forged;
    },
  });
}

async function pushSurface(t: TestContext): Promise<Surface> {
  const harness = await openWebPush(t);
  return alerts(harness, {
    open: () => harness.openWith({ timeoutMs: 5_000 }),
    places: placeOf('browsers', harness.place),
    settled: /Denied by/,
  });
}

/** A program: it verifies our signature, and answers over the API. */
async function webhookSurface(t: TestContext): Promise<Surface> {
  const harness = await openWebhook(t);
  return alerts(harness, {
    open: () => harness.openWith({ timeoutMs: 5_000 }),
    places: [{ channel: 'ops', to: 'ops', person: null, name: 'ops' }],
    settled: /Denied by/,
  });
}

const NO_ANSWERS = {
  approve: TELLS_ONLY,
  deny: TELLS_ONLY,
  fallback: TELLS_ONLY,
  late: TELLS_ONLY,
  'foreign user': TELLS_ONLY,
} as const;

/** Every channel of the matrix. */
export const DRIVERS: readonly Driver[] = [
  { ...chat(telegramByWebhook), without: {} },
  {
    ...chat(telegramByPolling),
    without: { 'forged signature': 'the gateway asks Telegram over TLS: nobody calls it, so there is nothing to sign' },
  },
  { ...chat(discordByBoth), name: 'discord', without: {} },
  { ...chat(slackChannel), without: {} },
  { name: 'smtp', open: mailSurface, without: { fallback: 'the link is the one way to answer a mail' } },
  {
    name: 'sms',
    open: smsSurface,
    without: { ...NO_ANSWERS, replay: `${TELLS_ONLY}; a report told twice counts once (see forged signature)` },
  },
  {
    name: 'web push',
    open: pushSurface,
    without: { ...NO_ANSWERS, replay: TELLS_ONLY, 'forged signature': IS_NOT_CALLED },
  },
  {
    name: 'webhook',
    open: webhookSurface,
    without: { ...NO_ANSWERS, replay: TELLS_ONLY, 'forged signature': IS_NOT_CALLED },
  },
];
