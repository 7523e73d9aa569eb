import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutgoingMessage } from '../../ports/notification-channel.ts';
import { loopbackPoster, serveOnLoopback } from '../outbound-http/testing/loopback.ts';
import { openWebPush, type WebPushOptions } from './open-web-push.ts';
import { isAllowedEndpoint, readSubscription } from './read-subscription.ts';
import { openTestBrowser, readVapid } from './testing/browser.ts';
import { generateVapidKeys, isPublicPoint, readVapidKeys } from './vapid-keys.ts';

const SIGNAL = new AbortController().signal;
const NOW = 1_700_000_000_000;
const VAPID = generateVapidKeys();

const MESSAGE: OutgoingMessage = {
  id: '019a0000-0000-7000-8000-000000000001',
  to: '',
  document: {
    title: 'claude wants to deploy (high)',
    sections: [{ heading: 'Command', lines: ['deploy --token=hunter2'], quoted: true }],
    fingerprint: '0123456789abcdef',
  },
  buttons: [],
  typed: null,
  link: 'https://gate.example/dashboard/#/inbox/7k3m9x2p',
  answerByMs: NOW + 29_500,
  about: { request: '7k3m9x2p7k3m9x2p', event: 'requested' },
};

function open(over: Partial<WebPushOptions> = {}) {
  const opened = openWebPush({
    name: 'browsers',
    vapid: VAPID,
    subject: 'mailto:ops@gate.example',
    hosts: [],
    poster: loopbackPoster(),
    nowMs: () => NOW,
    timeoutMs: 1_000,
    ...over,
  });
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.value;
}

test('pushes title and link and nothing else, encrypted for the browser and signed by the gateway', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end());
  const browser = openTestBrowser(`${base}/push/abc`);
  const proof = await open().deliver({ ...MESSAGE, to: browser.subscription }, SIGNAL);
  assert.ok(proof.ok);
  assert.equal(proof.value.kind, 'accepted');
  const [request] = seen;
  assert.ok(request !== undefined);
  const { headers, body } = request;
  assert.deepEqual(
    [request.method, request.url, headers['ttl'], headers['urgency'], headers['content-encoding']],
    ['POST', '/push/abc', '30', 'high', 'aes128gcm'],
  );
  assert.deepEqual(JSON.parse(browser.decrypt(body)), {
    title: MESSAGE.document.title,
    link: MESSAGE.link,
    tag: headers['topic'],
  });
  assert.throws(() => openTestBrowser(base).decrypt(body));
  assert.ok(!body.includes('deploy') && !JSON.stringify(headers).includes('7k3m9x2p'));
  const vapid = readVapid(String(headers.authorization));
  assert.ok(vapid !== null);
  assert.deepEqual(
    [vapid.key, vapid.claims['aud'], vapid.claims['sub']],
    [VAPID.publicKey, base, 'mailto:ops@gate.example'],
  );
  assert.ok(
    Number(vapid.claims['exp']) > Date.now() / 1_000 && Number(vapid.claims['exp']) < Date.now() / 1_000 + 86_400,
  );
});

test('replaces the alert about a request by what became of it', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end());
  const browser = openTestBrowser(base);
  const channel = open();
  const proof = await channel.deliver({ ...MESSAGE, to: browser.subscription }, SIGNAL);
  assert.ok(proof.ok);
  const sections = [{ heading: 'What became of it', lines: ['Approved by alice.'], quoted: false }];
  const document = { title: 'An agent wants to run Bash', sections, fingerprint: 'f' };
  await channel.edit({ to: browser.subscription, reference: proof.value.reference, document }, SIGNAL);
  await channel.deliver(
    { ...MESSAGE, to: browser.subscription, about: { request: 'another', event: 'requested' } },
    SIGNAL,
  );
  const topics = seen.map(({ headers }) => String(headers['topic']));
  assert.equal(topics[0], topics[1]);
  assert.notEqual(topics[0], topics[2]);
  assert.ok(topics.every((topic) => topic.length === 32));
  assert.deepEqual(JSON.parse(browser.decrypt(seen[1]?.body ?? Buffer.alloc(0))), {
    title: 'Approved by alice. (An agent wants to run Bash)',
    link: null,
    tag: topics[0],
  });
});

test('asks for no storage once the deadline is over, and shortens what is too long', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end());
  const browser = openTestBrowser(base);
  const title = `${'x'.repeat(198)}😀😀`;
  const late = {
    ...MESSAGE,
    to: browser.subscription,
    answerByMs: NOW - 1,
    link: `https://x/${'y'.repeat(600)}`,
    document: { ...MESSAGE.document, title },
  };
  assert.equal((await open().deliver(late, SIGNAL)).ok, true);
  assert.equal(seen[0]?.headers['ttl'], '0');
  const payload = JSON.parse(browser.decrypt(seen[0]?.body ?? Buffer.alloc(0))) as { title: string; link: null };
  assert.deepEqual([payload.link, payload.title.isWellFormed(), payload.title.length], [null, true, 200]);
});

test('tells a subscription that is gone from what is worth trying again', async (t) => {
  const { base, stop } = await serveOnLoopback(t, (request, response) => {
    const [, status = '', wait] = request.url.split('/');
    if (status !== 'silent')
      response.writeHead(Number(status), wait === undefined ? {} : { 'retry-after': wait }).end();
  });
  const failureAt = async (path: string) => {
    const to = openTestBrowser(`${base}/${path}`).subscription;
    const answer = await open({ timeoutMs: 150 }).deliver({ ...MESSAGE, to }, SIGNAL);
    return answer.ok ? null : [answer.failure.code, answer.failure.retryAfterMs];
  };
  assert.deepEqual(await failureAt('404'), ['unknown-place', null]);
  assert.deepEqual(await failureAt('410'), ['unknown-place', null]);
  assert.deepEqual(await failureAt('413'), ['too-long', null]);
  assert.deepEqual(await failureAt('429/7'), ['rate-limited', 7_000]);
  assert.deepEqual(await failureAt('403'), ['misconfigured', null]);
  assert.deepEqual(await failureAt('500'), ['unreachable', null]);
  assert.deepEqual(await failureAt('307'), ['unreachable', null]);
  assert.deepEqual(await failureAt('silent'), ['unreachable', null]);
  assert.equal(await failureAt('202'), null);
  await stop();
  assert.deepEqual(await failureAt('201'), ['unreachable', null]);
});

test('posts to no address inside that a browser names', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end());
  const channel = open({ poster: loopbackPoster({ isOpen: false }) });
  for (const endpoint of [
    base,
    'https://169.254.169.254/latest',
    'https://10.0.0.1/',
    'http://93.184.216.34/',
    'https://[::1]/',
  ]) {
    const answer = await channel.deliver({ ...MESSAGE, to: openTestBrowser(endpoint).subscription }, SIGNAL);
    assert.equal(!answer.ok && answer.failure.code, 'unknown-place', endpoint);
  }
  assert.equal(seen.length, 0);
});

test('posts only to the push services of a list, where there is one', async (t) => {
  const { base, seen } = await serveOnLoopback(t, (_request, response) => response.writeHead(201).end());
  const to = openTestBrowser(base).subscription;
  assert.equal((await open({ hosts: ['127.0.0.1'] }).deliver({ ...MESSAGE, to }, SIGNAL)).ok, true);
  assert.equal((await open({ hosts: ['*.push.example'] }).deliver({ ...MESSAGE, to }, SIGNAL)).ok, false);
  assert.equal(seen.length, 1);
  const at = (host: string) => ({ endpoint: `https://${host}/a`, keys: { p256dh: '', auth: '' } });
  const hosts = ['fcm.push.example', '*.web.example'];
  assert.deepEqual(
    [
      'fcm.push.example',
      'a.web.example',
      'a.b.web.example',
      'web.example',
      'evilweb.example',
      'x.fcm.push.example',
    ].map((host) => isAllowedEndpoint(at(host), hosts)),
    [true, true, true, false, false, false],
  );
});

test('reads nothing but a whole subscription', async () => {
  const good = openTestBrowser('https://push.example/a').subscription;
  assert.equal(readSubscription(good)?.endpoint, 'https://push.example/a');
  const { keys } = JSON.parse(good) as { keys: { p256dh: string; auth: string } };
  const odd = [
    '',
    'null',
    '[]',
    '"x"',
    JSON.stringify({ endpoint: 'https://push.example/a' }),
    JSON.stringify({ endpoint: 5, keys }),
    JSON.stringify({ endpoint: 'ftp://push.example/a', keys }),
    JSON.stringify({ endpoint: 'https://a:b@push.example/a', keys }),
    JSON.stringify({ endpoint: `https://push.example/${'x'.repeat(3_000)}`, keys }),
    JSON.stringify({ endpoint: 'https://push.example/a', keys: { ...keys, auth: 'AAAA' } }),
    JSON.stringify({ endpoint: 'https://push.example/a', keys: { ...keys, p256dh: 'A'.repeat(87) } }),
    `${good}${' '.repeat(5_000)}`,
  ];
  for (const text of odd) assert.equal(readSubscription(text), null, text.slice(0, 80));
  const offCurve = `B${'A'.repeat(86)}`;
  assert.equal(isPublicPoint(offCurve), false);
  const to = JSON.stringify({ endpoint: 'https://push.example/a', keys: { ...keys, p256dh: offCurve } });
  for (const place of [...odd, to]) {
    const answer = await open().deliver({ ...MESSAGE, to: place }, SIGNAL);
    assert.equal(!answer.ok && answer.failure.code, 'unknown-place');
  }
});

test('makes key pairs that belong together, and opens with no other', () => {
  for (let round = 0; round < 20; round += 1) {
    const pair = generateVapidKeys();
    assert.deepEqual(readVapidKeys(JSON.stringify(pair)), pair);
  }
  const mixed = { publicKey: VAPID.publicKey, privateKey: generateVapidKeys().privateKey };
  assert.equal(readVapidKeys(JSON.stringify(mixed)), null);
  assert.equal(readVapidKeys('{}'), null);
  assert.equal(readVapidKeys('no JSON'), null);
  const opened = openWebPush({
    name: 'x',
    vapid: mixed,
    subject: 'me',
    hosts: [],
    poster: loopbackPoster(),
    nowMs: () => 0,
  });
  assert.equal(!opened.ok && opened.failure.length, 2);
});
