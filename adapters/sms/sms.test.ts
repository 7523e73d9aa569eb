import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { ChannelUpdate, OutgoingMessage } from '../../ports/notification-channel.ts';
import { loopbackPoster, serveOnLoopback } from '../outbound-http/testing/loopback.ts';
import { openSms, type SmsOptions } from './open-sms.ts';
import { alertText } from './sms-text.ts';

const SID = 'SM0123456789abcdef0123456789abcdef';
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
const CALLBACK = 'https://gate.example/channels/pager/status';
const SIGNAL = new AbortController().signal;
const TAKEN = JSON.stringify({ sid: SID, status: 'queued', error_code: null });

const MESSAGE: OutgoingMessage = {
  id: '019a0000-0000-7000-8000-000000000001',
  to: '+491700000001',
  document: {
    title: 'claude wants to run rm -rf build (high)',
    sections: [{ heading: 'Command', lines: ['rm -rf build --token=hunter2'], quoted: true }],
    fingerprint: '0123456789abcdef',
  },
  buttons: [],
  typed: null,
  link: 'https://gate.example/#/inbox/7k3m9x2p',
  answerByMs: Date.UTC(2026, 0, 1, 14, 5),
  about: { request: '7k3m9x2p7k3m9x2p', event: 'requested' },
};

function open(apiBase: string, over: Partial<SmsOptions> = {}) {
  const opened = openSms({
    name: 'pager',
    apiBase,
    accountSid: ACCOUNT,
    authToken: 'hunter2-token',
    from: '+15005550006',
    callbackUrl: null,
    poster: loopbackPoster(),
    nowMs: () => 5,
    timeoutMs: 1_000,
    ...over,
  });
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.value;
}

test('sends a short alert that says nothing of the request itself', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end(TAKEN));
  const proof = await open(base).deliver(MESSAGE, SIGNAL);
  assert.deepEqual(proof, {
    ok: true,
    value: { kind: 'accepted', reference: `${SID}/7k3m9x2p7k3m9x2p`, evidence: `queued, ${SID}` },
  });
  const [request] = seen;
  assert.ok(request !== undefined);
  assert.equal(request.url, `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
  const login = Buffer.from(String(request.headers.authorization).slice('Basic '.length), 'base64').toString();
  assert.equal(login, `${ACCOUNT}:hunter2-token`);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(request.body.toString())), {
    To: MESSAGE.to,
    From: '+15005550006',
    Body: 'Countersign: Request 7k3m9x2p waits for your answer until 14:05 UTC. Do not reply. Open https://gate.example/#/inbox/7k3m9x2p',
  });
});

test('keeps every alert within one message of GSM characters', () => {
  const clockOf = () => '14:05';
  const links = [
    null,
    'https://gate.example/',
    `https://gate.example/${'x'.repeat(79)}`,
    `https://${'x'.repeat(500)}`,
    'https://é/',
    'https://a/`~^{}[]|',
  ];
  const events = ['requested', 'decided', 'escalated'] as const;
  for (const link of links) {
    for (const event of events) {
      const text = alertText({ about: { request: '7k3m9x2p7k3m9x2p', event }, link, answerByMs: 1 }, clockOf);
      assert.ok(text.length <= 160, text);
      for (const character of text)
        assert.ok(' !"#%&()*+,-./:;<=>?@_$'.includes(character) || /[A-Za-z0-9]/.test(character), text);
    }
    assert.ok(alertText({ link, answerByMs: null }, clockOf).length <= 160);
  }
  const odd = alertText({ about: { request: 'é\u202e\n', event: 'requested' }, link: null, answerByMs: null }, clockOf);
  assert.equal(odd, 'Countersign: Request unknown waits for your answer. Do not reply. Open the dashboard.');
});

test('sends the same message once, and a second one instead of an edit', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end(TAKEN));
  const channel = open(base, { from: 'MG0123456789abcdef0123456789abcdef' });
  await channel.deliver(MESSAGE, SIGNAL);
  const proof = await channel.deliver(MESSAGE, SIGNAL);
  assert.equal(seen.length, 1);
  assert.ok(proof.ok);
  const edit = { to: MESSAGE.to, reference: proof.value.reference, document: MESSAGE.document };
  assert.deepEqual(
    [await channel.edit(edit, SIGNAL), await channel.edit(edit, SIGNAL)],
    [
      { ok: true, value: null },
      { ok: true, value: null },
    ],
  );
  assert.equal(seen.length, 2);
  const form = new URLSearchParams(seen[1]?.body.toString());
  assert.equal(form.get('Body'), 'Countersign: request 7k3m9x2p is settled. Nothing is left to do.');
  assert.equal(form.get('MessagingServiceSid'), 'MG0123456789abcdef0123456789abcdef');
});

test('tells apart what is worth trying again, and names no number', async (t) => {
  const answers: [number, object, Record<string, string>][] = [];
  const { base, stop } = await serveOnLoopback(t, (_request, response) => {
    const [status, body, headers] = answers.shift() ?? [500, {}, {}];
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  const failureAt = async (...answer: [number, object, Record<string, string>?]) => {
    answers.push([answer[0], answer[1], answer[2] ?? {}]);
    const sent = await open(base).deliver(MESSAGE, SIGNAL);
    if (sent.ok) return null;
    assert.ok(!sent.failure.reason.includes('+49') && !sent.failure.reason.includes('hunter2'));
    return [sent.failure.code, sent.failure.retryAfterMs];
  };
  assert.deepEqual(await failureAt(429, { code: 20429 }, { 'retry-after': '4' }), ['rate-limited', 4_000]);
  assert.deepEqual(await failureAt(401, { code: 20003 }), ['misconfigured', null]);
  assert.deepEqual(await failureAt(400, { code: 21211, message: 'Invalid +491700000001' }), ['unknown-place', null]);
  assert.deepEqual(await failureAt(400, { code: 21610 }), ['unknown-place', null]);
  assert.deepEqual(await failureAt(400, { code: 21606 }), ['misconfigured', null]);
  assert.deepEqual(await failureAt(400, { code: 1 }), ['refused', null]);
  assert.deepEqual(await failureAt(404, {}), ['misconfigured', null]);
  assert.deepEqual(await failureAt(503, {}, { 'retry-after': '2' }), ['unreachable', 2_000]);
  assert.deepEqual(await failureAt(301, {}, { location: 'https://elsewhere.example/' }), ['unreachable', null]);
  assert.deepEqual(await failureAt(201, { sid: SID, status: 'failed' }), ['refused', null]);
  assert.deepEqual(await failureAt(201, []), ['unreachable', null]);
  assert.equal(await failureAt(201, { sid: SID, status: 'sent' }), null);
  await stop();
  assert.deepEqual(await failureAt(201, {}), ['unreachable', null]);
});

test('sends nothing to what is no number', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end(TAKEN));
  for (const to of [
    '',
    '491700000001',
    '+0123456789',
    '+49',
    '+4917000000011234',
    '+49170000000a',
    '+49170 0000001',
    '+491700000001\n+1',
  ]) {
    const answer = await open(base).deliver({ ...MESSAGE, to }, SIGNAL);
    assert.equal(!answer.ok && answer.failure.code, 'unknown-place', to);
  }
  assert.equal(seen.length, 0);
});

test('gives up on a server that does not answer', async (t) => {
  const { base } = await serveOnLoopback(t, () => undefined);
  const answer = await open(base, { timeoutMs: 100 }).deliver(MESSAGE, SIGNAL);
  assert.equal(!answer.ok && answer.failure.code, 'unreachable');
});

test('takes a signed report of delivery, and nothing else', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end(TAKEN));
  const channel = open(base, { callbackUrl: CALLBACK });
  const proof = await channel.deliver(MESSAGE, SIGNAL);
  const about = `${CALLBACK}?about=7k3m9x2p7k3m9x2p`;
  assert.equal(new URLSearchParams(seen[0]?.body.toString()).get('StatusCallback'), about);
  const updates: ChannelUpdate[] = [];
  const report = async (
    fields: Record<string, string>,
    over: { signature?: string; url?: string; method?: string } = {},
  ) => {
    const names = Object.keys(fields).sort();
    const text = names.reduce((signed, name) => `${signed}${name}${fields[name]}`, about);
    const headers = {
      'x-twilio-signature': over.signature ?? createHmac('sha1', 'hunter2-token').update(text).digest('base64'),
    };
    const url = over.url ?? '/channels/pager/status?about=7k3m9x2p7k3m9x2p';
    const body = Buffer.from(new URLSearchParams(fields).toString());
    const answer = await channel.receive?.({ method: over.method ?? 'POST', url, headers, body }, async (update) => {
      updates.push(update);
      return null;
    });
    return answer?.status;
  };
  const delivered = { MessageSid: SID, MessageStatus: 'delivered', To: '+491700000001' };
  assert.equal(await report(delivered), 204);
  assert.equal(await report({ ...delivered, MessageStatus: 'sent' }), 204);
  assert.equal(await report({ ...delivered, MessageStatus: 'undelivered', ErrorCode: '30003' }), 204);
  assert.equal(await report({ ...delivered, MessageStatus: 'toString' }), 204);
  assert.deepEqual(
    updates.map(({ id, act }) => [id, act]),
    [
      [
        `${SID}.delivered`,
        {
          kind: 'delivery',
          reference: proof.ok && proof.value.reference,
          outcome: 'delivered',
          evidence: `status delivered, ${SID}`,
        },
      ],
      [
        `${SID}.undelivered`,
        {
          kind: 'delivery',
          reference: proof.ok && proof.value.reference,
          outcome: 'failed',
          evidence: `status undelivered, code 30003, ${SID}`,
        },
      ],
    ],
  );
  assert.equal(await report(delivered, { signature: 'AAAA' }), 401);
  assert.equal(await report(delivered, { signature: Buffer.alloc(20).toString('base64') }), 401);
  assert.equal(await report(delivered, { url: '/channels/pager/status' }), 401);
  assert.equal(await report(delivered, { url: '/channels/pager/status?about=anotheranother00' }), 401);
  assert.equal(await report(delivered, { url: '/channels/pager/status?x=1' }), 401);
  assert.equal(await report(delivered, { method: 'GET' }), 401);
  assert.equal(updates.length, 2);
});

test('reports every problem of its options at once', () => {
  const opened = openSms({
    name: 'pager',
    apiBase: 'https://api.example/path',
    accountSid: '../x',
    authToken: 's3cret',
    from: 'A name that is long',
    callbackUrl: 'https://x/?y',
    poster: loopbackPoster(),
    nowMs: () => 0,
  });
  assert.ok(!opened.ok);
  assert.equal(opened.failure.length, 5);
  assert.ok(!opened.failure.join().includes('s3cret'));
});
