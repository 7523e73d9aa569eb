import assert from 'node:assert/strict';
import { testNotificationChannel } from '../../ports/conformance/notification-channel.ts';
import { openSmtp } from './open-smtp.ts';
import { openMailboxes } from './testing/mailboxes.ts';

const UNKNOWN = 'nobody@example.com';

testNotificationChannel({
  name: 'smtp',
  presses: false,
  types: false,
  reacts: false,
  edits: false,
  refusesTwice: true,
  isCalled: false,
  signsTime: false,
  asks: false,
  open: async (t) => {
    const { service, port } = await openMailboxes(t, { unknown: UNKNOWN });
    return {
      service,
      open: () => {
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
        });
        assert.ok(opened.ok);
        return opened.value;
      },
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
  },
});
