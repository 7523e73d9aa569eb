import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import { openFakeService } from '../../ports/conformance/stand-in-server.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { messageParts } from '../../ports/message-parts.ts';
import { loopbackPoster } from '../outbound-http/testing/loopback.ts';
import { openWebhook } from './open-webhook.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Told = {
  readonly data: {
    readonly place: string;
    readonly link: string | null;
    readonly answer_by: string | null;
    readonly document: PromptDocument;
  };
};

testNotificationChannel({
  name: 'webhook',
  presses: false,
  types: false,
  reacts: false,
  edits: false,
  refusesTwice: true,
  isCalled: false,
  signsTime: false,
  asks: false,
  cannotTell: ['page', 'null'],
  open: async (t) => {
    const told = new Map<string, { place: string; reference: string; text: string }>();
    const fake = await openFakeService(t, {
      answer: ({ body, headers }) => {
        const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
        const { data } = new Webhook(SECRET).verify(body, Object.fromEntries(named)) as Told;
        if (data.place === 'nobody') return { status: 410, body: '' };
        const { document, link, place } = data;
        const answerByMs = data.answer_by === null ? null : Date.parse(data.answer_by);
        const text = messageParts({ document, link, answerByMs }).map((part) => `${part.text}\n`);
        const id = String(headers['webhook-id']);
        told.set(id, { place, reference: `${id}/`, text: text.join('') });
        return { status: 204, body: '' };
      },
      faults: {
        'rate-limited': { status: 429, body: '', headers: { 'retry-after': '3' } },
        'refused-token': { status: 401, body: '' },
      },
    });
    return {
      service: {
        ...fake,
        seen: () => [...told.values()].map((message) => ({ ...message, live: [], buttons: [] })),
        told: () => [],
      },
      open: () => {
        const opened = openWebhook({
          name: 'ops',
          url: fake.root,
          secrets: [SECRET],
          poster: loopbackPoster(),
          nowMs: Date.now,
          timeoutMs: 300,
        });
        assert.ok(opened.ok);
        return opened.value;
      },
      place: 'ops',
      group: 'team',
      unknownPlace: 'nobody',
      oddPlaces: ['a/b', 'é', 'x'.repeat(65)],
      person: 'ops',
      stranger: 'eve',
      typed: { approve: '', deny: '' },
      secrets: [SECRET, SECRET.slice(6)],
      retryAfterMs: 3_000,
      bring: async () => null,
      webhooks: null,
    };
  },
});
