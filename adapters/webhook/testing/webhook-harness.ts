import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { PromptDocument } from '../../../core/approval/prompt-document.ts';
import { type ChannelDeclaration, type ChannelHarness, oneWay } from '../../../ports/conformance/channel-harness.ts';
import { openFakeService } from '../../../ports/conformance/stand-in-server.ts';
import { messageParts } from '../../../ports/message-parts.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { loopbackPoster } from '../../outbound-http/testing/loopback.ts';
import { openWebhook, type WebhookOptions } from '../open-webhook.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

type Told = {
  readonly data: {
    readonly place: string;
    readonly link: string | null;
    readonly answer_by: string | null;
    readonly document: PromptDocument;
  };
};

/** A receiver that verifies what it is sent. */
export const webhookChannel: ChannelDeclaration = {
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
  open: openBoth,
};

/** The same, with options that a test may replace. */
export async function openBoth(
  t: TestContext,
): Promise<ChannelHarness & { readonly openWith: (changes: Partial<WebhookOptions>) => NotificationChannel }> {
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
  const open = (changes: Partial<WebhookOptions> = {}) => {
    const opened = openWebhook({
      name: 'ops',
      url: fake.root,
      secrets: [SECRET],
      poster: loopbackPoster(),
      nowMs: Date.now,
      timeoutMs: 1_000,
      ...changes,
    });
    assert.ok(opened.ok);
    return opened.value;
  };
  return {
    openWith: open,
    ...oneWay(fake, () => [...told.values()]),
    open: () => open(),
    place: 'ops',
    group: 'team',
    unknownPlace: 'nobody',
    oddPlaces: ['a/b', 'é', 'x'.repeat(65)],
    person: 'ops',
    stranger: 'eve',
    secrets: [SECRET, SECRET.slice(6)],
    retryAfterMs: 3_000,
  };
}
