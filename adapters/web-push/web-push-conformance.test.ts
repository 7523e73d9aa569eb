import assert from 'node:assert/strict';
import { openFakeService } from '../../ports/conformance/stand-in-server.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { loopbackPoster } from '../outbound-http/testing/loopback.ts';
import { openWebPush, type PushPayload } from './open-web-push.ts';
import { openTestBrowser, readVapid } from './testing/browser.ts';
import { generateVapidKeys } from './vapid-keys.ts';

testNotificationChannel({
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
  open: async (t) => {
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
    return {
      service: {
        ...fake,
        seen: () => [...shown.values()].map((message) => ({ ...message, live: [], buttons: [] })),
        told: () => [],
      },
      open: () => {
        const opened = openWebPush({
          name: 'browsers',
          vapid,
          subject: 'mailto:ops@gate.example',
          hosts: [],
          poster: loopbackPoster(),
          nowMs: () => 1,
          timeoutMs: 300,
        });
        assert.ok(opened.ok);
        return opened.value;
      },
      place: ada.subscription,
      group: team.subscription,
      unknownPlace: openTestBrowser(`${fake.root}/gone`).subscription,
      oddPlaces: ['{}', '[]', 'null', JSON.stringify({ endpoint: fake.root })],
      person: 'ada',
      stranger: 'eve',
      typed: { approve: '', deny: '' },
      secrets: [vapid.privateKey],
      retryAfterMs: 3_000,
      bring: async () => null,
      webhooks: null,
    };
  },
});
