import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { OutgoingMessage } from '../../ports/notification-channel.ts';
import { loopbackPoster, type SeenRequest, serveOnLoopback } from '../outbound-http/testing/loopback.ts';
import { openWebhook, type WebhookOptions } from './open-webhook.ts';

const NEW = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OLD = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const SIGNAL = new AbortController().signal;

const MESSAGE: OutgoingMessage = {
  id: '019a0000-0000-7000-8000-000000000001',
  to: 'ops',
  document: {
    title: 'claude wants to deploy (high)',
    sections: [{ heading: 'Command', lines: ['make "deploy" é'], quoted: true }],
    fingerprint: '0123456789abcdef',
  },
  buttons: [],
  typed: null,
  link: 'https://gate.example/#/inbox/7k3m',
  answerByMs: Date.UTC(2026, 0, 1),
  about: { request: '7k3m9x2p7k3m9x2p', event: 'requested' },
};

function open(url: string, over: Partial<WebhookOptions> = {}) {
  const opened = openWebhook({
    name: 'ops',
    url,
    secrets: [NEW],
    poster: loopbackPoster(),
    nowMs: Date.now,
    timeoutMs: 2_000,
    ...over,
  });
  assert.ok(opened.ok);
  return opened.value;
}

function verified(request: SeenRequest, secret: string) {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return new Webhook(secret).verify(request.body, headers) as { type: string; data: Record<string, unknown> };
}

test('delivers the whole document, signed as Standard Webhooks has it', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(204).end());
  const proof = await open(base).deliver(MESSAGE, SIGNAL);
  assert.deepEqual(proof.ok && [proof.value.kind, proof.value.evidence], [
    'delivered',
    `status 204, event ${MESSAGE.id}`,
  ]);
  const [request] = seen;
  assert.ok(request !== undefined);
  assert.equal(request.headers['content-type'], 'application/json');
  const { type, data } = verified(request, NEW);
  assert.equal(type, 'approval.requested');
  assert.deepEqual(data, {
    request: '7k3m9x2p7k3m9x2p',
    place: 'ops',
    answer_by: '2026-01-01T00:00:00.000Z',
    link: MESSAGE.link,
    document: MESSAGE.document,
  });
  assert.throws(() => verified({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) }, NEW));
  assert.throws(() => verified(request, OLD));
});

test('keeps the id of an event over attempts, and gives a decision an id of its own', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.end());
  const channel = open(base);
  const proof = await channel.deliver(MESSAGE, SIGNAL);
  await channel.deliver({ ...MESSAGE, about: { request: '7k3m9x2p7k3m9x2p', event: 'escalated' } }, SIGNAL);
  assert.ok(proof.ok);
  const edit = { to: 'ops', reference: proof.value.reference, document: { ...MESSAGE.document, fingerprint: 'ffff' } };
  assert.deepEqual(
    [await channel.edit(edit, SIGNAL), await channel.edit(edit, SIGNAL)].map(({ ok }) => ok),
    [true, true],
  );
  const ids = seen.map(({ headers }) => headers['webhook-id']);
  assert.deepEqual(ids, [MESSAGE.id, MESSAGE.id, `${MESSAGE.id}.ffff`, `${MESSAGE.id}.ffff`]);
  const types = seen.map((request) => verified(request, NEW)).map(({ type, data }) => [type, data['request']]);
  assert.deepEqual(types.slice(1), [
    ['approval.escalated', '7k3m9x2p7k3m9x2p'],
    ['approval.decided', '7k3m9x2p7k3m9x2p'],
    ['approval.decided', '7k3m9x2p7k3m9x2p'],
  ]);
});

test('calls what is about no request a notice', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.end());
  const { about: _about, ...notice } = MESSAGE;
  const proof = await open(base).deliver(notice, SIGNAL);
  assert.ok(proof.ok && seen[0] !== undefined);
  assert.equal(verified(seen[0], NEW).type, 'notice');
  await open(base).edit({ to: 'ops', reference: proof.value.reference, document: MESSAGE.document }, SIGNAL);
  assert.ok(seen[1] !== undefined);
  assert.equal(verified(seen[1], NEW).type, 'notice');
});

test('signs with both secrets while one replaces the other', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.end());
  await open(base, { secrets: [NEW, OLD] }).deliver(MESSAGE, SIGNAL);
  assert.ok(seen[0] !== undefined);
  assert.equal(verified(seen[0], NEW).type, 'approval.requested');
  assert.equal(verified(seen[0], OLD).type, 'approval.requested');
});

test('tells apart what is worth trying again', async (t) => {
  const { base, stop } = await serveOnLoopback(t, (request, response) => {
    const [, status = '', wait] = request.url.split('/');
    response.writeHead(Number(status), wait === undefined ? {} : { 'retry-after': wait }).end('x'.repeat(10));
  });
  const failureAt = async (path: string) => {
    const answer = await open(`${base}/${path}`).deliver(MESSAGE, SIGNAL);
    return answer.ok ? null : [answer.failure.code, answer.failure.retryAfterMs];
  };
  assert.deepEqual(await failureAt('500'), ['unreachable', null]);
  assert.deepEqual(await failureAt('503/9'), ['rate-limited', 9_000]);
  assert.deepEqual(await failureAt('429/3'), ['rate-limited', 3_000]);
  assert.deepEqual(await failureAt('429'), ['rate-limited', null]);
  assert.deepEqual(await failureAt('410'), ['unknown-place', null]);
  assert.deepEqual(await failureAt('401'), ['misconfigured', null]);
  assert.deepEqual(await failureAt('400/9'), ['refused', null]);
  assert.deepEqual(await failureAt('302'), ['unreachable', null]);
  assert.equal(await failureAt('299'), null);
  await stop();
  assert.deepEqual(await failureAt('200'), ['unreachable', null]);
});

test('takes silence, an endless answer and an address inside for failures', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (request, response) => {
    if (request.url === '/long') response.end('y'.repeat(100_000));
  });
  const codeAt = async (path: string, over: Partial<WebhookOptions> = {}) => {
    const answer = await open(`${base}${path}`, { timeoutMs: 200, ...over }).deliver(MESSAGE, SIGNAL);
    return answer.ok ? null : answer.failure.code;
  };
  assert.equal(await codeAt('/silent'), 'unreachable');
  assert.equal(await codeAt('/long'), 'unreachable');
  assert.equal(seen.length, 2);
  assert.equal(await codeAt('/inside', { poster: loopbackPoster({ isOpen: false }) }), 'misconfigured');
  assert.equal(seen.length, 2);
});

test('sends nothing of a document that is too long', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.end());
  const channel = open(base);
  const sections = [{ heading: 'Command', lines: ['é'.repeat(600_000)], quoted: true }];
  const message = { ...MESSAGE, document: { ...MESSAGE.document, sections } };
  const answer = await channel.deliver(message, SIGNAL);
  assert.deepEqual([channel.fits(message), channel.fits(MESSAGE)], [false, true]);
  assert.deepEqual([!answer.ok && answer.failure.code, seen.length], ['too-long', 0]);
});

test('reports every problem of its options at once, and nothing of a secret', () => {
  const opened = openWebhook({
    name: 'ops',
    url: 'ftp://x',
    secrets: ['s3cret', `whsec_${Buffer.alloc(8).toString('base64')}`, 'whsec_***'],
    poster: loopbackPoster(),
    nowMs: Date.now,
  });
  assert.ok(!opened.ok);
  assert.equal(opened.failure.length, 5);
  assert.ok(!opened.failure.join().includes('s3cret'));
});
