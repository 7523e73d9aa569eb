import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ChannelDeclaration, ChannelHarness } from '../../../ports/conformance/channel-harness.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { openSmtp, type SmtpOptions } from '../open-smtp.ts';
import { openMailboxes } from './mailboxes.ts';

const UNKNOWN = 'nobody@example.com';

/** A mail server with mailboxes. */
export const smtpChannel: ChannelDeclaration = {
  name: 'smtp',
  presses: false,
  types: false,
  reacts: false,
  edits: false,
  refusesTwice: true,
  isCalled: false,
  signsTime: false,
  asks: false,
  open: openBoth,
};

/** The same, with options that a test may replace. */
export async function openBoth(
  t: TestContext,
): Promise<ChannelHarness & { readonly openWith: (changes: Partial<SmtpOptions>) => NotificationChannel }> {
  const { service, port } = await openMailboxes(t, { unknown: UNKNOWN });
  const open = (changes: Partial<SmtpOptions> = {}) => {
    const opened = openSmtp({
      name: 'mail',
      host: '127.0.0.1',
      port,
      security: 'none',
      login: { user: 'gate', password: 'hunter2-secret' },
      ca: null,
      timeoutMs: 700,
      from: { name: 'Countersign', address: 'gate@gate.example' },
      answerLink: null,
      ...changes,
    });
    assert.ok(opened.ok);
    return opened.value;
  };
  return {
    openWith: open,
    service,
    open: () => open(),
    place: 'ada@example.com',
    group: 'team@example.com',
    unknownPlace: UNKNOWN,
    oddPlaces: ['ada@example.com, eve@evil.example', '<ada@example.com>', '"a"@example.com', 'a@[127.0.0.1]'],
    person: 'ada@example.com',
    stranger: 'eve@example.com',
    typed: { approve: '/approve 7k3m', deny: '/deny 7k3m' },
    secrets: ['hunter2-secret'],
    retryAfterMs: 60_000,
    bring: async () => null,
    webhooks: null,
  };
}
