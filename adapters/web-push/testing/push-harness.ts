import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type ChannelDeclaration, type ChannelHarness, oneWay } from '../../../ports/conformance/channel-harness.ts';
import { openFakeService } from '../../../ports/conformance/stand-in-server.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { loopbackPoster } from '../../outbound-http/testing/loopback.ts';
import { openWebPush, type PushPayload, type WebPushOptions } from '../open-web-push.ts';
import { generateVapidKeys } from '../vapid-keys.ts';
import { openTestBrowser, readVapid } from './browser.ts';

/** A push service with two browsers. */
export const webPushChannel: ChannelDeclaration = {
  name: 'web push',
  presses: false,
  types: false,
  reacts: false,
  edits: false,
  refusesTwice: false,
  isCalled: false,
  signsTime: false,
  asks: false,
  alerts: true,
  cannotTell: ['page', 'null'],
  open: openBoth,
};

/** The same, with options that a test may replace. */
export async function openBoth(
  t: TestContext,
): Promise<ChannelHarness & { readonly openWith: (changes: Partial<WebPushOptions>) => NotificationChannel }> {
  const vapid = generateVapidKeys();
  const shown = new Map<string, { place: string; reference: string; text: string }>();
  const fake = await openFakeService(t, {
    answer: ({ path, headers, bytes }) => {
      const browser = path === '/ada' ? ada : path === '/team' ? team : null;
      if (browser === null) return { status: 410, body: '' };
      if (readVapid(headers.authorization ?? '')?.key !== vapid.publicKey) return { status: 403, body: '' };
      const { title, link } = JSON.parse(browser.decrypt(bytes)) as PushPayload;
      const reference = String(headers['topic']);
      shown.delete(reference);
      shown.set(reference, { place: browser.subscription, reference, text: `${title} ${link ?? ''}` });
      return { status: 201, body: '' };
    },
    faults: {
      'rate-limited': { status: 429, body: '', headers: { 'retry-after': '3' } },
      'refused-token': { status: 403, body: '' },
    },
  });
  const [ada, team] = [openTestBrowser(`${fake.root}/ada`), openTestBrowser(`${fake.root}/team`)];
  const open = (changes: Partial<WebPushOptions> = {}) => {
    const opened = openWebPush({
      name: 'browsers',
      vapid,
      subject: 'mailto:ops@gate.example',
      hosts: [],
      poster: loopbackPoster(),
      nowMs: () => 1,
      timeoutMs: 1_000,
      ...changes,
    });
    assert.ok(opened.ok);
    return opened.value;
  };
  return {
    openWith: open,
    ...oneWay(fake, () => [...shown.values()]),
    open: () => open(),
    place: ada.subscription,
    group: team.subscription,
    unknownPlace: openTestBrowser(`${fake.root}/gone`).subscription,
    oddPlaces: ['{}', '[]', 'null', JSON.stringify({ endpoint: fake.root })],
    person: 'ada',
    stranger: 'eve',
    secrets: [vapid.privateKey],
    retryAfterMs: 3_000,
  };
}
