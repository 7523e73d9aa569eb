import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type ChannelDeclaration, type ChannelHarness, oneWay } from '../../../ports/conformance/channel-harness.ts';
import { openFakeService } from '../../../ports/conformance/stand-in-server.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { loopbackPoster } from '../../outbound-http/testing/loopback.ts';
import { openSms, type SmsOptions } from '../open-sms.ts';

const UNKNOWN = '+15005550001';

/** An account at an SMS server with two telephones. */
export const smsChannel: ChannelDeclaration = {
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
  open: openBoth,
};

/** The same, with options that a test may replace. */
export async function openBoth(
  t: TestContext,
): Promise<ChannelHarness & { readonly openWith: (changes: Partial<SmsOptions>) => NotificationChannel }> {
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
  const open = (changes: Partial<SmsOptions> = {}) => {
    const opened = openSms({
      name: 'pager',
      apiBase: fake.root,
      accountSid: 'AC0123456789abcdef0123456789abcdef',
      authToken: 'hunter2-secret',
      from: '+15005550006',
      callbackUrl: null,
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
    ...oneWay(fake, () => sent),
    open: () => open(),
    place: '+491700000001',
    group: '+491700000002',
    unknownPlace: UNKNOWN,
    oddPlaces: ['491700000001', '+0491700000', '+49170', 'tel:+491700000001', '+49 170 0000001'],
    person: '+491700000001',
    stranger: '+491700000009',
    secrets: ['hunter2-secret', Buffer.from('hunter2-secret').toString('base64')],
    retryAfterMs: 3_000,
  };
}
