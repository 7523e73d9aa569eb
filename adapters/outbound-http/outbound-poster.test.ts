import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Cidr, parseCidr } from '../../core/egress/cidr.ts';
import { makeCertificate } from '../../ingress/egress-proxy/certificate.ts';
import { openOutboundPoster } from './open-outbound-poster.ts';
import { readRetryAfter } from './read-answer.ts';

const LOOPBACK = ['127.0.0.0/8', '::1'].map(cidr);
const BODY = new TextEncoder().encode('{"a":"é"}');

function cidr(text: string): Cidr {
  const read = parseCidr(text);
  assert.ok(read !== null);
  return read;
}

function posterWith({ exceptions = [] as readonly Cidr[], names = {} as Record<string, readonly string[]>, ca = '' }) {
  const looked: string[] = [];
  const poster = openOutboundPoster({
    resolver: {
      resolve: async (name) => {
        looked.push(name);
        const addresses = names[name];
        return addresses === undefined ? { ok: false, failure: 'dns.no-such-name' } : { ok: true, addresses };
      },
    },
    ownAddresses: () => ['127.0.0.1', '::1', '203.0.114.7'],
    exceptions,
    ca: ca === '' ? null : ca,
  });
  return { poster, looked };
}

function limits(over: { timeoutMs?: number; answerBytes?: number; signal?: AbortSignal } = {}) {
  return { timeoutMs: 5_000, answerBytes: 1_000, signal: new AbortController().signal, ...over };
}

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('posts the bytes as they are and hands on what came back', async (t) => {
  const base = await serve(t, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url, headers } = request;
      response.writeHead(201, { 'x-two': ['a', 'b'] });
      response.end([method, url, headers['x-a'], headers['accept-encoding'], Buffer.concat(parts)].join(' '));
    });
  });
  const { poster } = posterWith({ exceptions: LOOPBACK });
  const sent = await poster.post({ url: `${base}/x?y`, headers: { 'x-a': 'b' }, body: BODY }, limits());
  assert.ok(sent.ok);
  assert.deepEqual(
    [sent.value.status, sent.value.headers['x-two'], sent.value.body],
    [201, 'a, b', 'POST /x?y b identity {"a":"é"}'],
  );
});

test('refuses every address that leads inside, before a byte is sent', async (t) => {
  let calls = 0;
  const base = await serve(t, (_request, response) => {
    calls += 1;
    response.end();
  });
  const port = new URL(base).port;
  const names = {
    'inside.example': ['10.0.0.8'],
    'both.example': ['93.184.216.34', '127.0.0.1'],
    'meta.example': ['169.254.169.254'],
    'own.example': ['203.0.114.7'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'odd.example': ['not an address'],
  };
  const { poster } = posterWith({ names });
  for (const url of [
    base,
    `https://127.0.0.1:${port}/`,
    `https://0x7f000001:${port}/`,
    `https://[::1]:${port}/`,
    `https://[::ffff:7f00:1]:${port}/`,
    `https://2130706433:${port}/`,
    'https://169.254.169.254/latest',
    'https://metadata.google.internal/',
    ...Object.keys(names).map((name) => `https://${name}:${port}/`),
    'https://user:pass@a.example/',
    'http://93.184.216.34/',
    'ftp://a.example/',
    'file:///etc/passwd',
    'no address',
  ]) {
    const answer = await poster.post({ url, headers: {}, body: BODY }, limits());
    assert.equal(!answer.ok && answer.failure.code, 'address-refused', url);
    assert.ok(!answer.ok && !answer.failure.reason.includes('user') && !answer.failure.reason.includes('pass@'));
  }
  assert.equal(calls, 0);
});

test('never reaches metadata, excepted or not', async () => {
  const { poster } = posterWith({ exceptions: [cidr('169.254.0.0/16')], names: { 'a.example': ['169.254.169.254'] } });
  for (const url of ['https://a.example/', 'https://169.254.169.254/']) {
    const answer = await poster.post({ url, headers: {}, body: BODY }, limits());
    assert.equal(!answer.ok && answer.failure.code, 'address-refused');
  }
});

test('dials what was judged and does not look at the name again', async (t) => {
  const base = await serve(t, (request, response) => response.end(request.headers.host));
  const { poster, looked } = posterWith({ exceptions: LOOPBACK, names: { 'a.example': ['127.0.0.1'] } });
  const url = `http://a.example:${new URL(base).port}/`;
  const answer = await poster.post({ url, headers: {}, body: BODY }, limits());
  assert.equal(answer.ok && answer.value.body, new URL(url).host);
  assert.deepEqual(looked, ['a.example']);
  const unknown = await poster.post({ url: 'https://b.example/', headers: {}, body: BODY }, limits());
  assert.equal(!unknown.ok && unknown.failure.code, 'unreachable');
});

test('follows no redirect', async (t) => {
  let calls = 0;
  const base = await serve(t, (_request, response) => {
    calls += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const { poster } = posterWith({ exceptions: LOOPBACK });
  const answer = await poster.post({ url: base, headers: {}, body: BODY }, limits());
  assert.deepEqual([answer.ok && answer.value.status, calls], [307, 1]);
});

test('gives up on silence, on a call off, on an endless answer and on one that breaks off', async (t) => {
  const base = await serve(t, (request, response) => {
    if (request.url === '/long') response.end('y'.repeat(5_000));
    if (request.url === '/broken') {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    }
  });
  const { poster } = posterWith({ exceptions: LOOPBACK });
  const codeOf = async (path: string, over: Parameters<typeof limits>[0]) => {
    const answer = await poster.post({ url: `${base}${path}`, headers: {}, body: BODY }, limits(over));
    return answer.ok ? answer.value.status : answer.failure.code;
  };
  assert.equal(await codeOf('/silent', { timeoutMs: 150 }), 'timed-out');
  assert.equal(await codeOf('/silent', { signal: AbortSignal.timeout(100) }), 'timed-out');
  assert.equal(await codeOf('/silent', { signal: AbortSignal.abort() }), 'timed-out');
  assert.equal(await codeOf('/long', {}), 'too-long');
  assert.equal(await codeOf('/broken', {}), 'unreachable');
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/`;
  await new Promise((done) => closed.close(done));
  const none = await poster.post({ url, headers: {}, body: BODY }, limits());
  assert.equal(!none.ok && none.failure.code, 'unreachable');
});

test('wants a certificate that fits the name', async (t) => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = {
    issuer: 'test',
    signingKey: pair.privateKey,
    issuerKey: pair.publicKey,
    publicKey: pair.publicKey,
    notBeforeMs: Date.now() - 3_600_000,
    notAfterMs: Date.now() + 3_600_000,
  };
  const ca = makeCertificate({ ...signed, subject: 'test', host: null });
  const cert = makeCertificate({ ...signed, subject: 'a.example', host: 'a.example' });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const server = createTlsServer({ key, cert }, (_request, response) => response.end('over TLS'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const port = (server.address() as AddressInfo).port;
  const names = { 'a.example': ['127.0.0.1'], 'b.example': ['127.0.0.1'] };
  const ask = async (name: string, authority: string) => {
    const { poster } = posterWith({ exceptions: LOOPBACK, names, ca: authority });
    const answer = await poster.post({ url: `https://${name}:${port}/`, headers: {}, body: BODY }, limits());
    return answer.ok ? answer.value.body : answer.failure.code;
  };
  assert.equal(await ask('a.example', ca), 'over TLS');
  assert.equal(await ask('b.example', ca), 'not-trusted');
  assert.equal(await ask('a.example', ''), 'not-trusted');
});

test('reads how long to wait, as seconds and as a moment', () => {
  const nowMs = () => Date.UTC(2026, 0, 1);
  const read = (text: string | undefined) => readRetryAfter(text, nowMs);
  assert.deepEqual(
    ['7', '0', '-3', '9999999', 'Thu, 01 Jan 2026 00:01:00 GMT', 'Wed, 31 Dec 2025 00:00:00 GMT'].map(read),
    [7_000, 0, 0, 86_400_000, 60_000, 0],
  );
  assert.deepEqual(['soon', '', undefined, '9'.repeat(50)].map(read), [null, null, null, null]);
});
