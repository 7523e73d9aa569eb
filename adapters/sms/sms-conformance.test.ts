import assert from 'node:assert/strict';
import { openFakeService } from '../../ports/conformance/stand-in-server.ts';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { loopbackPoster } from '../outbound-http/testing/loopback.ts';
import { openSms } from './open-sms.ts';

const UNKNOWN = '+15005550001';

testNotificationChannel({
  name: 'sms',
  presses: false,
  types: false,
  reacts: false,
  edits: false,
  refusesTwice: false,
  isCalled: false,
  signsTime: false,
  asks: false,
  alerts: true,
  open: async (t) => {
    const sent: { place: string; reference: string; text: string }[] = [];
    const fake = await openFakeService(t, {
      answer: ({ body }) => {
        const form = new URLSearchParams(body);
        const [place, text] = [form.get('To') ?? '', form.get('Body') ?? ''];
        if (place === UNKNOWN) return { status: 400, body: { code: 21211, message: `no number ${place}` } };
        const sid = `SM${String(sent.length).padStart(32, '0')}`;
        sent.push({ place, text, reference: sid });
        return { status: 201, body: { sid, status: 'queued' } };
      },
      faults: {
        'rate-limited': { status: 429, body: { code: 20429 }, headers: { 'retry-after': '3' } },
        'refused-token': { status: 401, body: { code: 20003 } },
      },
    });
    return {
      service: {
        ...fake,
        seen: () => sent.map((message) => ({ ...message, live: [], buttons: [] })),
        told: () => [],
      },
      open: () => {
        const opened = openSms({
          name: 'pager',
          apiBase: fake.root,
          accountSid: 'AC0123456789abcdef0123456789abcdef',
          authToken: 'hunter2-secret',
          from: '+15005550006',
          callbackUrl: null,
          poster: loopbackPoster(),
          nowMs: () => 1,
          timeoutMs: 300,
        });
        assert.ok(opened.ok);
        return opened.value;
      },
      place: '+491700000001',
      group: '+491700000002',
      unknownPlace: UNKNOWN,
      oddPlaces: ['491700000001', '+0491700000', '+49170', 'tel:+491700000001', '+49 170 0000001'],
      person: '+491700000001',
      stranger: '+491700000009',
      typed: { approve: '', deny: '' },
      secrets: ['hunter2-secret', Buffer.from('hunter2-secret').toString('base64')],
      retryAfterMs: 3_000,
      bring: async () => null,
      webhooks: null,
    };
  },
});
